var __defProp = Object.defineProperty;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __esm = (fn, res, err) => function __init() {
  if (err) throw err[0];
  try {
    return fn && (res = (0, fn[__getOwnPropNames(fn)[0]])(fn = 0)), res;
  } catch (e) {
    throw err = [e], e;
  }
};
var __export = (target, all) => {
  for (var name in all)
    __defProp(target, name, { get: all[name], enumerable: true });
};

// node_modules/zoom-pkce/dist/chunks/without-wasm-3TANJN3Y.js
var without_wasm_3TANJN3Y_exports = {};
__export(without_wasm_3TANJN3Y_exports, {
  withoutWasm: () => withoutWasm
});
function W(M, F, o) {
  for (var i2, a, m = 0, r2 = F, O = o.length, s2 = F + (O * 3 >> 2) - (o[O - 2] == "=") - (o[O - 1] == "="); m < O; m += 4) i2 = D[o.charCodeAt(m + 1)], a = D[o.charCodeAt(m + 2)], M[r2++] = D[o.charCodeAt(m)] << 2 | i2 >> 4, r2 < s2 && (M[r2++] = i2 << 4 | a >> 2), r2 < s2 && (M[r2++] = a << 6 | D[o.charCodeAt(m + 3)]);
  return M;
}
function n8(M) {
  W(d, 1048576, "UzI1NnBsYWluY29kZUNoYWxsZW5nZU1ldGhvZDogbXVzdCBiZSAicGxhaW4iIG9yICJTMjU2IiAoUkZDIDc2MzYgc2VjdGlvbiA0LjMpbGVuZ3RoOiBtdXN0IGJlIGFuIGludGVnZXIgZnJvbSA0MyB0byAxMjggKGNoYXJhY3RlcnM7IFJGQyA3NjM2IHNlY3Rpb24gNC4xKWNvZGVWZXJpZmllcjogbXVzdCBiZSBhIHN0cmluZyBvZiA0MyB0byAxMjggY2hhcmFjdGVycyBvZiBBLVogYS16IDAtOSAtIC4gXyB+IChSRkMgNzYzNiBzZWN0aW9uIDQuMSljb2RlQ2hhbGxlbmdlOiBtdXN0IGJlIGEgc3RyaW5nIG9mIDQzIHRvIDEyOCBjaGFyYWN0ZXJzIG9mIEEtWiBhLXogMC05IC0gLiBfIH4gKFJGQyA3NjM2IHNlY3Rpb24gNC4yKWFib3J0ZWR0aW1lb3V0TXM6IG11c3QgYmUgYW4gaW50ZWdlciBmcm9tIDEgdG8gMjE0NzQ4MzY0NyAobWlsbGlzZWNvbmRzKWFkZEV2ZW50TGlzdGVuZXJzaWduYWw6IG11c3QgYmUgYW4gQWJvcnRTaWduYWxyZWFzb25sb2NhbGhvc3QubG9jYWxob3N0MTI3Lmpzb25mb3JtAAD2ARAABAAAAPoBEAAEAAAAZm9ybWF0OiBtdXN0IGJlICJqc29uIiBvciAiZm9ybSJvbWl0c2FtZS1vcmlnaW5pbmNsdWRlAAAwAhAABAAAADQCEAALAAAAPwIQAAcAAABjcmVkZW50aWFsczogbXVzdCBiZSAib21pdCIsICJzYW1lLW9yaWdpbiIgb3IgImluY2x1ZGUiYm9keTogbXVzdCBiZSBhIGZ1bmN0aW9uZmV0Y2g6IG11c3QgYmUgYSBmdW5jdGlvbmNvZGVhdXRob3JpemF0aW9uLmNvZGU6IG11c3QgYmUgYSBub24tZW1wdHkgc3RyaW5nLCBhdCBtb3N0IDQwOTYgY2hhcmFjdGVyc3JlZGlyZWN0VXJpYXV0aG9yaXphdGlvbi5yZWRpcmVjdFVyaTogbXVzdCBiZSBhIG5vbi1lbXB0eSBzdHJpbmcsIGF0IG1vc3QgNDA5NiBjaGFyYWN0ZXJzc3RhdGVhdXRob3JpemF0aW9uLnN0YXRlOiBtdXN0IGJlIGEgbm9uLWVtcHR5IHN0cmluZywgYXQgbW9zdCA0MDk2IGNoYXJhY3RlcnNjb2RlVmVyaWZpZXJyZWNlaXZlZEF0YXV0aG9yaXphdGlvbi5yZWNlaXZlZEF0OiBtdXN0IGJlIGEgbnVtYmVyIChtaWxsaXNlY29uZHMgc2luY2UgdGhlIGVwb2NoKWh0dHBzOmh0dHA6dXJsOiBtdXN0IGJlIGFuIGh0dHAgb3IgaHR0cHMgVVJMIHdpdGhvdXQgdXNlciBhbmQgcGFzc3dvcmQsIG9yIGEgcGF0aCBvbiB0aGUgcGFnZSdzIG93biBvcmlnaW5jb2RlQ2hhbGxlbmdlTWV0aG9kOiBtdXN0IG5vdCBiZSBnaXZlbiB0b2dldGhlciB3aXRoIGNvZGVDaGFsbGVuZ2UsIHdob3NlIG1ldGhvZCBpcyB0aGUgYmFja2VuZCdzcmVjb25maWd1cmU6IG11c3QgYmUgYSBmdW5jdGlvbnJlcXVpcmVTdGF0ZTogbXVzdCBiZSB0cnVlIG9yIGZhbHNlAAAAAQAAAAQAAAAEAAAAAgAAAGF1dGhvcml6ZXJlbW92ZUV2ZW50TGlzdGVuZXJwcm9tcHRBdXRob3JpemV1bnN1cHBvcnRlZEFwaXNvbkF1dGhvcml6ZWRhdXRob3JpemUsIG9uQXV0aG9yaXplZGluY2x1ZGVzbWVzc2FnZXRvb2sgbG9uZ2VyIHRoYW56b29tU2RrLmNvbmZpZ25vdF9zdXBwb3J0bm90IHN1cHBvcnRyZXN1bHRvbkF1dGhvcml6ZWQgY2FycmllZCBubyBzdGF0ZSwgd2hpY2ggcmVxdWlyZVN0YXRlIGRlbWFuZHMgKGJ5IGRlZmF1bHQgaW4gYSBmcmFtZSlzdGF0dXN1bmF1dGhlbnRpY2F0ZWRhdXRoZW50aWNhdGVkYXV0aG9yaXplZHRoZW5jYWxsZ2V0VXNlckNvbnRleHRyZWNvbmZpZ3VyZSBmYWlsZWRyZWNvbmZpZ3VyZSBkaWQgbm90IGVuZCB3aXRoaW4gdGltZW91dE1zbm8gb25NeVVzZXJDb250ZXh0Q2hhbmdlIHdpdGhpbiB0aW1lb3V0TXM6IHRoZSBwcm9tcHQgd2FzIGlnbm9yZWQgb3IgY2xvc2VkY29kZUNoYWxsZW5nZWFib3J0b25NeVVzZXJDb250ZXh0Q2hhbmdlQUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9wcXJzdHV2d3h5ejAxMjM0NTY3ODktX2ludmFsaWRfYXJndW1lbnRhbiBhcmd1bWVudCBpcyBub3QgdmFsaWRDb3JyZWN0IHdoYXQgdGhlIG1lc3NhZ2UgbmFtZXM7IG5vdGhpbmcgd2FzIHNlbnQucmFuZG9tX3VuYXZhaWxhYmxlY3J5cHRvLmdldFJhbmRvbVZhbHVlcyBpcyBtaXNzaW5nIG9yIGZhaWxlZFJ1biBpbiBhIGJyb3dzZXIncyBwYWdlIG9yIHdvcmtlciwgb3IgaW4gTm9kZSAyMCBvciBsYXRlciwgd2hlcmUgbm90aGluZyByZXBsYWNlcyBnbG9iYWxUaGlzLmNyeXB0by5zZGtfbWlzc2luZ3pvb21TZGs6IGF1dGhvcml6ZSwgYWRkRXZlbnRMaXN0ZW5lciBhbmQgcmVtb3ZlRXZlbnRMaXN0ZW5lciBtdXN0IGJlIGZ1bmN0aW9uc1Bhc3MgdGhlIGRlZmF1bHQgZXhwb3J0IG9mIEB6b29tL2FwcHNzZGssIG9yIHdpbmRvdy56b29tU2RrIHdoZXJlIGl0cyBzY3JpcHQgdGFnIGlzIHVzZWQuc2RrX25vdF9jb25maWd1cmVkem9vbVNkay5jb25maWcgaGFzIG5vdCBiZWVuIGNhbGxlZCB5ZXRGaXJzdDogYXdhaXQgem9vbVNkay5jb25maWcoeyBjYXBhYmlsaXRpZXM6IFsiYXV0aG9yaXplIiwgIm9uQXV0aG9yaXplZCJdLCB2ZXJzaW9uOiAiMC4xNi4wIiB9KS4gSWYgeW91IGRpZCwgdGhlIFNESyBtYXkgYmUgbG9hZGVkIHR3aWNlLCBieSBucG0gYW5kIGJ5IGEgc2NyaXB0IHRhZzogcGFzcyB3aW5kb3cuem9vbVNkay5jYXBhYmlsaXR5X21pc3Npbmd0aGUgWm9vbSBjbGllbnQgbGFja3MgYSBjYXBhYmlsaXR5LCBvciBkb2VzIG5vdCBsZXQgdGhpcyBhcHAgdXNlIGl0TGlzdCB3aGF0IHRoZSBtZXNzYWdlIG5hbWVzIGluIHpvb21TZGsuY29uZmlnJ3MgY2FwYWJpbGl0aWVzIGFuZCBpbiB0aGUgYXBwJ3MgZmVhdHVyZXMgaW4gdGhlIE1hcmtldHBsYWNlLCBhbmQgdXBkYXRlIHRoZSBab29tIGNsaWVudCBpZiBpdHMgdW5zdXBwb3J0ZWRBcGlzIGhhcyBpdC4gTGlzdCAiZ2V0VXNlckNvbnRleHQiIHRvbzogZ3Vlc3RzIGFyZSByZWZ1c2VkIGxpa2UgdGhpcy5ndWVzdF9tb2RlYXV0aG9yaXplIGlzIG5vdCBhdmFpbGFibGUgaW4gZ3Vlc3QgbW9kZVBhc3MgcmVjb25maWd1cmU6ICgpID0+IHpvb21TZGsuY29uZmlnKOKApiksIHdoaWNoIGhhcyB0aGUgcGVyc29uIGFza2VkIHRvIGFkZCB0aGUgYXBwLCBhbmQgbGlzdCAiZ2V0VXNlckNvbnRleHQiLCAicHJvbXB0QXV0aG9yaXplIiBhbmQgIm9uTXlVc2VyQ29udGV4dENoYW5nZSIgaW4gaXRzIGNhcGFiaWxpdGllcy5hdXRob3JpemVfZmFpbGVkdGhlIFpvb20gY2xpZW50IHJlZnVzZWQgYXV0aG9yaXplVGhlIG1lc3NhZ2UgYW5kIHpvb21Db2RlIGFyZSBab29tJ3Mgb3duLiBDaGVjayB0aGF0IHRoZSBhcHAgaXMgYWRkZWQsIGl0cyBzY29wZXMgYXJlIHNldCBhbmQgdGhlIGNsaWVudCBpcyBhdCBsZWFzdCA1LjEwLjAgKGRlc2t0b3ApLCA1LjEwLjYgKGlPUykgb3IgNS4xNC41IChBbmRyb2lkKS5hY2Nlc3NfZGVuaWVkdGhlIHBlcnNvbiBkZWNsaW5lZCB0byBhdXRob3JpemUgdGhlIGFwcFNheSB3aGF0IHRoZSBhY2Nlc3MgaXMgZm9yIGFuZCBsZXQgdGhlIHBlcnNvbiBzdGFydCBhZ2FpbjsgZG8gbm90IGFzayBhZ2FpbiB1bnByb21wdGVkLm1pc3NpbmdfY29kZW9uQXV0aG9yaXplZCBjYXJyaWVkIG5vIGF1dGhvcml6YXRpb24gY29kZUF1dGhvcml6ZSBhZ2FpbjsgaWYgaXQgc3RheXMgc28sIHVwZGF0ZSB0aGUgWm9vbSBjbGllbnQuc3RhdGVfbWlzbWF0Y2h0aGUgc3RhdGUgb2Ygb25BdXRob3JpemVkIGlzIG5vdCB0aGUgb25lIHRoYXQgd2FzIHNlbnRUaGUgZXZlbnQgYW5zd2VycyBhbm90aGVyIHJlcXVlc3Qgb3IgaXMgZm9yZ2VkOiBpdHMgY29kZSB3YXMgZHJvcHBlZC4gQXV0aG9yaXplIGFnYWluLnRpbWVvdXRubyBvbkF1dGhvcml6ZWQgZXZlbnQgd2l0aGluIHRpbWVvdXRNc05vYm9keSBhbnN3ZXJlZCwgIm9uQXV0aG9yaXplZCIgaXMgbm90IGFtb25nIHpvb21TZGsuY29uZmlnJ3MgY2FwYWJpbGl0aWVzLCBvciB0aGUgU0RLIGlzIGxvYWRlZCB0d2ljZS4gQXV0aG9yaXplIGFnYWluLCBvciByYWlzZSB0aW1lb3V0TXMuYWJvcnRlZCBieSB0aGUgc2lnbmFsVGhlIGNhbGxlciBjYW5jZWxsZWQ7IGF1dGhvcml6ZSBhZ2FpbiB3aGVuIHdhbnRlZC5pbl9wcm9ncmVzc2Fub3RoZXIgYXV0aG9yaXplIGlzIHN0aWxsIHdhaXRpbmcgZm9yIHRoZSBwZXJzb25Vc2UgdGhlIHByb21pc2Ugb2YgdGhlIGZpcnN0IGNhbGwsIG9yIGFib3J0IGl0cyBzaWduYWwgYmVmb3JlIGNhbGxpbmcgYWdhaW4uY29kZV9leHBpcmVkdGhlIGF1dGhvcml6YXRpb24gY29kZSBpcyBvbGRlciB0aGFuIDEwIG1pbnV0ZXM7IG5vdGhpbmcgd2FzIHNlbnRBdXRob3JpemUgYWdhaW4gYW5kIGZvcndhcmQgdGhlIGNvZGUgYXQgb25jZS5pbnNlY3VyZV9lbmRwb2ludHVybDogbXVzdCBiZSBodHRwcywgb3IgaHR0cCBvbiBsb2NhbGhvc3Q7IG5vdGhpbmcgd2FzIHNlbnRTZXJ2ZSB0aGUgYmFja2VuZCBvdmVyIGh0dHBzOiBjb2RlIGFuZCB2ZXJpZmllciB3b3VsZCBiZSByZWFkYWJsZSBvbiB0aGUgd2F5LnN0YXRlOiBtdXN0IGJlIGEgbm9uLWVtcHR5IHN0cmluZyBvZiBBU0NJSSBjaGFyYWN0ZXJzLCBhdCBtb3N0IDQwOTYgKFJGQyA2NzQ5IGFwcGVuZGl4IEEuNSkAAABn5glqha5nu3Lzbjw69U+lf1IOUYxoBZur2YMfGc3gW10HEAC2BxAAVwgQAAkJEAD7CRAALQsQABQMEADsDBAAeA0QAOYNEACADhAAYwEQAIAPEAAIEBAAghAQABAAAAASAAAACwAAABIAAAASAAAACgAAABAAAAANAAAADAAAAA4AAAAHAAAABwAAAAsAAAAMAAAAEQ=="), W(d, 1053207, "AQEBAQEBAQAAbQcQAMgHEABiCBAAGwkQAA0KEAA3CxAAJAwQAPkMEACEDRAA9A0QAIcOEAA5DxAAiw8QABQQEACTEBAAGAAAACsAAABOAAAAJgAAAEMAAAAoAAAAIQAAACgAAAAqAAAANgAAACYAAAAVAAAAMQAAAEEAAAA6AAAAhQcQAPMHEACwCBAAQQkQAFAKEABfCxAARQwQACENEACuDRAAKg4QAK0OEABODxAAvA8QAFUQEADNEBAAMQAAAGQAAABZAAAAugAAAN0AAAC1AAAApwAAAFcAAAA4AAAAVgAAAIwAAAAyAAAATAAAAC0AAABNAAAAY2xvc3VyZSBpbnZva2VkIHJlY3Vyc2l2ZWx5IG9yIGFmdGVyIGJlaW5nIGRyb3BwZWQAAC8AAAAwAAAAMQAAADIAAAAW"), W(d, 1053547, "wA0="), W(d, 1053562, "wAAS"), W(d, 1053583, "wCI="), W(d, 1053619, "wAAQ"), W(d, 1053638, "wCI="), W(d, 1053674, "wA=="), W(d, 1053932, "QBQQAFcAAADIAAAALAAAAEAUEABXAAAAuwAAACAAAACYL4pCkUQ3cc/7wLWl27XpW8JWOfER8Vmkgj+S1V4cq5iqB9gBW4MSvoUxJMN9DFV0Xb5y/rHegKcG3Jt08ZvBwWmb5IZHvu/GncEPzKEMJG8s6S2qhHRK3KmwXNqI+XZSUT6YbcYxqMgnA7DHf1m/8wvgxkeRp9VRY8oGZykpFIUKtyc4IRsu/G0sTRMNOFNUcwpluwpqdi7JwoGFLHKSoei/oktmGqhwi0vCo1FsxxnoktEkBpnWhTUO9HCgahAWwaQZCGw3Hkx3SCe1vLA0swwcOUqq2E5Pypxb828uaO6Cj3RvY6V4FHjIhAgCx4z6/76Q62xQpPej+b7yeHHG7BMQAFMAAAANAAAAGgAAAOwTEABTAAAADQAAACM="), W(d, 1054288, "mBQQAFAAAAAsAwAACQAAADYAAAAMAAAABAAAADcAAAA4AAAAOQAAAAAAAAAIAAAABAAAADoAAAA7AAAAPAAAAD0AAAA+AAAAEAAAAAQAAAA/AAAAQAAAAEEAAABCAAAAbV3L1ixQ62N4QaZXcRuLuRWiXFU0VQfUU3itgVHwo/cAAAAACAAAAAQAAABDAAAANgAAAAwAAAAEAAAARA=="), W(d, 1054468, "mBQQAFAAAAAcAAAABQ=="), W(d, 1054759, "gA=="), W(d, 1054771, "gA=="), W(d, 1054783, "gA=="), W(d, 1054795, "gA=="), W(d, 1054807, "gA=="), W(d, 1054819, "gA=="), W(d, 1054831, "gA=="), W(d, 1054843, "gA=="), W(d, 1054860, "NA==");
}
function t4(M) {
  return f8[M];
}
function t8(M) {
  c8[0] = M;
}
function I() {
  throw new Error("abort");
}
function k8(M) {
  var F = new ArrayBuffer(1114112), o = new Int8Array(F), i2 = new Int16Array(F), a = new Int32Array(F), m = new Uint8Array(F), r2 = new Uint16Array(F), O = new Uint32Array(F), s2 = new Float32Array(F), j = new Float64Array(F), c0 = Math.imul, M2 = Math.fround, u8 = Math.abs, h2 = Math.clz32, U2 = Math.min, E2 = Math.max, l8 = Math.floor, G8 = Math.ceil, o8 = Math.trunc, m8 = Math.sqrt, B = M._, k4 = B.a, u4 = B.b, l4 = B.c, G4 = B.d, o4 = B.e, m4 = B.f, v4 = B.g, Z4 = B.h, I4 = B.i, B4 = B.j, g4 = B.k, s4 = B.l, h4 = B.m, d4 = B.n, w4 = B.o, W4 = B.p, X4 = B.q, V4 = B.r, y4 = B.s, Y4 = B.t, N4 = B.u, p4 = B.v, F4 = B.w, S2 = B.x, U = B.y, f = 1048576, t0 = 1054860, k0 = 1055016;
  function x2(i, r, A) {
    var b = 0, e = 0, n = 0, c = 0, t = 0, k = 0, l = 0, G = 0, Z = 0, v = 0;
    b = f - 144 | 0, f = b, a[b + 20 >> 2] = A, e = a[263687], a[263687] = 0;
    a: {
      i: {
        b: {
          e: {
            r: {
              A: {
                n: {
                  t: {
                    k: {
                      c: {
                        u: {
                          if (e) {
                            l = a[e + 116 >> 2], a[b + 100 >> 2] = l, c = a[e + 112 >> 2], a[b + 96 >> 2] = c, G = a[e + 108 >> 2], a[b + 92 >> 2] = G, t = a[e + 104 >> 2], a[b + 88 >> 2] = t;
                            o: {
                              for (; ; ) {
                                if ((n | 0) == 16) break o;
                                if (k = (b + 88 | 0) + n | 0, n = n + 4 | 0, a[k >> 2] == (i | 0)) break;
                              }
                              a[b + 84 >> 2] = A;
                              l: {
                                G: switch (r | 0) {
                                  case 8:
                                    if ((i | 0) == (G | 0)) break l;
                                    break A;
                                  case 0:
                                    if ((i | 0) != (t | 0)) break A;
                                    if (i = m[e + 128 | 0], k = m[e + 64 | 0], A = b + 84 | 0, Z = b, v = Y(A, 1050072, 6), a[Z + 88 >> 2] = v, c = b + 88 | 0, r = m2(c), u(c), Z = b, v = Y(A, 1049452, 5), a[Z + 124 >> 2] = v, n = r & 255, r = b + 124 | 0, !H(r)) {
                                      z(c, r, 4096), c = e + 68 | 0;
                                      f: {
                                        if (a[b + 88 >> 2] != -2147483648) {
                                          r = a[b + 92 >> 2], a[b + 128 >> 2] = a[b + 88 >> 2], a[b + 132 >> 2] = r, A = a[b + 96 >> 2], a[b + 136 >> 2] = A, k = a[b + 132 >> 2];
                                          break f;
                                        }
                                        A = 0, a[b + 136 >> 2] = 0, a[b + 128 >> 2] = 0, a[b + 132 >> 2] = 1, k = 1;
                                      }
                                      if (!q0(c, k, A)) {
                                        r = -2147483647;
                                        f: {
                                          if (i & 1) break f;
                                          if (c = a[263688], c >>> 0 <= 2147483646) {
                                            a[263688] = c + 1, n = 16;
                                            m: {
                                              for (; ; ) {
                                                if ((n | 0) == 112) break m;
                                                v: {
                                                  if (i = n + 1054740 | 0, a[i >> 2] != -2147483648 && q0(i, k, A)) break v;
                                                  n = n + 12 | 0;
                                                  continue;
                                                }
                                                break;
                                              }
                                              a[263688] = c;
                                              break f;
                                            }
                                            a[263688] = c;
                                          }
                                          r = -2147483648, n = N(9);
                                        }
                                        X(b + 128 | 0);
                                        break n;
                                      }
                                      X(b + 128 | 0);
                                      break c;
                                    }
                                    if (!(i & 1)) {
                                      if (!(k & 1)) break c;
                                      r = -2147483648, n = s(9, 1050078, 81);
                                      break n;
                                    }
                                    if (!n) break k;
                                    r = -2147483647;
                                    break n;
                                  case 1:
                                    if ((i | 0) != (t | 0)) break A;
                                    f: {
                                      if (!m[e + 128 | 0]) {
                                        if (n = a[e + 124 >> 2], a[e + 124 >> 2] = 0, n) break f;
                                        n = N(10);
                                        break f;
                                      }
                                      n = s(10, l ? 1050283 : 1050243, l ? 75 : 40);
                                    }
                                    a[b + 32 >> 2] = n, a[b + 24 >> 2] = 1, a[b + 28 >> 2] = -2147483648;
                                    break r;
                                  case 2:
                                    if ((i | 0) != (t | 0)) break A;
                                    Z = b, v = i0(a[e + 92 >> 2] + 16 | 0), a[Z + 32 >> 2] = v, a[b + 24 >> 2] = 1, a[b + 28 >> 2] = -2147483648;
                                    break r;
                                  case 3:
                                    f: {
                                      if ((i | 0) != (G | 0)) {
                                        if ((i | 0) != (t | 0)) break A;
                                        n = L2(e, A, 1049912, 9, 6);
                                        break f;
                                      }
                                      if (n = L2(e, A, 1049912, 9, 6), (i | 0) == (t | 0)) break f;
                                      if (!(o[e + 129 | 0] & 1)) break u;
                                    }
                                    a[b + 88 >> 2] = 0, E0(b + 24 | 0, n, b + 88 | 0);
                                    break e;
                                  case 4:
                                    if ((i | 0) != (c | 0)) break A;
                                    o0(b + 24 | 0, e, B0(b + 84 | 0) & 255);
                                    break r;
                                  case 5:
                                    if (!(c | o[e + 128 | 0] & 1) | (i | 0) != (t | 0)) break A;
                                    if (i = B0(b + 84 | 0) & 255, !i) {
                                      _2(b + 28 | 0, e), a[b + 24 >> 2] = 2;
                                      break r;
                                    }
                                    o0(b + 24 | 0, e, i);
                                    break r;
                                  case 6:
                                    if ((i | 0) != (l | 0)) break A;
                                    i = L2(e, A, 1049940, 15, 7), a[b + 88 >> 2] = 0, E0(b + 24 | 0, i, b + 88 | 0);
                                    break e;
                                  case 7:
                                    break G;
                                  default:
                                    break A;
                                }
                                if ((i | 0) != (G | 0)) break A;
                                G: {
                                  if (m[e + 131 | 0] == 3) {
                                    if (h0(b + 8 | 0, b + 84 | 0), i = a[b + 8 >> 2], i) {
                                      Z = b, v = G2(4, i, a[b + 12 >> 2]), a[Z + 32 >> 2] = v, a[b + 24 >> 2] = 1, a[b + 28 >> 2] = -2147483648;
                                      break G;
                                    }
                                    a[e + 112 >> 2] = 0, L(e + 124 | 0), i2[e + 128 >> 1] = 256, a[e + 124 >> 2] = 0, p0(b + 28 | 0, e), a[b + 24 >> 2] = 2;
                                    break r;
                                  }
                                  g0(b + 24 | 0, e);
                                }
                                u(b + 84 | 0);
                                break e;
                              }
                              n = a[e + 124 >> 2], a[e + 124 >> 2] = 0, a[b + 88 >> 2] = A;
                              l: {
                                if (n) {
                                  u(b + 88 | 0);
                                  break l;
                                }
                                n = s(3, 1050225, 18), u(n + 20 | 0), a[n + 20 >> 2] = A;
                              }
                              a[b + 32 >> 2] = n, a[b + 24 >> 2] = 1, a[b + 28 >> 2] = -2147483648;
                              break b;
                            }
                            N2(e);
                          }
                          u(b + 20 | 0);
                          break a;
                        }
                        L(e + 124 | 0), a[e + 124 >> 2] = n, _2(b + 28 | 0, e), a[b + 24 >> 2] = 2;
                        break i;
                      }
                      if (!n) break k;
                      if (a[b + 128 >> 2] = b + 84, A = b + 128 | 0, s0(b + 88 | 0, A, 1049288, 4), r = a[b + 88 >> 2], (r | 0) == -2147483648) break t;
                      i = a[b + 96 >> 2], n = a[b + 92 >> 2], s0(b + 60 | 0, A, 1049363, 11);
                      break n;
                    }
                    r = -2147483648, n = N(7);
                    break n;
                  }
                  n = N(8);
                }
                if (u(b + 124 | 0), a[b + 88 >> 2] = 0, (r | 0) != -2147483647) {
                  a[b + 36 >> 2] = i, a[b + 32 >> 2] = n, a[b + 28 >> 2] = r, i = a[b + 64 >> 2], a[b + 40 >> 2] = a[b + 60 >> 2], a[b + 44 >> 2] = i, a[b + 48 >> 2] = a[b + 68 >> 2], a[b + 24 >> 2] = 1, a0(b + 88 | 0);
                  break r;
                }
                i = a[b + 116 >> 2], a[b + 48 >> 2] = a[b + 112 >> 2], a[b + 52 >> 2] = i, i = a[b + 108 >> 2], a[b + 40 >> 2] = a[b + 104 >> 2], a[b + 44 >> 2] = i, i = a[b + 100 >> 2], a[b + 32 >> 2] = a[b + 96 >> 2], a[b + 36 >> 2] = i, i = a[b + 92 >> 2], a[b + 24 >> 2] = a[b + 88 >> 2], a[b + 28 >> 2] = i;
                break r;
              }
              a[b + 24 >> 2] = 0;
            }
            u(b + 84 | 0);
          }
          if (a[b + 24 >> 2] != 1) break i;
        }
        u0(e, b + 24 | 4);
        break a;
      }
      i = a[b + 52 >> 2], a[b + 112 >> 2] = a[b + 48 >> 2], a[b + 116 >> 2] = i, i = a[b + 44 >> 2], a[b + 104 >> 2] = a[b + 40 >> 2], a[b + 108 >> 2] = i, i = a[b + 36 >> 2], a[b + 96 >> 2] = a[b + 32 >> 2], a[b + 100 >> 2] = i, i = a[b + 28 >> 2], a[b + 88 >> 2] = a[b + 24 >> 2], a[b + 92 >> 2] = i;
      i: {
        r = C0(e);
        b: {
          if (!r) {
            if (a[b + 88 >> 2] != 2) break b;
            l0(b + 24 | 4);
            break a;
          }
          if (i = N(12), a[b + 60 >> 2] = -2147483648, a[b + 64 >> 2] = i, u0(r, b + 60 | 0), a[b + 88 >> 2] == 2) break i;
        }
        a0(b + 88 | 0);
        break a;
      }
      R2(b + 88 | 4);
    }
    f = b + 144 | 0;
  }
  function d2(i, r, A) {
    var b = 0, e = 0, n = 0, c = 0, t = 0, k = 0, l = 0, G = 0, Z = 0, v = 0, g = 0, y = 0, R = 0, J = 0, q = 0, $ = 0, _ = 0, Q = 0, C = 0, Z2 = 0, I2 = 0, B2 = 0, g2 = 0, H2 = 0, e0 = 0, n0 = 0, f4 = 0, c4 = 0, z2 = 0, J2 = 0;
    b = f - 368 | 0, f = b;
    a: {
      if (A) {
        for (l = a[r + 4 >> 2], n = a[r + 8 >> 2], v2(b + 56 | 0, 192), r = n + 8 & -64, c = r - -64 | 0, Z = c >>> 0 >= 192 ? 192 : c, v = n << 3, g = r | 60; ; ) {
          if (r = y, (r | 0) != (Z | 0)) {
            y = r + 1 | 0, t = r + (b + 56 | 0) | 0, e = m[r + l | 0];
            i: {
              if (r >>> 0 < n >>> 0 || (e = 128, (r | 0) == (n | 0)) || (e = 0, r >>> 0 < g >>> 0)) break i;
              e = v >>> ((r ^ -1) << 3) | 0;
            }
            o[t | 0] = e;
            continue;
          }
          break;
        }
        for (y = 0, r = a[263269], a[b + 272 >> 2] = a[263268], a[b + 276 >> 2] = r, r = a[263267], a[b + 264 >> 2] = a[263266], a[b + 268 >> 2] = r, r = a[263265], a[b + 256 >> 2] = a[263264], a[b + 260 >> 2] = r, r = a[263263], a[b + 248 >> 2] = a[263262], a[b + 252 >> 2] = r, k = f - 128 | 0, f = k, H2 = b + 56 | 0, r = n >>> 0 > 183, R = r ? 1 : H2, f4 = R + ((r ? 0 : c >>> 6 | 0) << 6) | 0, e0 = b + 248 | 0, q = a[e0 + 28 >> 2], $ = a[b + 272 >> 2], _ = a[b + 268 >> 2], Q = a[b + 264 >> 2], C = a[b + 260 >> 2], Z2 = a[b + 256 >> 2], I2 = a[b + 252 >> 2], B2 = a[b + 248 >> 2]; ; ) {
          if ((R | 0) != (f4 | 0)) {
            for (a[k >> 2] = R, r = 0, n = k - -64 | 0; ; ) {
              if ((r | 0) != 16) {
                e = f - 16 | 0, f = e, l = a[k >> 2];
                i: {
                  if (c = r << 2, c >>> 0 <= 64) {
                    a[e + 12 >> 2] = 64 - c, a[e + 8 >> 2] = c + l;
                    break i;
                  }
                  I();
                }
                O[e + 12 >> 2] <= 3 && I(), f = e + 16 | 0, e = a[e + 8 >> 2], e = m[e | 0] | m[e + 1 | 0] << 8 | (m[e + 2 | 0] << 16 | m[e + 3 | 0] << 24), z2 = n, J2 = j2(e, 24) & 16711935 | j2(e & 16711935, 8), a[z2 >> 2] = J2, n = n + 4 | 0, r = r + 1 | 0;
                continue;
              }
              break;
            }
            for (P(k, k - -64 | 0, 64), G = 0, g2 = 0, t = Q, J = B2, v = q, n = $, r = _, g = C, e = Z2, c = I2; ; ) {
              if (Z = J, l = t, (G | 0) != 64) {
                n0 = G + 1 | 0;
                i: {
                  if (G >>> 0 >= 16) {
                    J = ((G & 15) << 2) + k | 0, t = a[((n0 & 15) << 2) + k >> 2], t = a[((G + 9 & 15) << 2) + k >> 2] + (a[J >> 2] + (x(t, 25) ^ x(t, 14) ^ t >>> 3) | 0) | 0, c4 = t, t = a[((G + 14 & 15) << 2) + k >> 2], G = c4 + (x(t, 15) ^ x(t, 13) ^ t >>> 10) | 0, a[J >> 2] = G;
                    break i;
                  }
                  G = a[k + g2 >> 2];
                }
                v = a[g2 + 1053964 >> 2] + (((((x(l, 26) ^ x(l, 21) ^ x(l, 7)) + v | 0) + ((l ^ -1) & n) | 0) + (r & l) | 0) + G | 0) | 0, J = v + ((Z & (e ^ c) ^ e & c) + (x(Z, 30) ^ x(Z, 19) ^ x(Z, 10)) | 0) | 0, t = v + g | 0, g2 = g2 + 4 | 0, G = n0, v = n, n = r, r = l, g = e, e = c, c = Z;
                continue;
              }
              break;
            }
            q = v + q | 0, a[b + 276 >> 2] = q, $ = n + $ | 0, a[b + 272 >> 2] = $, _ = r + _ | 0, a[b + 268 >> 2] = _, Q = l + Q | 0, a[b + 264 >> 2] = Q, C = g + C | 0, a[b + 260 >> 2] = C, Z2 = e + Z2 | 0, a[b + 256 >> 2] = Z2, I2 = c + I2 | 0, a[b + 252 >> 2] = I2, B2 = Z + B2 | 0, a[b + 248 >> 2] = B2, R = R - -64 | 0;
            continue;
          }
          break;
        }
        for (f = k + 128 | 0, r = f - 16 | 0, f = r, a[r + 8 >> 2] = H2, a[r + 12 >> 2] = H2 + 192, r0(r + 8 | 0), f = r + 16 | 0, a[b + 304 >> 2] = 0, a[b + 308 >> 2] = 0, a[b + 296 >> 2] = 0, a[b + 300 >> 2] = 0, a[b + 288 >> 2] = 0, a[b + 292 >> 2] = 0, a[b + 280 >> 2] = 0, a[b + 284 >> 2] = 0, a[b + 356 >> 2] = b + 312, a[b + 360 >> 2] = 0, a[b + 364 >> 2] = 0, r = b + 280 | 0, a[b + 348 >> 2] = r, a[b + 328 >> 2] = 0, a[b + 312 >> 2] = 0, a[b + 352 >> 2] = r, a[b + 344 >> 2] = e0, e = b + 328 | 0; ; ) {
          if ((y | 0) != 32) {
            r = a[b + 352 >> 2];
            i: {
              if ((r | 0) == a[b + 356 >> 2]) {
                r = 0;
                break i;
              }
              a[b + 352 >> 2] = r + 1;
            }
            y = y + 1 | 0;
            i: {
              for (; ; ) {
                if (Q0(b + 8 | 0, b + 312 | 0), n = m[b + 9 | 0], m[b + 8 | 0]) break i;
                if (n = a[b + 344 >> 2], !(!n | (n | 0) == a[b + 348 >> 2])) {
                  a[b + 312 >> 2] = 1, a[b + 316 >> 2] = 0, a[b + 320 >> 2] = 4, a[b + 344 >> 2] = n + 4, n = a[n >> 2], z2 = b, J2 = j2(n & 16711935, 8) | j2(n, 24) & 16711935, a[z2 + 324 >> 2] = J2;
                  continue;
                }
                break;
              }
              Q0(b, e), n = m[b + 1 | 0];
            }
            o[r | 0] = n;
            continue;
          }
          break;
        }
        r = a[b + 284 >> 2], a[b + 24 >> 2] = a[b + 280 >> 2], a[b + 28 >> 2] = r, r = a[b + 292 >> 2], a[b + 32 >> 2] = a[b + 288 >> 2], a[b + 36 >> 2] = r, r = a[b + 300 >> 2], a[b + 40 >> 2] = a[b + 296 >> 2], a[b + 44 >> 2] = r, r = a[b + 308 >> 2], a[b + 48 >> 2] = a[b + 304 >> 2], a[b + 52 >> 2] = r, D2(b + 12 | 0, b + 24 | 0, 32, 43);
        break a;
      }
      for (c = a[r + 4 >> 2], n = a[r + 8 >> 2], r = 0, e = k2(1, 128), v2(e, 128), n = n >>> 0 >= 128 ? 128 : n; ; ) {
        if ((r | 0) != (n | 0)) {
          o[r + e | 0] = m[r + c | 0] & 127, r = r + 1 | 0;
          continue;
        }
        break;
      }
      a[b + 20 >> 2] = n, a[b + 16 >> 2] = e, a[b + 12 >> 2] = 128;
    }
    a[i + 8 >> 2] = a[b + 20 >> 2], r = a[b + 16 >> 2], a[i >> 2] = a[b + 12 >> 2], a[i + 4 >> 2] = r, o[i + 12 | 0] = A, f = b + 368 | 0;
  }
  function L2(i, r, A, b, e) {
    var n = 0, c = 0, t = 0, k = 0, l = 0, G = 0, Z = 0, v = 0, g = 0;
    n = f - 80 | 0, f = n, t = n + 8 | 0, c = a[i + 28 >> 2] == -2147483648, a[t + 4 >> 2] = c ? 0 : a[i + 36 >> 2], a[t >> 2] = c ? 1 : a[i + 32 >> 2], t = a[i + 72 >> 2], c = a[i + 76 >> 2], l = a[n + 12 >> 2], G = a[n + 8 >> 2], a[n + 20 >> 2] = r, v = n, g = Y(n + 20 | 0, 1050013, 7), a[v + 68 >> 2] = g, z(n + 40 | 0, n + 68 | 0, 4096);
    a: {
      if (a[n + 40 >> 2] != -2147483648) {
        a[n + 32 >> 2] = a[n + 48 >> 2], i = a[n + 44 >> 2], a[n + 24 >> 2] = a[n + 40 >> 2], a[n + 28 >> 2] = i;
        break a;
      }
      a[n + 32 >> 2] = 0, a[n + 24 >> 2] = 0, a[n + 28 >> 2] = 1;
    }
    u(n + 68 | 0), i = n + 20 | 0, v = n, g = Y(i, 1049288, 4), a[v + 40 >> 2] = g, k = n + 40 | 0, Z = H(k), u(k), k = n + 24 | 0, a[n + 36 >> 2] = k;
    a: {
      i: {
        b: {
          e: {
            r: {
              if (Z) {
                if (A2(n + 36 | 0, 1050020, 16)) {
                  X(k), u(i), i = 0;
                  break a;
                }
                if (i = n + 36 | 0, !A2(i, 1050036, 14)) {
                  if (A2(i, 1050050, 11) || (e = 6, A2(i, 1050061, 11))) break r;
                  break e;
                }
                i = N(3);
                break b;
              }
              if (i = n + 36 | 0, A2(i, 1050050, 11)) break r;
              if (!A2(i, 1050061, 11)) break e;
            }
            i = G2(4, A, b);
            break b;
          }
          for (a[n + 60 >> 2] = c, a[n + 56 >> 2] = t, a[n + 52 >> 2] = l, a[n + 48 >> 2] = G, a[n + 40 >> 2] = 0, a[n + 44 >> 2] = 2, a[n + 72 >> 2] = 2, a[n + 68 >> 2] = n + 48, a[n + 76 >> 2] = n + 24, t = n + 76 | 0, i = 0; ; ) {
            if (A = i + 8 | 0, (A | 0) == 24) break i;
            if (c = n + 40 | 0, b = c + i | 0, i = A, !!A2(t, a[b + 8 >> 2], a[b + 12 >> 2])) break;
          }
          a[n + 48 >> 2] = 0, a[n + 40 >> 2] = 0, a[n + 44 >> 2] = 1, i = P0(e, c);
        }
        u(i + 20 | 0), a[i + 20 >> 2] = r, X(n + 24 | 0);
        break a;
      }
      a[n + 48 >> 2] = a[n + 32 >> 2], i = a[n + 28 >> 2], a[n + 40 >> 2] = a[n + 24 >> 2], a[n + 44 >> 2] = i, i = P0(e, n + 40 | 0), u(i + 20 | 0), a[i + 20 >> 2] = r;
    }
    return f = n + 80 | 0, i;
  }
  function u0(i, r) {
    var A = 0, b = 0, e = 0, n = 0, c = 0, t = 0, k = 0, l = 0, G = 0, Z = 0, v = 0, g = 0, y = 0;
    if (A = f - 224 | 0, f = A, a[A + 4 >> 2] = i, b = f - 16 | 0, f = b, t = a[263713] + 1 & 7, a[263713] = t, !a[263688]) {
      a[263688] = -1;
      a: {
        i: {
          e = a[i + 76 >> 2];
          b: {
            if (!e) {
              n = 1;
              break b;
            }
            if (l = a[i + 72 >> 2], n = w2(1, e), !n) break i;
            if (!e) break b;
            P(n, l, e);
          }
          a[b + 12 >> 2] = e, a[b + 8 >> 2] = n, a[b + 4 >> 2] = e;
          break a;
        }
        I();
      }
      e = c0(t, 12), V(e + 1054756 | 0), a[e + 1054764 >> 2] = a[b + 12 >> 2], n = a[b + 8 >> 2], a[e + 1054756 >> 2] = a[b + 4 >> 2], a[e + 1054760 >> 2] = n, a[263688] = a[263688] + 1;
    }
    A4(i + 120 | 0), x0(a[i + 92 >> 2] + 8 | 0), f = b + 16 | 0, P(A + 8 | 0, i, 68), a[A + 216 >> 2] = a[i + 88 >> 2], b = a[i + 84 >> 2], a[A + 208 >> 2] = a[i + 80 >> 2], a[A + 212 >> 2] = b, l = m[i + 130 | 0], o[A + 79 | 0] = l, b = a[i + 72 >> 2], a[A + 196 >> 2] = a[i + 68 >> 2], a[A + 200 >> 2] = b, a[A + 204 >> 2] = a[i + 76 >> 2], n = a[i + 96 >> 2], t = a[i + 100 >> 2], a[A + 220 >> 2] = A + 79, a[A + 192 >> 2] = a[i + 24 >> 2], b = a[i + 20 >> 2], a[A + 184 >> 2] = a[i + 16 >> 2], a[A + 188 >> 2] = b, b = A + 196 | 0, e = A + 208 | 0, Z = a[r >> 2];
    a: {
      if ((Z | 0) == -2147483648) {
        a[A + 176 >> 2] = a[r + 4 >> 2], V(e), X(A + 184 | 0), w(b), v = j[A + 176 >> 3];
        break a;
      }
      k = a[r + 16 >> 2], g = a[r + 20 >> 2], G = a[r + 12 >> 2], a[A + 88 >> 2] = a[i + 24 >> 2], c = a[i + 20 >> 2], a[A + 80 >> 2] = a[i + 16 >> 2], a[A + 84 >> 2] = c;
      i: {
        if ((G | 0) != -2147483648) {
          X(A + 80 | 0);
          break i;
        }
        k = a[A + 84 >> 2], g = a[A + 88 >> 2], G = a[A + 80 >> 2];
      }
      c = a[b + 4 >> 2], a[A + 160 >> 2] = a[b >> 2], a[A + 164 >> 2] = c, a[A + 168 >> 2] = a[b + 8 >> 2], v = D0(), c = a[e + 4 >> 2], a[A + 144 >> 2] = a[e >> 2], a[A + 148 >> 2] = c, a[A + 152 >> 2] = a[e + 8 >> 2], c = a[r + 4 >> 2], y = a[r + 8 >> 2];
    }
    a[A + 104 >> 2] = k, a[A + 108 >> 2] = g, a[A + 100 >> 2] = G, a[A + 92 >> 2] = c, a[A + 96 >> 2] = y, a[A + 88 >> 2] = Z, j[A + 80 >> 3] = v, r = a[A + 164 >> 2], a[A + 112 >> 2] = a[A + 160 >> 2], a[A + 116 >> 2] = r, a[A + 120 >> 2] = a[A + 168 >> 2], r = a[A + 148 >> 2], a[A + 124 >> 2] = a[A + 144 >> 2], a[A + 128 >> 2] = r, a[A + 132 >> 2] = a[A + 152 >> 2], o[A + 136 | 0] = l, r = f - 80 | 0, f = r, k = r + 8 | 0, P(k, A + 80 | 0, 64), a[r + 72 >> 2] = n, a[r + 76 >> 2] = t, e4[a[t + 12 >> 2]](n, k), T0(r + 72 | 0), f = r + 80 | 0, V(A + 36 | 0), V(A + 52 | 0), p(A + 8 | 0), u(A + 68 | 0), p(A + 16 | 0), p2(i + 92 | 0), u(i + 120 | 0), L(i + 124 | 0), i4(A + 4 | 0), f = A + 224 | 0;
  }
  function l0(i) {
    var r = 0, A = 0, b = 0, e = 0, n = 0, c = 0, t = 0, k = 0, l = 0, G = 0;
    r = f + -64 | 0, f = r, n = a[i + 8 >> 2], a[r + 36 >> 2] = a[i + 12 >> 2], b = a[i >> 2], A = a[i + 4 >> 2], a[r + 40 >> 2] = a[i + 16 >> 2], e = a[i + 20 >> 2], t = a[i + 24 >> 2], a[r + 52 >> 2] = 1024, t2(r + 24 | 0, r + 36 | 0, b, A, r + 40 | 0, r + 52 | 0), c = 1, i = a[r + 28 >> 2];
    a: {
      if (a[r + 24 >> 2] & 1 || (a[r + 44 >> 2] = i, b = I4(i | 0) | 0, A = a[263752], i = a[263753], a[263752] = 0, a[263753] = 0, k = r + 16 | 0, a[k + 4 >> 2] = i, a[k >> 2] = (A | 0) == 1, A = a[r + 16 >> 2], (A | 0) == 1 ? i = a[r + 20 >> 2] : i = b, b = r + 44 | 0, u(b), (A | 0) == 1)) break a;
      a[r + 56 >> 2] = i, l = r, G = f2(n, e), a[l + 60 >> 2] = G, l = r, G = f2(n, t), a[l + 44 >> 2] = G, A = r + 56 | 0, e = r + 60 | 0, t2(r + 8 | 0, A, 1050203, 4, e, b), i = a[r + 12 >> 2], c = a[r + 8 >> 2], u(b), u(e), u(A);
    }
    a[r + 44 >> 2] = c, a[r + 48 >> 2] = i, u(r + 52 | 0);
    a: {
      if ((c | 0) == 1) {
        x2(n, t, i);
        break a;
      }
      u(r + 48 | 0);
    }
    u(r + 40 | 0), u(r + 36 | 0), f = r - -64 | 0;
  }
  function G0(i, r) {
    var A = 0, b = 0, e = 0, n = 0, c = 0;
    A = f - 128 | 0, f = A;
    a: {
      if (a[r + 8 >> 2] == -2147483648) {
        r = a[r >> 2], b = 1;
        break a;
      }
      b = A + 16 | 0, P(b, r, 64), r = a[A + 56 >> 2], a[A + 120 >> 2] = a[A + 52 >> 2], a[A + 124 >> 2] = r, r = a[A + 44 >> 2], a[A + 112 >> 2] = a[A + 40 >> 2], a[A + 116 >> 2] = r, a[A + 100 >> 2] = a[A + 68 >> 2], r = a[A + 32 >> 2], a[A + 88 >> 2] = a[A + 28 >> 2], a[A + 92 >> 2] = r, a[A + 96 >> 2] = a[A + 60 >> 2] != -2147483648 ? a[A + 64 >> 2] : 0, e = m[A + 72 | 0], r = e & 1, a[A + 108 >> 2] = r ? 4 : 5, a[A + 104 >> 2] = (e | 0) != 2 ? r ? 1048576 : 1048580 : 0, e = A + 88 | 0, r = $2(e, 5), a[A + 84 >> 2] = r, n = A, c = S2(+j[A + 16 >> 3]) | 0, a[n + 88 >> 2] = c, A0(A + 84 | 0, e), u(e), w(b + 8 | 0), V(b + 44 | 0), X(b + 20 | 0), w(b + 32 | 0), b = 0;
    }
    n = A, c = T(b, r), a[n + 12 >> 2] = c, a[A + 84 >> 2] = 1024, a[A + 88 >> 2] = 1024, b = A + 84 | 0, e = A + 12 | 0, r = A + 88 | 0, X0(A, i, b, e, r), i = a[A + 4 >> 2], a[A + 16 >> 2] = a[A >> 2], a[A + 20 >> 2] = i, u(A + 20 | 0), u(r), u(b), u(e), f = A + 128 | 0;
  }
  function o0(i, r, A) {
    var b = 0, e = 0, n = 0;
    e = f - 16 | 0, f = e, a[r + 112 >> 2] = 0;
    a: {
      i: {
        if (!m[r + 128 | 0]) {
          if (o[r + 131 | 0] = A, b = a[r + 124 >> 2], a[r + 124 >> 2] = 0, n = a[r + 8 >> 2], S0(e, A), !a[e >> 2]) {
            b: {
              if (b) {
                if ((A & 255) != 3) break i;
                if (n) break b;
                break i;
              }
              a[i >> 2] = 0;
              break a;
            }
            if (m[b + 24 | 0] != 4) break i;
            L(r + 124 | 0), a[r + 124 >> 2] = b, O0(i, r);
            break a;
          }
          if (a[e + 8 >> 2] = b, !n) {
            b: {
              if (!b) {
                A = 1024;
                break b;
              }
              a[e + 12 >> 2] = b, A = o2(b + 20 | 0), F2(e + 12 | 0);
            }
            r = M0(r), u(r + 20 | 0), a[i + 8 >> 2] = r, a[r + 20 >> 2] = A, a[i >> 2] = 1, a[i + 4 >> 2] = -2147483648;
            break a;
          }
          o[r + 128 | 0] = 1, g0(i, r), L(e + 8 | 0);
          break a;
        }
        if (b = A & 255, !(!b | (b | 0) == m[r + 131 | 0])) {
          o[r + 131 | 0] = A, O0(i, r);
          break a;
        }
        a[i >> 2] = 0;
        break a;
      }
      a[i + 8 >> 2] = b, a[i >> 2] = 1, a[i + 4 >> 2] = -2147483648;
    }
    f = e + 16 | 0;
  }
  function m0(i, r) {
    var A = 0, b = 0, e = 0, n = 0, c = 0, t = 0, k = 0, l = 0, G = 0;
    A = f - 144 | 0, f = A, v2(A + 20 | 0, 96), b = (r >>> 2 | 0) + ((r & 3) != 0) | 0;
    a: {
      if (b >>> 0 >= 33) {
        a[i >> 2] = -2147483648;
        break a;
      }
      c = c0(b, 3);
      i: {
        if (!r) break i;
        for (t = A + 20 | 0, b = c; ; ) {
          if (!b) break i;
          if (n = f - 16 | 0, f = n, k = b >>> 0 >= 65536 ? 65536 : b, g4(t | 0, k | 0), G = a[263752], e = a[263753], a[263752] = 0, a[263753] = 0, l = n + 8 | 0, a[l + 4 >> 2] = e, a[l >> 2] = (G | 0) == 1, e = a[n + 12 >> 2], a[A + 8 >> 2] = a[n + 8 >> 2] & 1, a[A + 12 >> 2] = e, f = n + 16 | 0, a[A + 132 >> 2] = a[A + 12 >> 2], e = a[A + 8 >> 2], a[A + 128 >> 2] = e, !e) {
            t = t + k | 0, b = b - k | 0, p(A + 128 | 0);
            continue;
          }
          break;
        }
        b = A + 128 | 0, p(b), e = A + 20 | 0, D2(A + 116 | 0, e, c, r), L0(e), a[i >> 2] = -2147483648, a[A + 136 >> 2] = a[A + 124 >> 2], i = a[A + 120 >> 2], a[A + 128 >> 2] = a[A + 116 >> 2], a[A + 132 >> 2] = i, w(b);
        break a;
      }
      b = A + 20 | 0, D2(A + 116 | 0, b, c, r), L0(b), a[i + 8 >> 2] = a[A + 124 >> 2], r = a[A + 120 >> 2], a[i >> 2] = a[A + 116 >> 2], a[i + 4 >> 2] = r;
    }
    f = A + 144 | 0;
  }
  function v0(i, r, A, b) {
    var e = 0, n = 0, c = 0, t = 0, k = 0;
    e = f - 48 | 0, f = e, a[r + 8 >> 2] == 1 && (t = e, k = U(1050371, 5) | 0, a[t + 44 >> 2] = k, n = e + 44 | 0, t2(e + 24 | 0, r + 12 | 0, A, b, n, r + 24 | 0), c = a[e + 28 >> 2], a[e + 36 >> 2] = a[e + 24 >> 2], a[e + 40 >> 2] = c, u(e + 40 | 0), u(n)), a[r >> 2] == 1 && (t = e, k = U(1050376, 21) | 0, a[t + 44 >> 2] = k, n = e + 44 | 0, t2(e + 16 | 0, r + 16 | 0, A, b, n, r + 4 | 0), c = a[e + 20 >> 2], a[e + 36 >> 2] = a[e + 16 >> 2], a[e + 40 >> 2] = c, u(e + 40 | 0), u(n)), t = e, k = U(1049970, 12) | 0, a[t + 36 >> 2] = k, n = A, A = e + 36 | 0, t2(e + 8 | 0, r + 16 | 0, n, b, A, r + 20 | 0), r = a[e + 12 >> 2], b = a[e + 8 >> 2], u(A), a[i >> 2] = b, a[i + 4 >> 2] = r, f = e + 48 | 0;
  }
  function T(i, r) {
    var A = 0, b = 0, e = 0, n = 0, c = 0, t = 0, k = 0, l = 0;
    A = f - 96 | 0, f = A;
    a: {
      if ((i | 0) == 1) {
        for (a[A + 24 >> 2] = r, c = a[r + 12 >> 2], t = a[r + 16 >> 2], k = m[r + 24 | 0], i = a[r + 8 >> 2], a[A + 16 >> 2] = a[r + 4 >> 2], a[A + 20 >> 2] = i, b = f - 32 | 0, f = b, y2(b + 4 | 0, k), i = a[b + 8 >> 2], a[A + 8 >> 2] = a[b + 4 >> 2], a[A + 12 >> 2] = i, f = b + 32 | 0, l = a[A + 8 >> 2], b = a[A + 12 >> 2], e = f - 32 | 0, f = e, y2(e + 4 | 0, k), i = a[e + 28 >> 2], a[A >> 2] = a[e + 24 >> 2], a[A + 4 >> 2] = i, f = e + 32 | 0, i = a[A + 20 >> 2], a[A + 88 >> 2] = a[A + 16 >> 2], a[A + 92 >> 2] = i, a[A + 72 >> 2] = c, a[A + 76 >> 2] = t, a[A + 64 >> 2] = l, a[A + 68 >> 2] = b, i = a[A + 4 >> 2], a[A + 80 >> 2] = a[A >> 2], a[A + 84 >> 2] = i, n = A + 32 | 0, e = A - -64 | 0, i = 0, b = f - 32 | 0; ; ) {
          if ((i | 0) != 32) {
            t = i + e | 0, l = a[t + 4 >> 2], c = i + b | 0, a[c >> 2] = a[t >> 2], a[c + 4 >> 2] = l, i = i + 8 | 0;
            continue;
          }
          break;
        }
        i = a[b + 28 >> 2], a[n + 24 >> 2] = a[b + 24 >> 2], a[n + 28 >> 2] = i, i = a[b + 20 >> 2], a[n + 16 >> 2] = a[b + 16 >> 2], a[n + 20 >> 2] = i, i = a[b + 12 >> 2], a[n + 8 >> 2] = a[b + 8 >> 2], a[n + 12 >> 2] = i, i = a[b + 4 >> 2], a[n >> 2] = a[b >> 2], a[n + 4 >> 2] = i, i = $2(n, 4), a[A + 28 >> 2] = i, b = f - 32 | 0, f = b, y2(b + 4 | 0, k), f = b + 32 | 0, a[A + 64 >> 2] = m[b + 20 | 0] ? 1026 : 1027, b = A + 28 | 0, A0(b, e), u(e), A0(b, r + 20 | 0), F2(A + 24 | 0);
        break a;
      }
      i = r;
    }
    return f = A + 96 | 0, i;
  }
  function w2(i, r) {
    var A = 0, b = 0;
    a: {
      if (i = i >>> 0 > r >>> 0 ? i : r, i = h2((i >>> 0 <= 16 ? 16 : i) - 1 | 0), A = ((0 - i & 31) << 2) + 1054864 | 0, r = a[A >> 2], r) {
        a[A >> 2] = a[r >> 2];
        break a;
      }
      if (i = -1 >>> i | 0, r = i + a[263748] & (i ^ -1), i = i + 1 | 0, A = i + r | 0, !(r >>> 0 <= A >>> 0 & O[263749] >= A >>> 0)) {
        if (r = 0, b = (i >>> 16 | 0) + ((i & 65534) != 0) | 0, A = n4(b | 0), (A | 0) == -1) break a;
        a[263749] = A + b << 16, r = A << 16, A = i + r | 0;
      }
      return a[263748] = A, r;
    }
    return r;
  }
  function D2(i, r, A, b) {
    var e = 0, n = 0, c = 0, t = 0;
    for (c = k2(1, 128), v2(c, 128), t = r + A | 0, A = 0; ; ) {
      if ((A | 0) != 128) {
        (e | 0) <= 5 && (n = n << 8, e = e + 8 | 0, (r | 0) == (t | 0) ? r = t : (n = m[r | 0] | n, r = r + 1 | 0)), e = e - 6 | 0, o[A + c | 0] = m[(n >>> e & 63) + 1050397 | 0] & 127, A = A + 1 | 0;
        continue;
      }
      break;
    }
    a[i + 4 >> 2] = c, a[i >> 2] = 128, a[i + 8 >> 2] = b >>> 0 >= 128 ? 128 : b;
  }
  function Z0(i, r) {
    var A = 0, b = 0, e = 0, n = 0, c = 0, t = 0, k = 0;
    A = f - 16 | 0, f = A, a[A + 4 >> 2] = r;
    a: {
      i: {
        if (b = A + 4 | 0, !H(b)) {
          if (t = A, k = Y(b, 1048931, 7), a[t + 8 >> 2] = k, e = A + 8 | 0, n = m2(e), c = 2, u(e), (n & 255) != 2 && (t = A, k = Y(b, 1049003, 16), a[t + 12 >> 2] = k, b = A + 12 | 0, e = Q2(b), u(b), e)) break i;
          t = i, k = s(0, 1049019, 30), a[t + 4 >> 2] = k;
        }
        a[i >> 2] = c, u(A + 4 | 0);
        break a;
      }
      a[i + 4 >> 2] = r, a[i >> 2] = 1;
    }
    f = A + 16 | 0;
  }
  function I0(i, r, A) {
    var b = 0, e = 0, n = 0, c = 0;
    b = f - 32 | 0, f = b, i = a[i >> 2], n = b, c = U(r | 0, A | 0) | 0, a[n + 28 >> 2] = c, a[b + 20 >> 2] = 1024, r = b + 28 | 0, e = b + 20 | 0, t2(b + 8 | 0, i, 1050005, 8, r, e), i = a[b + 8 >> 2], A = a[b + 12 >> 2], u(e), u(r), a[b + 24 >> 2] = A, a[b + 20 >> 2] = i;
    a: {
      if (!(i & 1)) {
        a[b + 28 >> 2] = A, i = (m2(r) & 255) == 1, u(r);
        break a;
      }
      u(b + 24 | 0), i = 0;
    }
    return f = b + 32 | 0, i;
  }
  function R4(i, r, A) {
    i = i | 0, r = r | 0, A = A | 0;
    var b = 0, e = 0, n = 0;
    b = f + -64 | 0, f = b, a[b + 4 >> 2] = r, a[b >> 2] = i, a[b + 8 >> 2] = A, i = b + 63 | 0, a[b + 56 >> 2] = i, a[b + 52 >> 2] = i, a[b + 48 >> 2] = i, a[b + 44 >> 2] = b + 8, a[b + 40 >> 2] = i, a[b + 36 >> 2] = i, a[b + 32 >> 2] = i, a[b + 28 >> 2] = b + 4, a[b + 24 >> 2] = i, a[b + 20 >> 2] = i, a[b + 16 >> 2] = i, a[b + 12 >> 2] = b, i = f + -64 | 0, f = i, r = a[a[b + 12 >> 2] >> 2], A = a[a[b + 28 >> 2] >> 2], a[i + 8 >> 2] = a[a[b + 44 >> 2] >> 2], a[i + 4 >> 2] = A, a[i >> 2] = r, q2(i + 40 | 0, i), r = a[i + 44 >> 2], A = a[i + 40 >> 2];
    a: {
      if ((A | 0) != -2147483648) {
        a[i + 20 >> 2] = a[i + 48 >> 2], a[i + 16 >> 2] = r, a[i + 12 >> 2] = A, W2(i + 56 | 0, i + 8 | 0, 1);
        i: {
          if (m[i + 56 | 0] == 1) {
            r = a[i + 60 >> 2];
            break i;
          }
          if (F0(i + 40 | 0, i + 4 | 0, m[i + 57 | 0]), r = a[i + 44 >> 2], A = a[i + 40 >> 2], (A | 0) == -2147483648) break i;
          e = a[i + 52 >> 2], a[i + 32 >> 2] = a[i + 48 >> 2], a[i + 36 >> 2] = e, a[i + 28 >> 2] = r, a[i + 24 >> 2] = A, r = f - 16 | 0, f = r, e = i + 12 | 0, A = i + 24 | 0, d2(r, e, m[A + 12 | 0]), n = y0(a[r + 4 >> 2], a[r + 8 >> 2], a[A + 4 >> 2], a[A + 8 >> 2]), w(r), f = r + 16 | 0, r = n & 255 ? 1026 : 1027, w(A), w(e), A = 0;
          break a;
        }
        w(i + 12 | 0);
      }
      A = 1;
    }
    return r = T(A, r), u(i + 8 | 0), u(i + 4 | 0), u(i), f = i - -64 | 0, f = b - -64 | 0, r | 0;
  }
  function Q4(i, r, A) {
    i = i | 0, r = r | 0, A = A | 0;
    var b = 0;
    b = f + -64 | 0, f = b, a[b + 4 >> 2] = r, a[b >> 2] = i, a[b + 8 >> 2] = A, i = b + 63 | 0, a[b + 56 >> 2] = i, a[b + 52 >> 2] = i, a[b + 48 >> 2] = i, a[b + 44 >> 2] = b + 8, a[b + 40 >> 2] = i, a[b + 36 >> 2] = i, a[b + 32 >> 2] = i, a[b + 28 >> 2] = b + 4, a[b + 24 >> 2] = i, a[b + 20 >> 2] = i, a[b + 16 >> 2] = i, a[b + 12 >> 2] = b, x2(a[a[b + 12 >> 2] >> 2], a[a[b + 28 >> 2] >> 2], a[a[b + 44 >> 2] >> 2]), f = b - -64 | 0;
  }
  function E(i, r, A, b, e) {
    i = i | 0, r = r | 0, A = A | 0, b = b | 0, e = e | 0, I();
  }
  function B0(i) {
    var r = 0, A = 0, b = 0, e = 0, n = 0;
    r = f - 16 | 0, f = r, e = r, n = Y(i, 1050159, 6), a[e + 12 >> 2] = n, z(r, r + 12 | 0, 15), A = 0;
    a: {
      if (a[r >> 2] == -2147483648 || (i = a[r + 4 >> 2], b = a[r + 8 >> 2], A = 1, b2(i, b, 1050165, 15)) || (A = 2, b2(i, b, 1050180, 13))) break a;
      A = b2(i, b, 1050193, 10) ? 3 : 0;
    }
    return i = A, e2(r), u(r + 12 | 0), f = r + 16 | 0, i;
  }
  function g0(i, r) {
    var A = 0, b = 0, e = 0, n = 0, c = 0, t = 0;
    A = f - 32 | 0, f = A, b = 1, e = m[r + 132 | 0], n = 1 << m[r + 131 | 0];
    a: {
      if (!(e & n)) {
        o[r + 132 | 0] = e | n, T2(A + 4 | 0, r, 1049940, 15, 1024, 9, 6), a[r + 116 >> 2] = a[A + 12 >> 2], r = a[A + 8 >> 2], a[i + 4 >> 2] = a[A + 4 >> 2], a[i + 8 >> 2] = r, r = a[A + 16 >> 2], a[i + 12 >> 2] = a[A + 12 >> 2], a[i + 16 >> 2] = r, r = a[A + 24 >> 2], a[i + 20 >> 2] = a[A + 20 >> 2], a[i + 24 >> 2] = r, a[i + 28 >> 2] = a[A + 28 >> 2], b = 2;
        break a;
      }
      c = i, t = M0(r), a[c + 8 >> 2] = t, a[i + 4 >> 2] = -2147483648;
    }
    a[i >> 2] = b, f = A + 32 | 0;
  }
  function n2(i, r, A, b, e, n) {
    i = i | 0, r = r | 0, A = A | 0, b = b | 0, e = e | 0, n = n | 0, I();
  }
  function W2(i, r, A) {
    var b = 0, e = 0, n = 0;
    b = f - 32 | 0, f = b;
    a: {
      if (!H(r)) {
        z(b + 20 | 0, r, 5);
        i: {
          if (a[b + 20 >> 2] != -2147483648) {
            r = a[b + 24 >> 2], a[b + 8 >> 2] = a[b + 20 >> 2], a[b + 12 >> 2] = r, r = a[b + 28 >> 2], a[b + 16 >> 2] = r, A = a[b + 12 >> 2];
            break i;
          }
          r = 0, a[b + 16 >> 2] = 0, a[b + 8 >> 2] = 0, a[b + 12 >> 2] = 1, A = 1;
        }
        i: {
          if (!b2(A, r, 1048580, 5)) {
            if (!b2(A, r, 1048576, 4)) {
              e = i, n = s(0, 1048585, 69), a[e + 4 >> 2] = n, r = 1;
              break i;
            }
            o[i + 1 | 0] = 1, r = 0;
            break i;
          }
          o[i + 1 | 0] = 0, r = 0;
        }
        o[i | 0] = r, X(b + 8 | 0);
        break a;
      }
      o[i | 0] = 0, o[i + 1 | 0] = A;
    }
    f = b + 32 | 0;
  }
  function s0(i, r, A, b) {
    var e = 0, n = 0, c = 0;
    e = f - 32 | 0, f = e, n = e, c = Y(a[r >> 2], A, b), a[n + 12 >> 2] = c, z(e, e + 12 | 0, 4096);
    a: {
      if (a[e >> 2] != -2147483648) {
        if (r = a[e + 8 >> 2], a[e + 24 >> 2] = r, A = a[e + 4 >> 2], a[e + 16 >> 2] = a[e >> 2], a[e + 20 >> 2] = A, !r) {
          X(e + 16 | 0), a[i >> 2] = -2147483648;
          break a;
        }
        a[i + 8 >> 2] = a[e + 8 >> 2], r = a[e + 4 >> 2], a[i >> 2] = a[e >> 2], a[i + 4 >> 2] = r;
        break a;
      }
      a[i >> 2] = -2147483648;
    }
    u(e + 12 | 0), f = e + 32 | 0;
  }
  function C4(i, r) {
    i = i | 0, r = r | 0;
    var A = 0, b = 0, e = 0;
    A = f - 48 | 0, f = A, a[A + 8 >> 2] = r, a[A + 4 >> 2] = i, i = A + 47 | 0, a[A + 40 >> 2] = i, a[A + 36 >> 2] = i, a[A + 32 >> 2] = i, a[A + 28 >> 2] = A + 8, a[A + 24 >> 2] = i, a[A + 20 >> 2] = i, a[A + 16 >> 2] = i, a[A + 12 >> 2] = A + 4, i = f + -64 | 0, f = i, r = a[a[A + 12 >> 2] >> 2], a[i + 16 >> 2] = a[a[A + 28 >> 2] >> 2], a[i + 12 >> 2] = r, b = i + 48 | 0, q2(b, i + 12 | 0), r = a[i + 52 >> 2];
    a: {
      i: {
        if (e = a[i + 48 >> 2], (e | 0) != -2147483648) {
          if (a[i + 44 >> 2] = a[i + 56 >> 2], a[i + 40 >> 2] = r, a[i + 36 >> 2] = e, W2(b, i + 16 | 0, 1), m[i + 48 | 0] != 1) break i;
          r = a[i + 52 >> 2], w(i + 36 | 0);
        }
        b = 1;
        break a;
      }
      if (r = i + 36 | 0, d2(i + 20 | 0, r, m[i + 49 | 0]), w(r), a[i + 20 >> 2] == -2147483648) {
        r = a[i + 24 >> 2], b = 1;
        break a;
      }
      r = a[i + 24 >> 2], a[i + 48 >> 2] = a[i + 20 >> 2], a[i + 52 >> 2] = r, b = a[i + 32 >> 2], r = a[i + 28 >> 2], a[i + 56 >> 2] = r, a[i + 60 >> 2] = b, r = U(a[i + 52 >> 2], r | 0) | 0, w(i + 48 | 0), b = 0;
    }
    return r = T(b, r), u(i + 16 | 0), u(i + 12 | 0), f = i - -64 | 0, f = A + 48 | 0, r | 0;
  }
  function j4(i, r) {
    i = i | 0, r = r | 0;
    var A = 0, b = 0, e = 0, n = 0, c = 0, t = 0, k = 0, l = 0, G = 0;
    b = f - 48 | 0, f = b, a[b + 8 >> 2] = r, a[b + 4 >> 2] = i, i = b + 47 | 0, a[b + 40 >> 2] = i, a[b + 36 >> 2] = i, a[b + 32 >> 2] = i, a[b + 28 >> 2] = b + 8, a[b + 24 >> 2] = i, a[b + 20 >> 2] = i, a[b + 16 >> 2] = i, a[b + 12 >> 2] = b + 4, A = f - 96 | 0, f = A, i = a[a[b + 12 >> 2] >> 2], a[A + 16 >> 2] = a[a[b + 28 >> 2] >> 2], a[A + 12 >> 2] = i, i = 1, W2(A + 72 | 0, A + 12 | 0, 1);
    a: {
      if (m[A + 72 | 0] == 1) {
        r = a[A + 76 >> 2];
        break a;
      }
      if (i = m[A + 73 | 0], J0(A + 72 | 0, A + 16 | 0), r = a[A + 76 >> 2], e = a[A + 72 >> 2], (e | 0) == -2147483648) {
        i = 1;
        break a;
      }
      for (n = a[A + 80 >> 2], a[A + 28 >> 2] = n, a[A + 24 >> 2] = r, a[A + 20 >> 2] = e, c = A + 32 | 0, t = A + 20 | 0, d2(c, t, i & 1), i = a[A + 40 >> 2], a[A + 56 >> 2] = a[A + 36 >> 2], a[A + 60 >> 2] = i, a[A + 52 >> 2] = n, a[A + 48 >> 2] = r, i = m[A + 44 | 0], a[A + 68 >> 2] = i ? 4 : 5, a[A + 64 >> 2] = i ? 1048576 : 1048580, e = A + 72 | 0, n = A + 48 | 0, r = 0, i = f - 32 | 0; ; ) {
        if ((r | 0) != 24) {
          k = r + n | 0, G = a[k + 4 >> 2], l = (i + 8 | 0) + r | 0, a[l >> 2] = a[k >> 2], a[l + 4 >> 2] = G, r = r + 8 | 0;
          continue;
        }
        break;
      }
      r = a[i + 28 >> 2], a[e + 16 >> 2] = a[i + 24 >> 2], a[e + 20 >> 2] = r, r = a[i + 20 >> 2], a[e + 8 >> 2] = a[i + 16 >> 2], a[e + 12 >> 2] = r, r = a[i + 12 >> 2], a[e >> 2] = a[i + 8 >> 2], a[e + 4 >> 2] = r, r = $2(e, 3), w(c), w(t), i = 0;
    }
    return i = T(i, r), u(A + 16 | 0), u(A + 12 | 0), f = A + 96 | 0, f = b + 48 | 0, i | 0;
  }
  function h0(i, r) {
    var A = 0, b = 0, e = 0, n = 0, c = 0;
    A = f - 16 | 0, f = A, n = A, c = Y(r, 1049955, 15), a[n + 8 >> 2] = c, b = A + 8 | 0, a[A + 12 >> 2] = b, r = A + 12 | 0, e = I0(r, 1049912, 9), r = I0(r, 1049970, 12), u(b), a[i + 4 >> 2] = e ? r ? 23 : 9 : 12, a[i >> 2] = e ? r ? 1049982 : 1049912 : r ? 1049970 : 0, f = A + 16 | 0;
  }
  function d0(i, r, A, b, e, n) {
    i = i | 0, r = r | 0, A = A | 0, b = b | 0, e = e | 0, n = n | 0, I();
  }
  function O2(i, r) {
    var A = 0, b = 0;
    A = f - 16 | 0, f = A;
    a: {
      if (r - 43 >>> 0 >= 86) {
        r = s(0, 1048654, 76), a[i >> 2] = -2147483648, a[i + 4 >> 2] = r;
        break a;
      }
      if (m0(A + 4 | 0, r), r = a[A + 4 >> 2], (r | 0) != -2147483648) {
        b = a[A + 12 >> 2], a[i + 4 >> 2] = a[A + 8 >> 2], a[i + 8 >> 2] = b, a[i >> 2] = r;
        break a;
      }
      r = N(1), a[i >> 2] = -2147483648, a[i + 4 >> 2] = r;
    }
    f = A + 16 | 0;
  }
  function Y(i, r, A) {
    var b = 0, e = 0, n = 0, c = 0, t = 0, k = 0;
    b = f - 32 | 0, f = b, t = b, k = U(r | 0, A | 0) | 0, a[t + 16 >> 2] = k, e = f - 16 | 0, f = e, n = b + 16 | 0, r = w4(a[i >> 2], a[n >> 2]) | 0, A = a[263752], i = a[263753], a[263752] = 0, a[263753] = 0, c = e + 8 | 0, a[c + 4 >> 2] = i, a[c >> 2] = (A | 0) == 1, i = 1;
    a: {
      if (a[e + 8 >> 2] == 1) {
        r = a[e + 12 >> 2];
        break a;
      }
      i = 0;
    }
    return a[b + 12 >> 2] = r, a[b + 8 >> 2] = i, f = e + 16 | 0, i = a[b + 8 >> 2], r = a[b + 12 >> 2], a[b + 24 >> 2] = r, a[b + 20 >> 2] = i, a[b + 28 >> 2] = 1024, i = i & 1, u(i ? b + 24 | 0 : b + 28 | 0), u(n), f = b + 32 | 0, i ? 1024 : r;
  }
  function T2(i, r, A, b, e, n, c) {
    var t = 0, k = 0, l = 0, G = 0;
    t = a[263714] + 1 | 0, t = t >>> 0 <= 1 ? 1 : t, a[r + 108 >> 2] = t, a[263714] = t, k = a[r + 92 >> 2] + 24 | 0, l = i, G = o2((c | 0) == 8 && a[r + 8 >> 2] ? r + 12 | 0 : k), a[l + 12 >> 2] = G, a[i + 8 >> 2] = t, a[i + 24 >> 2] = c, a[i + 20 >> 2] = n, a[i + 16 >> 2] = e, a[i + 4 >> 2] = b, a[i >> 2] = A;
  }
  function X2(i, r, A, b) {
    i = i | 0, r = r | 0, A = A | 0, b = b | 0, I();
  }
  function w0(i, r, A) {
    var b = 0, e = 0;
    b = f - 48 | 0, f = b, e = 1;
    a: {
      if (H(i) || (z(b + 12 | 0, i, 16), e = 0, a[b + 12 >> 2] == -2147483648)) break a;
      for (a[b + 32 >> 2] = a[b + 20 >> 2], i = a[b + 16 >> 2], a[b + 24 >> 2] = a[b + 12 >> 2], a[b + 28 >> 2] = i, i = a[b + 32 >> 2], a[b + 40 >> 2] = a[b + 28 >> 2], a[b + 44 >> 2] = i, i = A << 3, e = a[b + 40 >> 2], A = a[b + 44 >> 2]; ; ) {
        i: {
          if (!i || (A | 0) == a[r + 4 >> 2] && !l2(a[r >> 2], e, A)) break i;
          r = r + 8 | 0, i = i - 8 | 0;
          continue;
        }
        break;
      }
      X(b + 24 | 0), e = (i | 0) != 0;
    }
    return f = b + 48 | 0, e;
  }
  function K2(i, r, A) {
    var b = 0, e = 0, n = 0;
    return b = f - 32 | 0, f = b, e = b, n = Y(a[i >> 2], r, A), a[e + 12 >> 2] = n, z(b, b + 12 | 0, 4096), i = 0, a[b >> 2] != -2147483648 && (i = a[b + 4 >> 2], a[b + 16 >> 2] = a[b >> 2], a[b + 20 >> 2] = i, i = a[b + 8 >> 2], a[b + 24 >> 2] = i, X(b + 16 | 0), i = (i | 0) != 0), u(b + 12 | 0), f = b + 32 | 0, i;
  }
  function H4(i, r, A, b, e, n) {
    i = i | 0, r = r | 0, A = A | 0, b = +b, e = e | 0, n = n | 0, I();
  }
  function z4(i, r, A, b, e, n) {
    i = i | 0, r = r | 0, A = A | 0, b = M2(b), e = e | 0, n = n | 0, I();
  }
  function J4(i, r, A, b, e, n, c) {
    i = i | 0, r = r | 0, A = A | 0, b = b | 0, e = e | 0, n = n | 0, c = c | 0, I();
  }
  function W0(i) {
    var r = 0;
    r = a[i >> 2], p2(r + 92 | 0), u(r + 120 | 0), V(r + 28 | 0), V(r + 44 | 0), p(r), u(r + 60 | 0), p(r + 8 | 0), X(r + 16 | 0), V(r + 80 | 0), w(r + 68 | 0), L(r + 124 | 0), K0(r + 96 | 0), i4(i);
  }
  function M4(i, r, A) {
    i = i | 0, r = r | 0, A = A | 0, I();
  }
  function X0(i, r, A, b, e) {
    var n = 0;
    n = f - 16 | 0, f = n, A = o4(a[r >> 2], a[A >> 2], a[b >> 2], a[e >> 2]) | 0, b = a[263752], r = a[263753], a[263752] = 0, a[263753] = 0, e = n + 8 | 0, a[e + 4 >> 2] = r, a[e >> 2] = (b | 0) == 1, e = 1, a[n + 8 >> 2] == 1 ? A = a[n + 12 >> 2] : e = 0, a[i + 4 >> 2] = A, a[i >> 2] = e, f = n + 16 | 0;
  }
  function V0(i, r, A, b) {
    var e = 0, n = 0, c = 0;
    e = f - 16 | 0, f = e, U0(e, r);
    a: {
      if (a[e >> 2] != 1 | a[e + 4 >> 2] || (n = A, A = j[e + 8 >> 3], !(n <= A) | !(A <= b) | +((A == A ? ~~E2(U2(A, 2147483647), -2147483648) : 0) | 0) != A)) break a;
      j[i + 8 >> 3] = A, c = 1;
    }
    a[i >> 2] = c, a[i + 4 >> 2] = 0, f = e + 16 | 0;
  }
  function f2(i, r) {
    var A = 0, b = 0, e = 0;
    return A = f - 16 | 0, f = A, b = a[263685] ? 1054744 : 0, b ? (b = o2(b), e = 1) : e = 0, a[A + 4 >> 2] = b, a[A >> 2] = e, b = a[A >> 2] & 1 ? a[A + 4 >> 2] : 1024, a[A + 8 >> 2] = b, a[A + 12 >> 2] = 1024, i = Z4(b | 0, 1024, i | 0, r | 0) | 0, u(A + 12 | 0), u(A + 8 | 0), f = A + 16 | 0, i;
  }
  function y0(i, r, A, b) {
    var e = 0, n = 0;
    a: {
      if ((r | 0) != (b | 0)) break a;
      for (e = 1; ; ) {
        if (!r) break a;
        b = f - 16 | 0, n = m[A | 0] ^ m[i | 0], o[b + 15 | 0] = (n | 0 - n) << 24 >> 24 >= 0, e = m[b + 15 | 0] & e, r = r - 1 | 0, A = A + 1 | 0, i = i + 1 | 0;
      }
    }
    return i = f - 16 | 0, o[i + 15 | 0] = e, m[i + 15 | 0];
  }
  function Y0(i, r, A, b, e) {
    var n = 0, c = 0, t = 0;
    n = f - 16 | 0, f = n, c = n, t = U(r | 0, A | 0) | 0, a[c + 8 >> 2] = t, c = n, t = U(b | 0, e | 0) | 0, a[c + 12 >> 2] = t, A = f - 16 | 0, f = A, b = W4(a[i >> 2], a[n + 8 >> 2], a[n + 12 >> 2]) | 0, r = a[263752], i = a[263753], a[263752] = 0, a[263753] = 0, e = A + 8 | 0, a[e + 4 >> 2] = i, a[e >> 2] = (r | 0) == 1, i = 1;
    a: {
      if (a[A + 8 >> 2] == 1) {
        a[n + 4 >> 2] = a[A + 12 >> 2];
        break a;
      }
      i = 0, o[n + 1 | 0] = (b | 0) != 0;
    }
    o[n | 0] = i, f = A + 16 | 0, m[n | 0] && u(n + 4 | 0), u(n + 12 | 0), u(n + 8 | 0), f = n + 16 | 0;
  }
  function c2(i, r, A, b, e) {
    i = i | 0, r = r | 0, A = A | 0, b = b | 0, e = e | 0, I();
  }
  function S(i, r, A) {
    r = r >>> 0 > A >>> 0 ? r : A, r = h2((r >>> 0 <= 16 ? 16 : r) - 1 | 0), A = (-1 >>> r | 0) + 1 | 0, A && v2(i, A), r = ((0 - r & 31) << 2) + 1054864 | 0, a[i >> 2] = a[r >> 2], a[r >> 2] = i;
  }
  function N0(i, r, A) {
    var b = 0, e = 0;
    b = f - 16 | 0, f = b;
    a: {
      i: {
        if (!H(r)) {
          if (V0(b, r, 1, 2147483647), a[b >> 2] != 1 | a[b + 4 >> 2]) break i;
          e = j[b + 8 >> 3], e != e ? A = 0 : A = ~~E2(U2(e, 2147483647), -2147483648);
        }
        r = 0;
        break a;
      }
      A = s(0, 1048938, 65), r = 1;
    }
    a[i + 4 >> 2] = A, a[i >> 2] = r, f = b + 16 | 0;
  }
  function p0(i, r) {
    var A = 0, b = 0, e = 0;
    A = f - 16 | 0, f = A, e = d4() | 0, a[A + 12 >> 2] = e, b = a[r + 28 >> 2] == -2147483648, a[A + 4 >> 2] = b ? 0 : a[r + 36 >> 2], a[A >> 2] = b ? 1 : a[r + 32 >> 2], b = A + 12 | 0, Y0(b, 1050358, 13, a[A >> 2], a[A + 4 >> 2]), Y0(b, 1049452, 5, a[r + 72 >> 2], a[r + 76 >> 2]), T2(i, r, 1049912, 9, e, 9, 3), f = A + 16 | 0;
  }
  function P2(i, r, A, b) {
    i = i | 0, r = r | 0, A = A | 0, b = b | 0, I();
  }
  function F0(i, r, A) {
    var b = 0, e = 0;
    b = f - 32 | 0, f = b, z(b + 20 | 0, r, 128);
    a: {
      if (a[b + 20 >> 2] != -2147483648) {
        a[b + 16 >> 2] = a[b + 28 >> 2], r = a[b + 24 >> 2], a[b + 8 >> 2] = a[b + 20 >> 2], a[b + 12 >> 2] = r;
        break a;
      }
      a[b + 16 >> 2] = 0, a[b + 8 >> 2] = 0, a[b + 12 >> 2] = 1;
    }
    r = f - 16 | 0, f = r, e = a[b + 12 >> 2], a[r >> 2] = a[b + 8 >> 2], a[r + 4 >> 2] = e, e = a[b + 16 >> 2], a[r + 8 >> 2] = e;
    a: {
      if (!z0(a[r + 4 >> 2], e)) {
        A = s(0, 1048830, 101), a[i >> 2] = -2147483648, a[i + 4 >> 2] = A, w(r);
        break a;
      }
      o[i + 12 | 0] = A, a[i + 8 >> 2] = a[b + 16 >> 2], A = a[b + 12 >> 2], a[i >> 2] = a[b + 8 >> 2], a[i + 4 >> 2] = A;
    }
    f = r + 16 | 0, f = b + 32 | 0;
  }
  function R0(i, r) {
    var A = 0, b = 0, e = 0, n = 0, c = 0, t = 0, k = 0, l = 0, G = 0;
    e = f - 16 | 0, f = e, Y4(e + 8 | 0, a[r >> 2]), r = a[e + 8 >> 2];
    a: {
      if (!r) {
        r = -2147483648;
        break a;
      }
      A = f - 32 | 0, f = A, b = a[e + 12 >> 2], a[A + 28 >> 2] = b, a[A + 24 >> 2] = r, a[A + 20 >> 2] = b, r = 0, l = f - 16 | 0, f = l;
      i: {
        b: {
          if (b = a[A + 28 >> 2], c = a[A + 20 >> 2], b >>> 0 < c >>> 0) {
            k = f - 16 | 0, f = k, b >>> 0 > c >>> 0 && I(), t = f - 16 | 0, f = t, c = t + 12 | 0, n = a[A + 20 >> 2], n && (a[t + 12 >> 2] = 1, r = n, n = a[A + 24 >> 2], c = t + 8 | 0), a[c >> 2] = r, r = a[t + 12 >> 2];
            e: {
              if (r) {
                G = a[t + 8 >> 2];
                r: {
                  if (!b) {
                    G && S(n, r, G), a[A + 24 >> 2] = 1;
                    break r;
                  }
                  if (c = b, n = a4(n, G, r, b), !n) break e;
                  a[A + 24 >> 2] = n;
                }
                a[A + 20 >> 2] = b;
              }
              r = -2147483647;
            }
            if (a[k + 12 >> 2] = c, a[k + 8 >> 2] = r, f = t + 16 | 0, r = a[k + 12 >> 2], a[l + 8 >> 2] = a[k + 8 >> 2], a[l + 12 >> 2] = r, f = k + 16 | 0, a[l + 8 >> 2] != -2147483647) break b;
            b = a[A + 28 >> 2];
          }
          a[A + 12 >> 2] = b, a[A + 8 >> 2] = a[A + 24 >> 2], f = l + 16 | 0;
          break i;
        }
        I();
      }
      r = a[A + 12 >> 2], a[e >> 2] = a[A + 8 >> 2], a[e + 4 >> 2] = r, f = A + 32 | 0, b = a[e >> 2], r = a[e + 4 >> 2], a[i + 8 >> 2] = r, a[i + 4 >> 2] = b;
    }
    a[i >> 2] = r, f = e + 16 | 0;
  }
  function q2(i, r) {
    var A = 0, b = 0;
    A = f - 32 | 0, f = A, z(A + 20 | 0, r, 128);
    a: {
      if (a[A + 20 >> 2] != -2147483648) {
        a[A + 16 >> 2] = a[A + 28 >> 2], r = a[A + 24 >> 2], a[A + 8 >> 2] = a[A + 20 >> 2], a[A + 12 >> 2] = r;
        break a;
      }
      a[A + 16 >> 2] = 0, a[A + 8 >> 2] = 0, a[A + 12 >> 2] = 1;
    }
    r = f - 16 | 0, f = r, b = a[A + 12 >> 2], a[r >> 2] = a[A + 8 >> 2], a[r + 4 >> 2] = b, b = a[A + 16 >> 2], a[r + 8 >> 2] = b;
    a: {
      if (!z0(a[r + 4 >> 2], b)) {
        b = s(0, 1048730, 100), a[i >> 2] = -2147483648, a[i + 4 >> 2] = b, w(r);
        break a;
      }
      a[i + 8 >> 2] = a[A + 16 >> 2], b = a[A + 12 >> 2], a[i >> 2] = a[A + 8 >> 2], a[i + 4 >> 2] = b;
    }
    f = r + 16 | 0, f = A + 32 | 0;
  }
  function Q0(i, r) {
    var A = 0;
    A = 0;
    a: {
      if (a[r >> 2] != 1) break a;
      if (A = a[r + 4 >> 2], (A | 0) != a[r + 8 >> 2]) {
        a[r + 4 >> 2] = A + 1, r = m[(r + A | 0) + 12 | 0], A = 1;
        break a;
      }
      a[r >> 2] = 0, A = 0;
    }
    o[i + 1 | 0] = r, o[i | 0] = A;
  }
  function C0(i) {
    var r = 0, A = 0, b = 0;
    r = f - 16 | 0, f = r, A = a[263687], a[263687] = 0, a[r + 12 >> 2] = A;
    a: {
      if (!A) {
        N2(i), _0(r + 12 | 0);
        break a;
      }
      N2(A), b = i;
    }
    return f = r + 16 | 0, b;
  }
  function j0(i) {
    var r = 0, A = 0, b = 0, e = 0;
    return r = f - 16 | 0, f = r, a[i >> 2] == 1 && (b = r, e = Y(i + 4 | 0, 1048931, 7), a[b + 12 >> 2] = e, i = r + 12 | 0, A = (m2(i) & 255) == 1, u(i)), f = r + 16 | 0, A;
  }
  function $2(i, r) {
    var A = 0, b = 0, e = 0, n = 0, c = 0, t = 0, k = 0, l = 0, G = 0, Z = 0, v = 0;
    e = f - 16 | 0, f = e, n = f - 16 | 0, f = n, a[n + 12 >> 2] = 0, A = f - 48 | 0, f = A, b = h4() | 0, a[A + 44 >> 2] = 0, a[A + 40 >> 2] = b, a[A + 36 >> 2] = n + 12;
    a: {
      i: {
        b: {
          if (!a[A + 36 >> 2]) {
            i = a[A + 40 >> 2];
            break b;
          }
          for (a[A + 32 >> 2] = a[A + 44 >> 2], b = a[A + 40 >> 2], a[A + 24 >> 2] = a[A + 36 >> 2], a[A + 28 >> 2] = b, k = r << 3; ; ) {
            if (!k) break i;
            k = k - 8 | 0, a[A + 36 >> 2] = i, i = i + 8 | 0, b = f - 16 | 0, f = b, t = A + 24 | 0, r = a[t >> 2], l = a[t + 8 >> 2], c = a[A + 36 >> 2];
            e: {
              if (a[c >> 2]) {
                r = f - 16 | 0, f = r, Z = r, v = U(a[c >> 2], a[c + 4 >> 2]) | 0, a[Z + 12 >> 2] = v, a[r + 8 >> 2] = 0, c = a[r + 12 >> 2], a[b + 8 >> 2] = a[r + 8 >> 2], a[b + 12 >> 2] = c, f = r + 16 | 0, c = a[b + 8 >> 2], r = a[b + 12 >> 2];
                break e;
              }
              a[b >> 2] = 0, a[b + 4 >> 2] = m[r | 0] ? 1025 : 1024, c = a[b >> 2], r = a[b + 4 >> 2];
            }
            if (G = 1, c & 1 || (l4(a[t + 4 >> 2], l | 0, r | 0), a[t + 8 >> 2] = l + 1, G = 0), a[A + 20 >> 2] = r, a[A + 16 >> 2] = G, f = b + 16 | 0, a[A + 16 >> 2] == 1) break;
          }
          i = a[A + 20 >> 2], u(t | 4);
        }
        r = 1;
        break a;
      }
      a[A + 12 >> 2] = a[A + 28 >> 2], a[A + 8 >> 2] = 0, i = a[A + 12 >> 2], r = a[A + 8 >> 2];
    }
    return a[n >> 2] = r, a[n + 4 >> 2] = i, f = A + 48 | 0, i = a[n + 4 >> 2], a[e >> 2] = a[n >> 2], a[e + 4 >> 2] = i, f = n + 16 | 0, r = a[e >> 2], i = a[e + 4 >> 2], a[e + 12 >> 2] = i, a[e + 8 >> 2] = r, (r | 0) == 1 && (u(e + 12 | 0), i = 1024), f = e + 16 | 0, i;
  }
  function A2(i, r, A) {
    var b = 0, e = 0;
    if (!A) return 0;
    for (i = a[i >> 2], b = a[i + 4 >> 2] - 1 | 0, i = a[i + 8 >> 2]; ; ) {
      a: {
        if (e = i >>> 0 >= A >>> 0, i >>> 0 < A >>> 0) break a;
        if (i = i - 1 | 0, b = b + 1 | 0, !r4(b, r, A)) continue;
      }
      break;
    }
    return e;
  }
  function U4(i) {
    i = i | 0;
    var r = 0, A = 0, b = 0, e = 0, n = 0, c = 0, t = 0;
    A = f - 32 | 0, f = A, a[A + 8 >> 2] = i, i = A + 31 | 0, a[A + 24 >> 2] = i, a[A + 20 >> 2] = i, a[A + 16 >> 2] = i, a[A + 12 >> 2] = A + 8, r = f - 48 | 0, f = r, a[r + 8 >> 2] = a[a[A + 12 >> 2] >> 2], a[r + 12 >> 2] = r + 8;
    a: {
      if (!K2(r + 12 | 0, 1049288, 4)) {
        i = s(0, 1049292, 71);
        break a;
      }
      if (!K2(r + 12 | 0, 1049363, 11)) {
        i = s(0, 1049374, 78);
        break a;
      }
      if (!K2(r + 12 | 0, 1049452, 5)) {
        i = s(0, 1049457, 72);
        break a;
      }
      if (c = r, t = Y(r + 8 | 0, 1049529, 12), a[c + 16 >> 2] = t, b = r + 16 | 0, !H(b)) {
        if (q2(r + 32 | 0, b), i = a[r + 36 >> 2], e = a[r + 32 >> 2], (e | 0) == -2147483648) {
          u(b);
          break a;
        }
        a[r + 28 >> 2] = a[r + 40 >> 2], a[r + 24 >> 2] = i, a[r + 20 >> 2] = e, w(r + 20 | 0);
      }
      c = r, t = Y(r + 8 | 0, 1049541, 10), a[c + 20 >> 2] = t, U0(r + 32 | 0, r + 20 | 0);
      i: {
        b: {
          if (a[r + 32 >> 2] != 1 | a[r + 36 >> 2] || (n = j[r + 40 >> 3], t8(+n), i = t4(1) | 0, t4(0) | 0, i = i & 2147483647, (i | 0) == 2146435072 | i >>> 0 > 2146435072)) break b;
          if (i = 0, !(D0() - n > 6e5)) break i;
          i = N(13);
          break i;
        }
        i = s(0, 1049551, 73);
      }
      u(r + 20 | 0), u(r + 16 | 0);
    }
    return i = T((i | 0) != 0, i || 1024), u(r + 8 | 0), f = r + 48 | 0, f = A + 32 | 0, i | 0;
  }
  function E4(i) {
    i = i | 0;
    var r = 0, A = 0, b = 0, e = 0, n = 0, c = 0, t = 0;
    n = f - 32 | 0, f = n, a[n + 8 >> 2] = i, i = n + 31 | 0, a[n + 24 >> 2] = i, a[n + 20 >> 2] = i, a[n + 16 >> 2] = i, a[n + 12 >> 2] = n + 8, r = f - 48 | 0, f = r, a[r + 8 >> 2] = a[a[n + 12 >> 2] >> 2], i = r + 8 | 0, c = r, t = h(i, 0), a[c + 12 >> 2] = t, c = r, t = h(i, 1), a[c + 16 >> 2] = t, c = r, t = h(i, 2), a[c + 20 >> 2] = t, z(r + 36 | 0, r + 12 | 0, 6), i = 2;
    a: {
      if (a[r + 36 >> 2] == -2147483648 || (A = a[r + 40 >> 2], e = a[r + 44 >> 2], i = 1, b2(A, e, 1049624, 6))) break a;
      i = b2(A, e, 1049630, 5) ? 0 : 2;
    }
    A = r + 36 | 0, e2(A);
    a: {
      i: {
        b: {
          e: {
            r: {
              A: {
                n: {
                  if ((i | 0) == 2 || (z(A, r + 16 | 0, 0), e = a[r + 36 >> 2], e2(A), (e | 0) == -2147483648)) break n;
                  if (i) break e;
                  if (z(A, r + 20 | 0, 255), a[r + 36 >> 2] == -2147483648) {
                    a[r + 32 >> 2] = 0, a[r + 24 >> 2] = 0, a[r + 28 >> 2] = 1, i = 1;
                    break A;
                  }
                  i = a[r + 40 >> 2], a[r + 24 >> 2] = a[r + 36 >> 2], a[r + 28 >> 2] = i, b = a[r + 44 >> 2], a[r + 32 >> 2] = b, i = a[r + 28 >> 2];
                  t: switch (b - 5 | 0) {
                    case 4:
                      if (b = 9, !l2(i, 1049055, 9)) break r;
                      break A;
                    case 0:
                      break t;
                    default:
                      break A;
                  }
                  if (b = 5, (m[i | 0] | m[i + 1 | 0] << 8 | (m[i + 2 | 0] << 16 | m[i + 3 | 0] << 24)) != 825899611 | m[i + 4 | 0] != 93) break A;
                  break r;
                }
                i = s(0, 1049635, 95);
                break b;
              }
              if (b >>> 0 >= 10 ? A = r4(1049064, (b - 10 | 0) + i | 0, 10) : A = 0, A) break r;
              if (b >>> 0 >= 4 ? A = l2(1049074, i, 4) : A = 1, !A) for (; ; ) {
                if (!b) break r;
                if (b = b - 1 | 0, A = m[i | 0], i = i + 1 | 0, !((A | 0) == 46 | (A - 48 & 255) >>> 0 < 10)) break;
              }
              X(r + 24 | 0), i = N(14);
              break b;
            }
            X(r + 24 | 0);
          }
          if (u(r + 20 | 0), u(r + 16 | 0), u(r + 12 | 0), c = r, t = h(r + 8 | 0, 3), a[c + 36 >> 2] = t, i = r + 36 | 0, A = w0(i, 1049088, 2), u(i), A) break i;
          b = 1, i = s(0, 1049104, 32);
          break a;
        }
        u(r + 20 | 0), u(r + 16 | 0), u(r + 12 | 0), b = 1;
        break a;
      }
      if (c = r, t = h(r + 8 | 0, 4), a[c + 36 >> 2] = t, i = r + 36 | 0, A = w0(i, 1049160, 3), u(i), !A) {
        b = 1, i = s(0, 1049184, 55);
        break a;
      }
      if (c = r, t = h(r + 8 | 0, 5), a[c + 36 >> 2] = t, i = r + 36 | 0, A = $0(i), u(i), !A) {
        b = 1, i = s(0, 1049239, 24);
        break a;
      }
      if (c = r, t = h(r + 8 | 0, 6), a[c + 36 >> 2] = t, i = r + 36 | 0, A = $0(i), u(i), !A) {
        b = 1, i = s(0, 1049263, 25);
        break a;
      }
      if (c = r, t = h(r + 8 | 0, 7), a[c + 36 >> 2] = t, i = r + 36 | 0, N0(r, i, 3e4), b = 1, e = a[r >> 2], A = a[r + 4 >> 2], u(i), e & 1) {
        i = A;
        break a;
      }
      if (Z0(r + 36 | 0, h(r + 8 | 0, 8)), i = a[r + 40 >> 2], e = a[r + 36 >> 2], (e | 0) == 2) break a;
      if (a[r + 28 >> 2] = i, a[r + 24 >> 2] = e, e = r + 24 | 0, !j0(e)) {
        i = S2(+(A | 0)) | 0, p(e), b = 0;
        break a;
      }
      A = r + 24 | 0, i = i0(A), p(A);
    }
    return i = T(b, i), u(r + 8 | 0), f = r + 48 | 0, f = n + 32 | 0, i | 0;
  }
  function S4(i) {
    i = i | 0;
    var r = 0, A = 0, b = 0;
    r = f - 32 | 0, f = r, a[r + 8 >> 2] = i, i = r + 31 | 0, a[r + 24 >> 2] = i, a[r + 20 >> 2] = i, a[r + 16 >> 2] = i, a[r + 12 >> 2] = r + 8, i = f - 32 | 0, f = i, a[i >> 2] = a[a[r + 12 >> 2] >> 2], J0(i + 4 | 0, i);
    a: {
      if (a[i + 4 >> 2] == -2147483648) {
        A = a[i + 8 >> 2], b = 1;
        break a;
      }
      A = a[i + 8 >> 2], a[i + 16 >> 2] = a[i + 4 >> 2], a[i + 20 >> 2] = A, A = a[i + 12 >> 2], a[i + 24 >> 2] = A, A = U(a[i + 20 >> 2], A | 0) | 0, w(i + 16 | 0), b = 0;
    }
    return A = T(b, A), u(i), f = i + 32 | 0, f = r + 32 | 0, A | 0;
  }
  function _2(i, r) {
    var A = 0, b = 0, e = 0;
    A = a[263714] + 1 | 0, A = A >>> 0 <= 1 ? 1 : A, a[r + 112 >> 2] = A, a[263714] = A, b = i, e = o2(a[r + 92 >> 2] + 24 | 0), a[b + 12 >> 2] = e, a[i + 8 >> 2] = A, a[i + 24 >> 2] = 4, a[i + 16 >> 2] = 1024, a[i + 20 >> 2] = 4, a[i + 4 >> 2] = 14, a[i >> 2] = 1050211;
  }
  function x4(i) {
    i = i | 0;
    var r = 0, A = 0, b = 0, e = 0, n = 0, c = 0, t = 0, k = 0, l = 0, G = 0, Z = 0, v = 0, g = 0, y = 0, R = 0, J = 0, q = 0, $ = 0, _ = 0, Q = 0, C = 0;
    Z = f - 32 | 0, f = Z, a[Z + 8 >> 2] = i, i = Z + 31 | 0, a[Z + 24 >> 2] = i, a[Z + 20 >> 2] = i, a[Z + 16 >> 2] = i, a[Z + 12 >> 2] = Z + 8, r = f - 192 | 0, f = r, a[r + 20 >> 2] = a[a[Z + 12 >> 2] >> 2], i = h(r + 20 | 0, 1);
    a: {
      if (!a[263685]) {
        p(1054740), a[263686] = i, a[263685] = 1;
        break a;
      }
      a[r + 124 >> 2] = i, a[r + 120 >> 2] = 1, p(r + 120 | 0);
    }
    i = r + 20 | 0, t = h(i, 0), J = k2(4, 4), a[J >> 2] = t, n = h(i, 4), e = h(i, 5), l = h(i, 6), t = h(i, 7), A = h(i, 11), a[r + 40 >> 2] = n, a[r + 44 >> 2] = e, a[r + 48 >> 2] = l, a[r + 52 >> 2] = t, a[r + 56 >> 2] = A;
    a: {
      i: {
        b: {
          e: {
            if (!H(r + 44 | 0)) {
              if (!H(r + 40 | 0)) {
                e = 2, i = s(0, 1049730, 97);
                break i;
              }
              if (F0(r + 120 | 0, r + 44 | 0, 1), i = a[r + 124 >> 2], l = a[r + 120 >> 2], (l | 0) == -2147483648) break b;
              e = i >>> 8 | 0, b = a[r + 128 >> 2], g = a[r + 132 >> 2];
              break e;
            }
            if (W2(r + 120 | 0, r + 40 | 0, 0), !m[r + 120 | 0]) {
              i = m[r + 121 | 0], l = -2147483648;
              break e;
            }
            i = a[r + 124 >> 2];
            break b;
          }
          o[r + 125 | 0] = e, o[r + 126 | 0] = e >>> 8, o[r + 127 | 0] = e >>> 16, a[r + 128 >> 2] = b, a[r + 132 >> 2] = g, o[r + 124 | 0] = i, a[r + 120 >> 2] = l;
          e: {
            if (H(r + 48 | 0)) {
              a[r + 60 >> 2] = -2147483648;
              break e;
            }
            z(r + 24 | 0, r + 48 | 0, 4096);
            r: {
              if (a[r + 24 >> 2] != -2147483648) {
                a[r + 112 >> 2] = a[r + 32 >> 2], i = a[r + 28 >> 2], a[r + 104 >> 2] = a[r + 24 >> 2], a[r + 108 >> 2] = i;
                break r;
              }
              a[r + 112 >> 2] = 0, a[r + 104 >> 2] = 0, a[r + 108 >> 2] = 1;
            }
            i = f - 32 | 0, f = i, e = a[r + 112 >> 2], a[i + 16 >> 2] = e, b = a[r + 108 >> 2], a[i + 8 >> 2] = a[r + 104 >> 2], a[i + 12 >> 2] = b;
            r: {
              A: {
                if (e - 1 >>> 0 <= 4095) {
                  for (b = a[i + 12 >> 2], a[i + 24 >> 2] = b, a[i + 28 >> 2] = e + b, e = a[i + 24 >> 2], n = a[i + 28 >> 2]; b = e, (b | 0) != (n | 0) && (e = b + 1 | 0, a[i + 24 >> 2] = e, (m[b | 0] - 127 & 255) >>> 0 > 160); ) ;
                  if ((b | 0) == (n | 0)) break A;
                }
                e = s(0, 1052954, 91), a[r + 72 >> 2] = -2147483648, a[r + 76 >> 2] = e, w(i + 8 | 0);
                break r;
              }
              a[r + 80 >> 2] = a[r + 112 >> 2], e = a[r + 108 >> 2], a[r + 72 >> 2] = a[r + 104 >> 2], a[r + 76 >> 2] = e;
            }
            if (f = i + 32 | 0, i = a[r + 76 >> 2], e = a[r + 72 >> 2], (e | 0) == -2147483648) {
              V(r + 120 | 0);
              break b;
            }
            a[r + 68 >> 2] = a[r + 80 >> 2], a[r + 64 >> 2] = i, a[r + 60 >> 2] = e;
          }
          if (e = 2, l = m2(r + 52 | 0) & 255, (l | 0) == 2) {
            i = s(0, 1049858, 35), V(r + 60 | 0), V(r + 120 | 0);
            break i;
          }
          i = r + 20 | 0, Q = r, C = h(i, 8), a[Q + 88 >> 2] = C, N0(r + 8 | 0, r + 88 | 0, 3e5), t = a[r + 12 >> 2];
          e: {
            r: {
              A: {
                if (a[r + 8 >> 2] & 1) break A;
                if (Z0(r + 24 | 0, h(i, 9)), i = a[r + 28 >> 2], e = a[r + 24 >> 2], (e | 0) == 2) {
                  t = i;
                  break A;
                }
                if (a[r + 96 >> 2] = i, a[r + 92 >> 2] = e, v = h(r + 20 | 0, 10), a[r + 100 >> 2] = v, n = r + 56 | 0, g = H(n), b = 0, g) break e;
                if (Q2(n)) break r;
                t = s(0, 1049827, 31), u(r + 100 | 0), p(r + 92 | 0);
              }
              V(r + 60 | 0), V(r + 120 | 0), u(r + 88 | 0), e = 2, i = t;
              break i;
            }
            c = A, b = 1;
          }
          if (k = b, Q = r, C = h(r + 20 | 0, 2), a[Q + 116 >> 2] = C, n = r + 116 | 0, R0(r + 104 | 0, n), A = a[r + 124 >> 2], a[r + 24 >> 2] = a[r + 120 >> 2], a[r + 28 >> 2] = A, A = a[r + 132 >> 2], a[r + 32 >> 2] = a[r + 128 >> 2], a[r + 36 >> 2] = A, A = a[r + 64 >> 2], a[r + 72 >> 2] = a[r + 60 >> 2], a[r + 76 >> 2] = A, a[r + 80 >> 2] = a[r + 68 >> 2], y = a[r + 104 >> 2], b = (y | 0) == -2147483648, A = b ? 0 : a[r + 112 >> 2], R = b ? 1 : a[r + 108 >> 2], y = b ? 0 : y, u(n), u(r + 88 | 0), !g) break a;
          break i;
        }
        e = 2;
      }
      u(r + 56 | 0);
    }
    u(r + 52 | 0), u(r + 48 | 0), u(r + 44 | 0), u(r + 40 | 0);
    a: {
      if ((e | 0) == 2) {
        u(J), S(J, 4, 4), e = 1;
        break a;
      }
      a[r + 144 >> 2] = A, a[r + 140 >> 2] = R, a[r + 136 >> 2] = y, a[r + 132 >> 2] = c, a[r + 128 >> 2] = k, a[r + 124 >> 2] = i, a[r + 120 >> 2] = e, i = a[r + 28 >> 2], a[r + 148 >> 2] = a[r + 24 >> 2], a[r + 152 >> 2] = i, i = a[r + 36 >> 2], a[r + 156 >> 2] = a[r + 32 >> 2], a[r + 160 >> 2] = i, i = a[r + 76 >> 2], a[r + 164 >> 2] = a[r + 72 >> 2], a[r + 168 >> 2] = i, a[r + 172 >> 2] = a[r + 80 >> 2], o[r + 184 | 0] = l, a[r + 180 >> 2] = v, a[r + 176 >> 2] = t, Q = r, C = h(r + 20 | 0, 3), a[Q + 104 >> 2] = C, A = 0, i = f - 160 | 0, f = i, a[i + 24 >> 2] = 1049896, a[i + 20 >> 2] = J, b = r + 120 | 0, t = a[b + 8 >> 2], y = r + 104 | 0, n = y, a[i + 60 >> 2] = n, g = b + 8 | 0;
      i: {
        b: {
          e: {
            r: {
              if (c = i + 60 | 0, !Y2(c, 1049912, 9) || !Y2(c, 1049003, 16) || !Y2(c, 1049921, 19)) break r;
              A: {
                if (!t || Y2(c, 1049940, 15)) break A;
                c = G2(4, 1049940, 15);
                break e;
              }
              A: {
                n: {
                  t: {
                    k: {
                      c: {
                        if (!j0(b)) {
                          if (h0(i + 8 | 0, b + 60 | 0), c = a[i + 8 >> 2], c ? t = G2(4, c, a[i + 12 >> 2]) : t = 0, a[i + 28 >> 2] = t, a[i + 32 >> 2] = -2147483648, l = 2, a[b + 28 >> 2] != -2147483648) break c;
                          if (l = m[b + 32 | 0], e = i + 60 | 0, O2(e, 43), c = a[i + 64 >> 2], k = a[i + 60 >> 2], (k | 0) == -2147483648) break k;
                          A = a[i + 68 >> 2], a[i + 56 >> 2] = A, a[i + 52 >> 2] = c, a[i + 48 >> 2] = k, d2(e, i + 48 | 0, l & 1), V(b + 28 | 0), e = a[i + 72 >> 2], a[b + 36 >> 2] = a[i + 68 >> 2], a[b + 40 >> 2] = e, e = a[i + 64 >> 2], a[b + 28 >> 2] = a[i + 60 >> 2], a[b + 32 >> 2] = e, V(i + 32 | 0), a[i + 40 >> 2] = A, a[i + 36 >> 2] = c, a[i + 32 >> 2] = k;
                          break c;
                        }
                        c = i0(b);
                        break e;
                      }
                      if (v = a[b + 44 >> 2], a[b + 44 >> 2] = -2147483648, (v | 0) != -2147483648) {
                        c = a[b + 48 >> 2], k = a[b + 52 >> 2];
                        break n;
                      }
                      if (H0(i + 60 | 0), c = a[i + 64 >> 2], v = a[i + 60 >> 2], (v | 0) != -2147483648) break t;
                    }
                    V(i + 32 | 0), A = 1, t = 1;
                    break A;
                  }
                  k = a[i + 68 >> 2];
                }
                e = c, c = a[263714] + 1 | 0, c = c >>> 0 <= 1 ? 1 : c, a[263714] = c, R = o2(n), G = f2(c, 0), a[g >> 2] ? (A = f2(c, 5), n = 1) : n = 0, q = a[b >> 2], $ = a[b + 4 >> 2], a[b >> 2] = 0, _ = f2(c, 2), a[i + 80 >> 2] = G, a[i + 76 >> 2] = R, a[i + 84 >> 2] = _, a[i + 68 >> 2] = q, a[i + 72 >> 2] = $, a[i + 64 >> 2] = A, a[i + 60 >> 2] = n, n = k2(4, 36), A = n, a[A >> 2] = 1, a[A + 4 >> 2] = 1, R = i + 60 | 0, A = R, G = a[A + 4 >> 2], a[n + 8 >> 2] = a[A >> 2], a[n + 12 >> 2] = G, G = a[A + 12 >> 2], a[n + 16 >> 2] = a[A + 8 >> 2], a[n + 20 >> 2] = G, G = a[A + 20 >> 2], a[n + 24 >> 2] = a[A + 16 >> 2], a[n + 28 >> 2] = G, a[n + 32 >> 2] = a[A + 24 >> 2], a[i + 44 >> 2] = n, G = a[n >> 2] + 1 | 0, a[n >> 2] = G;
                n: {
                  t: {
                    k: {
                      c: {
                        if (G) {
                          G = f2(c, 1), a[i + 128 >> 2] = G, G = B4(G | 0, a[b + 56 >> 2]) | 0, P(A, b, 68), a[i + 56 >> 2] = a[i + 40 >> 2], A = a[i + 36 >> 2], a[i + 48 >> 2] = a[i + 32 >> 2], a[i + 52 >> 2] = A, A = k2(4, 136), P(A, R, 68), a[A + 76 >> 2] = k, a[A + 72 >> 2] = e, a[A + 68 >> 2] = v, o[A + 131 | 0] = 0, o[A + 132 | 0] = 0, o[A + 130 | 0] = l, i2[A + 128 >> 1] = 0, a[A + 124 >> 2] = 0, a[A + 120 >> 2] = G, a[A + 116 >> 2] = 0, a[A + 108 >> 2] = 0, a[A + 112 >> 2] = 0, a[A + 104 >> 2] = c, a[A + 100 >> 2] = 1049896, a[A + 96 >> 2] = J, a[A + 92 >> 2] = n, k = a[i + 52 >> 2], a[A + 80 >> 2] = a[i + 48 >> 2], a[A + 84 >> 2] = k, a[A + 88 >> 2] = a[i + 56 >> 2], u(i + 128 | 0);
                          u: {
                            if (t) {
                              L(A + 124 | 0), a[A + 124 >> 2] = t, _2(i + 132 | 0, A);
                              break u;
                            }
                            p0(i + 132 | 0, A);
                          }
                          if (k = C0(A), k) {
                            a[i + 60 >> 2] = k, A4(k + 120 | 0), c = N(12), W0(i + 60 | 0), A = 1;
                            break n;
                          }
                          if (v0(i, n + 8 | 0, 1049003, 16), n = a[i + 4 >> 2], a[i + 64 >> 2] = n, l = a[i >> 2], a[i + 60 >> 2] = l, A = 0, k = a[263687], a[263687] = 0, e = i - -64 | 0, !k || (v = a[k + 104 >> 2], N2(k), (c | 0) != (v | 0))) break c;
                          if (l & 1) break k;
                          l0(i + 132 | 0), u(e);
                          break t;
                        }
                        I();
                      }
                      x0(a[i + 44 >> 2] + 8 | 0), u(e);
                      break n;
                    }
                    x2(c, 3, n), R2(i + 132 | 0);
                  }
                  p2(i + 44 | 0), t || L(i + 28 | 0);
                  break i;
                }
                if (R2(i + 132 | 0), p2(i + 44 | 0), t) break i;
                t = 0;
              }
              if (L(i + 28 | 0), !t) break i;
              break b;
            }
            c = N(2);
          }
          A = 1;
        }
        K0(i + 20 | 0), V(b + 28 | 0), V(b + 44 | 0), p(b), u(b + 60 | 0), p(g), X(b + 16 | 0);
      }
      a[r + 4 >> 2] = c, a[r >> 2] = A, f = i + 160 | 0, i = a[r + 4 >> 2], e = a[r >> 2], u(y);
    }
    (e | 0) == 1 && (Q = r, C = h(r + 20 | 0, 0), a[Q + 24 >> 2] = C, a[r + 128 >> 2] = -2147483648, a[r + 120 >> 2] = i, i = r + 24 | 0, G0(i, r + 120 | 0), u(i)), u(r + 20 | 0), f = r + 192 | 0, f = Z + 32 | 0;
  }
  function L4(i, r, A, b, e) {
    i = i | 0, r = r | 0, A = M2(A), b = b | 0, e = e | 0, I();
  }
  function D4(i, r, A, b, e) {
    i = i | 0, r = r | 0, A = +A, b = b | 0, e = e | 0, I();
  }
  function l2(i, r, A) {
    var b = 0, e = 0, n = 0;
    a: {
      if (!A) break a;
      for (; ; ) {
        if (b = m[i | 0], e = m[r | 0], (b | 0) == (e | 0)) {
          if (i = i + 1 | 0, r = r + 1 | 0, A = A - 1 | 0, A) continue;
          break a;
        }
        break;
      }
      n = b - e | 0;
    }
    return n;
  }
  function V2(i, r, A) {
    i = i | 0, r = r | 0, A = A | 0, I();
  }
  function O4(i, r, A, b, e) {
    i = i | 0, r = r | 0, A = M2(A), b = b | 0, e = e | 0, I();
  }
  function T4(i, r, A, b, e) {
    i = i | 0, r = r | 0, A = +A, b = b | 0, e = e | 0, I();
  }
  function H0(i) {
    var r = 0, A = 0, b = 0, e = 0, n = 0;
    r = f - 16 | 0, f = r, m0(r + 4 | 0, 32), A = a[r + 4 >> 2];
    a: {
      if ((A | 0) != -2147483648) {
        b = a[r + 12 >> 2], a[i + 4 >> 2] = a[r + 8 >> 2], a[i + 8 >> 2] = b;
        break a;
      }
      e = i, n = N(1), a[e + 4 >> 2] = n;
    }
    a[i >> 2] = A, f = r + 16 | 0;
  }
  function z0(i, r) {
    var A = 0, b = 0, e = 0;
    if (A = f - 16 | 0, f = A, f = A + 16 | 0, r - 43 >>> 0 <= 85) {
      for (a[A + 8 >> 2] = i, a[A + 12 >> 2] = i + r, r = a[A + 8 >> 2], e = a[A + 12 >> 2]; i = r, !!((i | 0) != (e | 0) && (r = i + 1 | 0, a[A + 8 >> 2] = r, b = m[i | 0], (b - 48 & 255) >>> 0 < 10 | ((b & 223) - 65 & 255) >>> 0 < 26 | ((b | 0) == 95 | b - 45 >>> 0 < 2) | (b | 0) == 126)); ) ;
      b = (i | 0) == (e | 0);
    }
    return b;
  }
  function t2(i, r, A, b, e, n) {
    var c = 0, t = 0, k = 0;
    c = f - 16 | 0, f = c, t = c, k = Y(r, A, b), a[t + 12 >> 2] = k, A = c + 12 | 0, X0(c, A, r, e, n), r = a[c + 4 >> 2], b = a[c >> 2], u(A), a[i >> 2] = b, a[i + 4 >> 2] = r, f = c + 16 | 0;
  }
  function y2(i, r) {
    r = r & 255, o[i + 16 | 0] = m[r + 1053200 | 0], r = r << 2, a[i + 4 >> 2] = a[r + 1053140 >> 2], a[i >> 2] = a[r + 1053080 >> 2], a[i + 24 >> 2] = a[r + 1053396 >> 2], a[i + 20 >> 2] = a[r + 1053336 >> 2], a[i + 12 >> 2] = a[r + 1053276 >> 2], a[i + 8 >> 2] = a[r + 1053216 >> 2];
  }
  function X(i) {
    var r = 0, A = 0, b = 0, e = 0, n = 0;
    r = f - 16 | 0, f = r, b = r + 4 | 0, e = 4, A = a[i >> 2], A && (a[b + 4 >> 2] = 1, a[b >> 2] = a[i + 4 >> 2], e = 8, n = A), a[b + e >> 2] = n, i = a[r + 8 >> 2];
    a: {
      if (!i || (A = a[r + 12 >> 2], !A)) break a;
      S(a[r + 4 >> 2], i, A);
    }
    f = r + 16 | 0;
  }
  function J0(i, r) {
    var A = 0, b = 0;
    A = f - 16 | 0, f = A;
    a: {
      if (!H(r)) {
        V0(A, r, 0, 999), b = j[A + 8 >> 3], b != b ? r = 0 : r = ~~E2(U2(b, 4294967295), 0) >>> 0, O2(i, a[A >> 2] ? r : 0);
        break a;
      }
      O2(i, 43);
    }
    f = A + 16 | 0;
  }
  function K4(i, r) {
    i = i | 0, r = r | 0;
    var A = 0;
    a: {
      if ((b4(r) | 0) != 1 || (A = -2147483648 - r >>> 0 >= i >>> 0 ? r : 0, !A) || i && (r = w2(A, i), !r)) break a;
      return r | 0;
    }
    I();
  }
  function a0(i) {
    a: switch (a[i >> 2]) {
      default:
        R2(i + 4 | 0);
      case 0:
        return;
      case 1:
        break a;
    }
    if (a[i + 4 >> 2] != -2147483648) {
      X(i + 4 | 0), e2(i + 16 | 0);
      return;
    }
    F2(i + 8 | 0);
  }
  function M0(i) {
    var r = 0;
    return r = f - 16 | 0, f = r, S0(r + 8 | 0, m[i + 131 | 0]), i = a[r + 8 >> 2], i = G2(5, i || 1, i ? a[r + 12 >> 2] : 0), f = r + 16 | 0, i;
  }
  function U0(i, r) {
    var A = 0;
    A = f - 16 | 0, f = A, y4(A | 0, a[r >> 2]), a[A >> 2] ? (j[i + 8 >> 3] = j[A + 8 >> 3], r = 1) : r = 0, a[i >> 2] = r, a[i + 4 >> 2] = 0, f = A + 16 | 0;
  }
  function E0(i, r, A) {
    if (r) {
      a[i + 8 >> 2] = r, a[i >> 2] = 1, a[i + 4 >> 2] = -2147483648, a0(A);
      return;
    }
    r = a[A + 28 >> 2], a[i + 24 >> 2] = a[A + 24 >> 2], a[i + 28 >> 2] = r, r = a[A + 20 >> 2], a[i + 16 >> 2] = a[A + 16 >> 2], a[i + 20 >> 2] = r, r = a[A + 12 >> 2], a[i + 8 >> 2] = a[A + 8 >> 2], a[i + 12 >> 2] = r, r = a[A + 4 >> 2], a[i >> 2] = a[A >> 2], a[i + 4 >> 2] = r;
  }
  function P4(i, r, A, b) {
    i = i | 0, r = r | 0, A = A | 0, b = b | 0;
    a: {
      if ((b4(b) | 0) != 1 || (b = -2147483648 - b >>> 0 >= r >>> 0 ? b : 0, !b) || (i = a4(i, r, b, A), !i)) break a;
      return i | 0;
    }
    I();
  }
  function Y2(i, r, A) {
    var b = 0, e = 0, n = 0;
    return b = f - 16 | 0, f = b, e = b, n = Y(a[i >> 2], r, A), a[e + 12 >> 2] = n, i = b + 12 | 0, r = Q2(i), u(i), f = b + 16 | 0, r;
  }
  function S0(i, r) {
    var A = 0, b = 0;
    a: {
      i: switch ((r & 255) - 1 | 0) {
        case 0:
          A = 1050165, b = 15;
          break a;
        case 1:
          break i;
        default:
          break a;
      }
      A = 1050180, b = 13;
    }
    a[i + 4 >> 2] = b, a[i >> 2] = A;
  }
  function i0(i) {
    var r = 0;
    return r = 1024, a[i >> 2] == 1 && (r = Y(i + 4 | 0, 1049049, 6)), i = N(11), u(i + 20 | 0), a[i + 20 >> 2] = r, i;
  }
  function H(i) {
    var r = 0, A = 0;
    return r = f - 16 | 0, f = r, a[r + 12 >> 2] = 1025, A = a[i >> 2], i = r + 12 | 0, A = F4(A | 0, a[i >> 2]) | 0, u(i), f = r + 16 | 0, (A | 0) != 0;
  }
  function N(i) {
    var r = 0, A = 0, b = 0;
    return r = f - 16 | 0, f = r, A = f - 32 | 0, f = A, y2(A + 4 | 0, i), b = a[A + 16 >> 2], a[r + 8 >> 2] = a[A + 12 >> 2], a[r + 12 >> 2] = b, f = A + 32 | 0, i = s(i, a[r + 8 >> 2], a[r + 12 >> 2]), f = r + 16 | 0, i;
  }
  function q4(i, r) {
    i = i | 0, r = r | 0;
    var A = 0;
    A = f - 16 | 0, f = A, a[A + 12 >> 2] = a[i >> 2], i = A + 12 | 0, G0(i, r), u(i), f = A + 16 | 0;
  }
  function N2(i) {
    var r = 0, A = 0;
    r = f - 16 | 0, f = r, A = a[263687], a[263687] = i, a[r + 12 >> 2] = A, _0(r + 12 | 0), f = r + 16 | 0;
  }
  function x0(i) {
    var r = 0;
    r = f - 16 | 0, f = r, v0(r, i, 1049921, 19), i = a[r + 4 >> 2], a[r + 8 >> 2] = a[r >> 2], a[r + 12 >> 2] = i, u(r + 12 | 0), f = r + 16 | 0;
  }
  function s(i, r, A) {
    var b = 0;
    return b = k2(4, 28), o[b + 24 | 0] = i, a[b + 20 >> 2] = 1024, a[b + 16 >> 2] = A, a[b + 12 >> 2] = r, a[b + 8 >> 2] = 0, a[b >> 2] = -2147483648, a[b + 4 >> 2] = 1, b;
  }
  function r0(i) {
    var r = 0, A = 0;
    for (r = a[i >> 2], A = a[i + 4 >> 2]; ; ) {
      if ((r | 0) != (A | 0)) {
        o[r | 0] = 0, r = r + 1 | 0, a[i >> 2] = r;
        continue;
      }
      break;
    }
  }
  function L0(i) {
    var r = 0;
    r = f - 16 | 0, f = r, a[r + 8 >> 2] = i, a[r + 12 >> 2] = i + 96, r0(r + 8 | 0), f = r + 16 | 0;
  }
  function z(i, r, A) {
    var b = 0;
    a: {
      if (b = V4(a[r >> 2]) | 0 ? r : 0, !b || X4(a[b >> 2]) >>> 0 > A >>> 0) break a;
      R0(i, r);
      return;
    }
    a[i >> 2] = -2147483648;
  }
  function D0() {
    var i = 0, r = 0, A = 0;
    return i = f - 16 | 0, f = i, r = i, A = +s4(), j[r + 8 >> 3] = A, f = i + 16 | 0, j[i + 8 >> 3];
  }
  function O0(i, r) {
    a[r + 116 >> 2] = 0, T2(i + 4 | 0, r, 1050207, 4, 1024, 7, 8), a[i >> 2] = 2;
  }
  function b2(i, r, A, b) {
    return (r | 0) == (b | 0) ? i = l2(i, A, r) : i = 1, !i;
  }
  function T0(i) {
    var r = 0, A = 0;
    r = a[i + 4 >> 2], A = a[r + 4 >> 2], A && S(a[i >> 2], a[r + 8 >> 2], A);
  }
  function p2(i) {
    var r = 0, A = 0;
    if (A = a[i >> 2], r = a[A >> 2] - 1 | 0, a[A >> 2] = r, !r) {
      r = f - 16 | 0, f = r, a[r + 12 >> 2] = i + 4, i = a[i >> 2], a[r + 8 >> 2] = i, u(i + 24 | 0), u(i + 28 | 0), p(i + 8 | 0), p(i + 16 | 0), u(i + 32 | 0), i = a[r + 8 >> 2];
      a: {
        if ((i | 0) == -1 || (A = a[i + 4 >> 2] - 1 | 0, a[i + 4 >> 2] = A, A)) break a;
        S(i, 4, 36);
      }
      f = r + 16 | 0;
    }
  }
  function G2(i, r, A) {
    return i = N(i), e2(i), a[i + 8 >> 2] = A, a[i + 4 >> 2] = r, a[i >> 2] = -2147483648, i;
  }
  function K0(i) {
    var r = 0;
    r = a[a[i + 4 >> 2] >> 2], r && e4[r | 0](a[i >> 2]), T0(i);
  }
  function o2(i) {
    return i = a[i >> 2], (i & -4) != 1024 && (i = u4(i | 0) | 0), i;
  }
  function P0(i, r) {
    var A = 0;
    return i = N(i), e2(i), a[i + 8 >> 2] = a[r + 8 >> 2], A = a[r + 4 >> 2], a[i >> 2] = a[r >> 2], a[i + 4 >> 2] = A, i;
  }
  function k2(i, r) {
    return i = w2(i, r), i || I(), i;
  }
  function F2(i) {
    i = a[i >> 2], e2(i), u(i + 20 | 0), S(i, 4, 28);
  }
  function q0(i, r, A) {
    return (y0(a[i + 4 >> 2], a[i + 8 >> 2], r, A) & 255) != 0;
  }
  function m2(i) {
    return i = N4(a[i >> 2]) | 0, (i | 0) == 16777215 ? 2 : (i | 0) != 0;
  }
  function $4(i) {
    i = i | 0;
    var r = 0;
    r = a[i >> 2], r && S(a[i + 4 >> 2], 1, r);
  }
  function $0(i) {
    return H(i) ? i = 1 : i = Q2(i), i;
  }
  function u(i) {
    i = a[i >> 2], i >>> 0 >= 1028 && k4(i | 0);
  }
  function p(i) {
    a[i >> 2] && u(i + 4 | 0);
  }
  function V(i) {
    a[i >> 2] != -2147483648 && w(i);
  }
  function e2(i) {
    a[i >> 2] != -2147483648 && X(i);
  }
  function R2(i) {
    u(i + 12 | 0), u(i + 16 | 0);
  }
  function _4(i) {
    i = i | 0, a[263752] = 1, a[263753] = i;
  }
  function a8(i, r, A) {
    i = i | 0, r = r | 0, A = A | 0, r && S(i, A, r);
  }
  function i8(i, r) {
    i = i | 0, r = r | 0, r = a[263603], a[i + 8 >> 2] = a[263602], a[i + 12 >> 2] = r, r = a[263601], a[i >> 2] = a[263600], a[i + 4 >> 2] = r;
  }
  function r8(i, r) {
    i = i | 0, r = r | 0, r = a[263599], a[i + 8 >> 2] = a[263598], a[i + 12 >> 2] = r, r = a[263597], a[i >> 2] = a[263596], a[i + 4 >> 2] = r;
  }
  function _0(i) {
    a[i >> 2] && W0(i);
  }
  function L(i) {
    a[i >> 2] && F2(i);
  }
  function a4(i, r, A, b) {
    var e = 0, n = 0, c = 0;
    e = A >>> 0 > b >>> 0 ? A : b, c = -1 >>> h2((e >>> 0 <= 16 ? 16 : e) - 1 | 0) | 0, e = r >>> 0 < A >>> 0 ? A : r, n = i;
    a: {
      if ((c | 0) == (-1 >>> h2((e >>> 0 <= 16 ? 16 : e) - 1 | 0) | 0) || (e = w2(A, b), n = 0, !e)) break a;
      b = r >>> 0 > b >>> 0 ? b : r, b && P(e, i, b), S(i, A, r), n = e;
    }
    return n;
  }
  function A0(i, r) {
    G4(a[i >> 2], a[r >> 2]) | 0;
  }
  function h(i, r) {
    return v4(a[i >> 2], r | 0) | 0;
  }
  function i4(i) {
    S(a[i >> 2], 4, 136);
  }
  function r4(i, r, A) {
    return !l2(i, r, A);
  }
  function Q2(i) {
    return (p4(a[i >> 2]) | 0) != 0;
  }
  function w(i) {
    var r = 0, A = 0, b = 0, e = 0, n = 0, c = 0, t = 0, k = 0, l = 0, G = 0;
    n = f - 16 | 0, f = n, l = a[i + 4 >> 2], c = a[i + 8 >> 2], t = l + c | 0, b = f - 16 | 0, G = i, k = a[i >> 2] - c | 0, c = k & 2147483632;
    a: {
      if (!(k >>> 4 | 0)) break a;
      for (e = c, i = t; ; ) {
        if (!e) break a;
        a[b >> 2] = 0, a[b + 4 >> 2] = 0, r = a[b + 4 >> 2], A = a[b >> 2], o[i | 0] = A, o[i + 1 | 0] = A >>> 8, o[i + 2 | 0] = A >>> 16, o[i + 3 | 0] = A >>> 24, o[i + 4 | 0] = r, o[i + 5 | 0] = r >>> 8, o[i + 6 | 0] = r >>> 16, o[i + 7 | 0] = r >>> 24, a[b + 8 >> 2] = 0, a[b + 12 >> 2] = 0, r = a[b + 12 >> 2], A = a[b + 8 >> 2], o[i + 8 | 0] = A, o[i + 9 | 0] = A >>> 8, o[i + 10 | 0] = A >>> 16, o[i + 11 | 0] = A >>> 24, o[i + 12 | 0] = r, o[i + 13 | 0] = r >>> 8, o[i + 14 | 0] = r >>> 16, o[i + 15 | 0] = r >>> 24, e = e - 16 | 0, i = i + 16 | 0;
      }
    }
    for (e = k & 15, i = c + t | 0; ; ) {
      if (e) {
        o[i | 0] = 0, e = e - 1 | 0, i = i + 1 | 0;
        continue;
      }
      break;
    }
    a[n + 12 >> 2] = t, a[n + 8 >> 2] = l, r0(n + 8 | 0), a[G + 8 >> 2] = 0, f = n + 16 | 0, X(G);
  }
  function A4(i) {
    m4(a[i >> 2]);
  }
  function A8(i) {
    i = i | 0, u(i);
  }
  function b8() {
    var i = 0, r = 0, A = 0;
    i = f - 32 | 0, f = i, H0(i + 4 | 0);
    a: {
      if (a[i + 4 >> 2] == -2147483648) {
        r = a[i + 8 >> 2], A = 1;
        break a;
      }
      r = a[i + 8 >> 2], a[i + 16 >> 2] = a[i + 4 >> 2], a[i + 20 >> 2] = r, r = a[i + 12 >> 2], a[i + 24 >> 2] = r, r = U(a[i + 20 >> 2], r | 0) | 0, w(i + 16 | 0), A = 0;
    }
    return r = T(A, r), f = i + 32 | 0, r | 0;
  }
  function e8() {
    I();
  }
  function C2(i) {
    i = i | 0, I();
  }
  function K(i, r) {
    i = i | 0, r = r | 0, I();
  }
  function u2(i, r) {
    i = i | 0, r = r | 0, I();
  }
  function P(i, r, A) {
    var b = 0, e = 0;
    for (b = b0() << 16, b >>> 0 < i + A >>> 0 | b >>> 0 < r + A >>> 0 && I(), i >>> 0 > r >>> 0 ? (e = A - 1 | 0, A = -1, b = -1) : b = 1; ; ) {
      if ((A | 0) != (e | 0)) {
        o[i + e | 0] = m[r + e | 0], e = e + b | 0;
        continue;
      }
      break;
    }
  }
  function v2(i, r) {
    for (i + r >>> 0 > b0() << 16 >>> 0 && I(); ; ) {
      if (r) {
        r = r - 1 | 0, o[r + i | 0] = 0;
        continue;
      }
      break;
    }
  }
  function b4(i) {
    for (var r = 0; ; ) {
      if (i) {
        i = i - 1 & i, r = r + 1 | 0;
        continue;
      }
      break;
    }
    return r;
  }
  function x(i, r) {
    var A = 0, b = 0;
    return A = r & 31, b = (-1 >>> A & i) << A, A = i, i = 0 - r & 31, b | (A & -1 << i) >>> i;
  }
  function j2(i, r) {
    var A = 0, b = 0;
    return A = r & 31, b = (-1 << A & i) >>> A | 0, A = i, i = 0 - r & 31, b | (A & -1 >>> i) << i;
  }
  d = m, n8(M);
  var e4 = [null, A8, q4, X2, S2, M4, V2, V2, X2, X2, E, E, P2, E, E, P2, E, E, P2, E, X2, E, c2, n2, c2, n2, E, O4, E, c2, L4, E, H4, E, c2, T4, n2, z4, c2, n2, d0, J4, n2, c2, n2, D4, d0, K, C2, C2, C2, U, e8, K, $4, V2, u2, V2, u2, K, K, K, C2, u2, K, K, K, r8, i8, u2, u2, u2];
  function b0() {
    return F.byteLength >> 16;
  }
  function n4(i) {
    i = i | 0;
    var r = b0() | 0, A = r + i | 0;
    if (r < A && A < 65536) {
      var b = new ArrayBuffer(A << 16), e = new Int8Array(b);
      e.set(o), o.fill(0), o = new Int8Array(b), i2 = new Int16Array(b), a = new Int32Array(b), m = new Uint8Array(b), r2 = new Uint16Array(b), O = new Uint32Array(b), s2 = new Float32Array(b), j = new Float64Array(b), F = b, d = m;
    }
    return r;
  }
  return { z: Object.create(Object.prototype, { grow: { value: n4 }, buffer: { get: function() {
    return F;
  } } }), A: x4, B: U4, C: E4, D: C4, E: S4, F: j4, G: b8, H: Q4, I: R4, J: { get value() {
    return t0;
  }, set value(i) {
    t0 = i;
  } }, K: { get value() {
    return k0;
  }, set value(i) {
    k0 = i;
  } }, L: K4, M: P4, N: a8, O: _4 };
}
function withoutWasm(why) {
  console.info(
    `zoom-pkce: WebAssembly can't be used here, so JavaScript made from it is: the same, but slower. Where a Content-Security-Policy forbids it, 'wasm-unsafe-eval' in script-src allows it. (${why})`
  );
  return Z8;
}
var d, D, a2, f0, f8, v8, c8, Z8;
var init_without_wasm_3TANJN3Y = __esm({
  "node_modules/zoom-pkce/dist/chunks/without-wasm-3TANJN3Y.js"() {
    for (D = new Uint8Array(123), a2 = 25; a2 >= 0; --a2) D[48 + a2] = 52 + a2, D[65 + a2] = a2, D[97 + a2] = 26 + a2;
    D[43] = 62, D[47] = 63;
    f0 = new ArrayBuffer(16);
    f8 = new Int32Array(f0);
    v8 = new Float32Array(f0);
    c8 = new Float64Array(f0);
    Z8 = k8;
  }
});

// node_modules/zoom-pkce/dist/chunks/chunk-WDAH247H.js
var BodyError = class extends Error {
  /** @param {BodyProblem} problem */
  constructor(problem) {
    super(`the body is unusable: ${problem}`);
    this.problem = problem;
  }
};
async function readLimitedText(message, maxBytes) {
  if (message.bodyUsed || message.body?.locked) throw new BodyError("already_read");
  if (message.body === null) return "";
  const reader = message.body.getReader();
  try {
    if (Number(message.headers.get("content-length")) > maxBytes) throw new BodyError("too_large");
    return await decode(reader, maxBytes);
  } catch (error) {
    reader.cancel().catch(() => {
    });
    throw error;
  }
}
async function decode(reader, maxBytes) {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const read = (chunk) => {
    try {
      return chunk === void 0 ? decoder.decode() : decoder.decode(chunk, { stream: true });
    } catch {
      throw new BodyError("not_utf8");
    }
  };
  let text = "";
  let bytes = 0;
  for (; ; ) {
    const { done, value } = await reader.read();
    if (done) return text + read(void 0);
    bytes += value.byteLength;
    if (bytes > maxBytes) throw new BodyError("too_large");
    text += read(value);
  }
}

// node_modules/zoom-pkce/dist/server.js
var ZoomTokenError = class extends Error {
  /**
   * For this entry's own use: `instanceof` is what others need the class for.
   *
   * @param {string} error the stable string, see the class
   * @param {ZoomTokenErrorDetails} [details] what else is known
   */
  constructor(error, { reason, status, zoomCode, hint, cause } = {}) {
    super(reason ? `${error}: ${reason}` : error, cause === void 0 ? void 0 : { cause });
    this.error = error;
    this.reason = reason;
    this.status = status;
    this.zoomCode = zoomCode;
    this.hint = hint;
  }
};
Object.defineProperty(ZoomTokenError.prototype, "name", {
  value: "ZoomTokenError",
  configurable: true,
  writable: true
});
var VISIBLE_ASCII = /^[\x21-\x7e]+$/;
var CODE_VERIFIER = /^[A-Za-z0-9\-._~]{43,128}$/;
var MAX_CODE_LENGTH = 2048;
var MAX_TIMEOUT_MS = 2 ** 31 - 1;
var CODE_RULE = `must be a non-empty string of at most ${MAX_CODE_LENGTH} visible ASCII characters`;
var CODE_VERIFIER_RULE = "must be 43 to 128 characters of A-Z a-z 0-9 - . _ ~ (RFC 7636 section 4.1)";
function argumentError(name, rule) {
  return new ZoomTokenError("invalid_argument", { reason: `${name} ${rule}` });
}
var isCode = (value) => typeof value === "string" && value.length <= MAX_CODE_LENGTH && VISIBLE_ASCII.test(value);
var isCodeVerifier = (value) => typeof value === "string" && CODE_VERIFIER.test(value);
function parseUrl(text) {
  try {
    return new URL(text);
  } catch {
    return void 0;
  }
}
var isAbsoluteUrl = (value) => typeof value === "string" && parseUrl(value) !== void 0 && value === value.trim();
function checkOptions(value, what) {
  if (typeof value !== "object" || value === null)
    throw argumentError(`the argument of ${what}`, "must be an object");
}
function checkCredential(name, value) {
  if (typeof value !== "string" || value === "" || value !== value.trim()) {
    throw argumentError(name, "must be a non-empty string without white space around it");
  }
}
function checkCode(value) {
  if (!isCode(value)) throw argumentError("code", CODE_RULE);
}
function checkCodeVerifier(value) {
  if (value !== void 0 && !isCodeVerifier(value)) throw argumentError("codeVerifier", CODE_VERIFIER_RULE);
}
function checkCodeChallengeMethod(value) {
  if (value !== void 0 && value !== "plain" && value !== "S256") {
    throw argumentError("codeChallengeMethod", "must be 'plain' or 'S256' (RFC 7636 section 4.3)");
  }
}
function checkRedirectUri(value) {
  if (!isAbsoluteUrl(value))
    throw argumentError("redirectUri", "must be an absolute URL (RFC 6749 section 3.1.2)");
}
var isLoopback = (hostname) => hostname === "localhost" || hostname.endsWith(".localhost") || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname);
function checkTokenUrl(value) {
  const url = typeof value === "string" ? parseUrl(value) : void 0;
  if (typeof value !== "string" || url === void 0)
    throw argumentError("tokenUrl", "must be an absolute URL");
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopback(url.hostname))) {
    throw argumentError("tokenUrl", "must be https:, or http: on a loopback host");
  }
  if (url.username !== "" || url.password !== "")
    throw argumentError("tokenUrl", "must not carry credentials");
  if (/[?#]/.test(value)) {
    throw argumentError(
      "tokenUrl",
      "must carry no query string and no fragment: Zoom takes parameters in the body only"
    );
  }
}
function checkFunction(name, value) {
  if (typeof value !== "function") throw argumentError(name, "must be a function");
}
function checkOptionalFunction(name, value) {
  if (value !== void 0) checkFunction(name, value);
}
function checkTimeout(value) {
  if (typeof value !== "number" || !(value > 0 && value <= MAX_TIMEOUT_MS)) {
    throw argumentError(
      "timeoutMs",
      `must be a number of milliseconds above 0 and at most ${MAX_TIMEOUT_MS}`
    );
  }
}
function checkSignal(value) {
  if (value === void 0) return;
  const signal = (
    /** @type {Partial<AbortSignal> | null} */
    value
  );
  if (typeof signal?.aborted !== "boolean" || typeof signal.addEventListener !== "function") {
    throw argumentError("signal", "must be an AbortSignal");
  }
}
var MARK = "[redacted]";
var formEncoded = (text) => new URLSearchParams([["", text]]).toString().slice(1);
var percentEncoded = (text) => {
  try {
    return encodeURIComponent(text);
  } catch {
    return text;
  }
};
function redactor(secrets) {
  const forms = /* @__PURE__ */ new Set();
  for (const secret of secrets) {
    if (!secret) continue;
    for (const form of [
      secret,
      percentEncoded(secret),
      formEncoded(secret),
      JSON.stringify(secret).slice(1, -1)
    ]) {
      forms.add(form);
    }
  }
  if (forms.size === 0) return (text) => text;
  const alternatives = [...forms].sort((a, b) => b.length - a.length).map((form) => form.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const pattern = new RegExp(alternatives.join("|"), "gi");
  return (text) => text.replace(pattern, MARK);
}
function redactedError(error, redact, depth = 3) {
  if (!(error instanceof Error)) return new Error(redact(String(error)));
  const copy = new Error(redact(error.message));
  copy.name = error.name;
  delete copy.stack;
  if ("code" in error && typeof error.code === "string") Object.assign(copy, { code: redact(error.code) });
  if (error.cause !== void 0 && depth > 0) copy.cause = redactedError(error.cause, redact, depth - 1);
  return copy;
}
async function withDeadline({ signal, timeoutMs }, redact, run) {
  const controller = new AbortController();
  let ended;
  let rejectEnd = () => {
  };
  const end = new Promise((_, reject) => rejectEnd = reject);
  end.catch(() => {
  });
  const stop = (error) => {
    ended ??= error;
    rejectEnd(ended);
    controller.abort(ended);
  };
  const onAbort = () => stop(abortError(signal?.reason, redact));
  const timer = setTimeout(() => stop(timeoutError(timeoutMs)), timeoutMs);
  signal?.addEventListener("abort", onAbort, { once: true });
  try {
    if (signal?.aborted) onAbort();
    if (ended) throw ended;
    return await Promise.race([run(controller.signal), end]);
  } catch (error) {
    if (ended) throw ended;
    throw new ZoomTokenError("network_error", {
      reason: "the token endpoint could not be reached, or the connection broke",
      hint: "Check the network, DNS and proxy settings of the backend. The code may or may not be used up by now: authorize again for a new one.",
      cause: redactedError(error, redact)
    });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", onAbort);
  }
}
function timeoutError(timeoutMs) {
  return new ZoomTokenError("timeout", {
    reason: `no complete answer within ${timeoutMs} ms`,
    hint: "The code may or may not be used up by now: authorize again for a new one, or raise timeoutMs."
  });
}
function abortError(cause, redact) {
  const timedOut = cause instanceof Error && cause.name === "TimeoutError";
  return new ZoomTokenError(timedOut ? "timeout" : "aborted", {
    reason: timedOut ? "the time limit of the caller's signal was reached" : "the caller's signal ended the request",
    cause: redactedError(cause, redact)
  });
}
var BY_ZOOM_CODE = /* @__PURE__ */ new Map([
  [
    4700,
    "Zoom's catch-all: a token was missing or something unexpected happened. Try again once; if it stays, report the code and the time to Zoom."
  ],
  [4702, "Zoom does not know this client ID and client secret together."],
  [4704, "Zoom does not know this client ID and client secret together."],
  [4705, "The token endpoint does not support this grant type for this app."],
  [
    4706,
    "The client ID, the client secret or the grant type did not reach Zoom. A proxy that strips the Authorization header can do this."
  ],
  [
    4709,
    "The redirect URI is missing or not the one Zoom expects: it must be on the app's OAuth allow list, character for character."
  ],
  [
    4711,
    "The refresh token was granted other scopes than the app has now: the person must authorize the app again."
  ],
  [4717, "The app has been disabled: look at its status in the Zoom App Marketplace."]
]);
var CREDENTIALS = " Check both against the app's credentials in the Zoom App Marketplace; development and production have different ones.";
function invalidCodeHint({ codeVerifier, codeChallengeMethod }) {
  const causes = [];
  if (codeChallengeMethod === "S256") {
    causes.push(
      "the code challenge was made with S256, and Zoom's in-client flow supports only plain: call authorize with codeChallengeMethod 'plain'"
    );
  }
  if (!codeVerifier) {
    causes.push("no code verifier was sent, and a code that was asked for with a code challenge needs it");
  }
  if (codeVerifier && codeChallengeMethod === void 0) {
    causes.push(
      "the code challenge was made with S256 (a SHA-256 hash), and Zoom's in-client flow supports only plain: call authorize with codeChallengeMethod 'plain'"
    );
  }
  if (codeVerifier) causes.push("the code verifier belongs to another authorization request");
  causes.push(
    "the redirect URI is not exactly the page that called authorize: send the event's redirectUri unchanged",
    "the code is older than 10 minutes",
    "the code was used before: it works once, and a failed attempt may use it up too"
  );
  return `Likely causes, the likeliest first: ${causes.map((cause, index) => `(${index + 1}) ${cause}`).join("; ")}.`;
}
function hintFor(error, zoomCode, sent) {
  const known = zoomCode === void 0 ? void 0 : BY_ZOOM_CODE.get(zoomCode);
  if (known !== void 0) return zoomCode === 4702 || zoomCode === 4704 ? known + CREDENTIALS : known;
  if (error === "invalid_grant" && sent.grantType === "authorization_code") return invalidCodeHint(sent);
  if (error === "invalid_client") return BY_ZOOM_CODE.get(4702) + CREDENTIALS;
  return void 0;
}
var DEFAULT_LIFETIME_SECONDS = 3600;
function lifetimeSeconds(expiresIn) {
  const seconds = typeof expiresIn === "string" && /^\d+$/.test(expiresIn) ? Number(expiresIn) : expiresIn;
  return typeof seconds === "number" && Number.isFinite(seconds) && seconds >= 0 ? seconds : DEFAULT_LIFETIME_SECONDS;
}
function scopeText(scope) {
  if (typeof scope === "string") return scope;
  return Array.isArray(scope) ? scope.filter((item) => typeof item === "string").join(" ") : "";
}
function readTokens(body, sentAt) {
  if (typeof body.access_token !== "string" || body.access_token === "") return void 0;
  const tokenType = typeof body.token_type === "string" && body.token_type !== "" ? body.token_type : "bearer";
  return {
    accessToken: body.access_token,
    tokenType,
    ...typeof body.refresh_token === "string" && body.refresh_token !== "" && { refreshToken: body.refresh_token },
    scope: scopeText(body.scope),
    expiresAt: sentAt + Math.floor(lifetimeSeconds(body.expires_in) * 1e3),
    raw: body
  };
}
var TOKEN_URL = "https://zoom.us/oauth/token";
var TIMEOUT_MS = 1e4;
var MAX_ANSWER_BYTES = 1024 * 1024;
var MAX_REASON_LENGTH = 500;
var KNOWN_ERRORS = /* @__PURE__ */ new Set([
  "invalid_request",
  "invalid_client",
  "invalid_grant",
  "unauthorized_client",
  "unsupported_grant_type",
  "invalid_scope"
]);
var UNREADABLE_HINT = "This is no answer of Zoom's token endpoint. Look for a proxy or an outage in between, and check tokenUrl.";
function basicCredentials(clientId, clientSecret) {
  const encode = (text) => new URLSearchParams([["", text]]).toString().slice(1);
  return btoa(`${encode(clientId)}:${encode(clientSecret)}`);
}
function parseObject(text) {
  try {
    const value = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : void 0;
  } catch {
    return void 0;
  }
}
function readZoomCode(body) {
  for (const value of [body.errorCode, body.code]) {
    const number = typeof value === "string" && /^\d{1,9}$/.test(value) ? Number(value) : value;
    if (typeof number === "number" && Number.isSafeInteger(number)) return number;
  }
  return void 0;
}
function readReason(body, redact) {
  const texts = [body.reason, body.error_description, body.errorMessage, body.message];
  const text = texts.find((value) => typeof value === "string" && value !== "");
  return typeof text === "string" ? redact(text).slice(0, MAX_REASON_LENGTH) : void 0;
}
function readError({ error }, redact) {
  if (typeof error !== "string" || !/^[\x20-\x21\x23-\x5b\x5d-\x7e]{1,100}$/.test(error)) return void 0;
  return KNOWN_ERRORS.has(error) ? error : redact(error);
}
function refusal(status, body, sent, redact) {
  const zoomCode = readZoomCode(body);
  const reason = readReason(body, redact);
  const named = readError(body, redact);
  const error = named ?? "invalid_response";
  const hint = hintFor(error, zoomCode, sent) ?? (named === void 0 ? UNREADABLE_HINT : void 0);
  return new ZoomTokenError(error, { reason, status, zoomCode, hint });
}
async function requestTokens(options, form, context) {
  const { clientId, clientSecret, signal, tokenUrl = TOKEN_URL, timeoutMs = TIMEOUT_MS } = options;
  checkCredential("clientId", clientId);
  checkCredential("clientSecret", clientSecret);
  checkTokenUrl(tokenUrl);
  checkOptionalFunction("fetch", options.fetch);
  checkSignal(signal);
  checkTimeout(timeoutMs);
  const send = options.fetch ?? globalThis.fetch;
  const credentials = basicCredentials(clientId, clientSecret);
  const redact = redactor([...context.secrets, clientSecret, credentials]);
  const sent = { ...context.sent, grantType: form.grant_type ?? "" };
  const sentAt = Date.now();
  const { response, text } = await withDeadline({ signal, timeoutMs }, redact, async (innerSignal) => {
    const response2 = await send(tokenUrl, {
      method: "POST",
      headers: {
        accept: "application/json",
        authorization: `Basic ${credentials}`,
        // A header and not the `cache` member, which Cloudflare Workers knew not before November 2024.
        "cache-control": "no-store",
        "content-type": "application/x-www-form-urlencoded"
      },
      body: new URLSearchParams(form).toString(),
      // Following one would hand code and secret to wherever it points. `manual`, as Workers have no `error`.
      redirect: "manual",
      signal: innerSignal
    });
    return { response: response2, text: await readAnswer(response2) };
  });
  const { status } = response;
  const body = text === void 0 ? void 0 : parseObject(text);
  if (body === void 0) {
    const reason = status === 0 || status >= 300 && status < 400 ? "the token endpoint answered with a redirect, which is not followed" : "the answer is not a JSON object";
    throw new ZoomTokenError("invalid_response", { reason, status, hint: UNREADABLE_HINT });
  }
  if (!response.ok) throw refusal(status, body, sent, redact);
  const tokens = readTokens(body, sentAt);
  if (tokens === void 0) {
    throw new ZoomTokenError("invalid_response", {
      reason: "the answer carries no access_token",
      status,
      hint: UNREADABLE_HINT
    });
  }
  return tokens;
}
async function readAnswer(response) {
  try {
    return await readLimitedText(response, MAX_ANSWER_BYTES);
  } catch (error) {
    if (error instanceof BodyError) return void 0;
    throw error;
  }
}
async function exchangeCode(options) {
  checkOptions(options, "exchangeCode");
  const { code, codeVerifier, redirectUri, codeChallengeMethod } = options;
  checkCode(code);
  checkCodeVerifier(codeVerifier);
  checkRedirectUri(redirectUri);
  checkCodeChallengeMethod(codeChallengeMethod);
  return requestTokens(
    options,
    {
      grant_type: "authorization_code",
      code,
      redirect_uri: redirectUri,
      ...codeVerifier !== void 0 && { code_verifier: codeVerifier }
    },
    {
      secrets: [code, codeVerifier],
      sent: { codeVerifier: codeVerifier !== void 0, codeChallengeMethod }
    }
  );
}
var MAX_BYTES = 8 * 1024;

// node_modules/zoom-pkce/dist/slim.js
var ZoomPkceError = class extends Error {
  /**
   * For this package's own use: `instanceof` is what others need the class for.
   *
   * @param {ZoomPkceErrorCode} code What went wrong, for programs.
   * @param {string} message What went wrong, for people.
   * @param {string} hint What to do about it.
   * @param {boolean} retryable Whether starting over can succeed.
   * @param {unknown} [cause] What was thrown underneath.
   */
  constructor(code, message, hint, retryable, cause) {
    super(`${message} (${code}). ${hint}`);
    this.name = "ZoomPkceError";
    this.stack = String(this.stack);
    this.message = message;
    this.code = code;
    this.hint = hint;
    this.retryable = retryable;
    this.cause = cause;
    this.zoomCode = void 0;
    this.status = void 0;
    this.body = void 0;
  }
};
function invalidArgument(message, cause) {
  const hint = "Correct what the message names; nothing was sent.";
  return new ZoomPkceError("invalid_argument", message, hint, false, cause);
}
function generateCodeChallenge(code_verifier, method) {
  const ret = wasm["D"](addHeapObject(code_verifier), addHeapObject(method));
  return takeObject(ret);
}
function generateState() {
  const ret = wasm["G"]();
  return takeObject(ret);
}
function __wbg_get_imports() {
  const import0 = {
    __proto__: null,
    "u": function(arg0) {
      const v = getObject(arg0);
      const ret = typeof v === "boolean" ? v : void 0;
      return isLikeNone(ret) ? 16777215 : ret ? 1 : 0;
    },
    "v": function(arg0) {
      const ret = typeof getObject(arg0) === "function";
      return ret;
    },
    "r": function(arg0) {
      const ret = typeof getObject(arg0) === "string";
      return ret;
    },
    "w": function(arg0, arg1) {
      const ret = getObject(arg0) == getObject(arg1);
      return ret;
    },
    "s": function(arg0, arg1) {
      const obj = getObject(arg1);
      const ret = typeof obj === "number" ? obj : void 0;
      getDataViewMemory0().setFloat64((arg0 >>> 0) + 8 * 1, isLikeNone(ret) ? 0 : ret, true);
      getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 0, !isLikeNone(ret), true);
    },
    "t": function(arg0, arg1) {
      const obj = getObject(arg1);
      const ret = typeof obj === "string" ? obj : void 0;
      var ptr1 = isLikeNone(ret) ? 0 : passStringToWasm0(ret, wasm["L"], wasm["M"]);
      var len1 = WASM_VECTOR_LEN;
      getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 1, len1, true);
      getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 0, ptr1, true);
    },
    "g": function(arg0, arg1) {
      const ret = getObject(arg0)[arg1 >>> 0];
      return addHeapObject(ret);
    },
    "h": function(arg0, arg1, arg2, arg3) {
      const ret = getObject(arg0).bind(getObject(arg1), arg2 >>> 0, arg3 >>> 0);
      return addHeapObject(ret);
    },
    "e": function() {
      return handleError(function(arg0, arg1, arg2, arg3) {
        const ret = getObject(arg0).call(getObject(arg1), getObject(arg2), getObject(arg3));
        return addHeapObject(ret);
      }, arguments);
    },
    "f": function(arg0) {
      clearTimeout(getObject(arg0));
    },
    "k": function() {
      return handleError(function(arg0, arg1) {
        globalThis.crypto.getRandomValues(getArrayU8FromWasm0(arg0, arg1));
      }, arguments);
    },
    "o": function() {
      return handleError(function(arg0, arg1) {
        const ret = Reflect.get(getObject(arg0), getObject(arg1));
        return addHeapObject(ret);
      }, arguments);
    },
    "q": function(arg0) {
      const ret = getObject(arg0).length;
      return ret;
    },
    "m": function() {
      const ret = new Array();
      return addHeapObject(ret);
    },
    "n": function() {
      const ret = new Object();
      return addHeapObject(ret);
    },
    "l": function() {
      const ret = Date.now();
      return ret;
    },
    "d": function(arg0, arg1) {
      const ret = getObject(arg0).push(getObject(arg1));
      return ret;
    },
    "i": function() {
      return handleError(function(arg0) {
        const ret = Promise.resolve(getObject(arg0));
        return addHeapObject(ret);
      }, arguments);
    },
    "j": function(arg0, arg1) {
      const ret = setTimeout(getObject(arg0), arg1);
      return addHeapObject(ret);
    },
    "p": function() {
      return handleError(function(arg0, arg1, arg2) {
        const ret = Reflect.set(getObject(arg0), getObject(arg1), getObject(arg2));
        return ret;
      }, arguments);
    },
    "c": function(arg0, arg1, arg2) {
      getObject(arg0)[arg1 >>> 0] = takeObject(arg2);
    },
    "x": function(arg0) {
      const ret = arg0;
      return addHeapObject(ret);
    },
    "y": function(arg0, arg1) {
      const ret = getStringFromWasm0(arg0, arg1);
      return addHeapObject(ret);
    },
    "b": function(arg0) {
      const ret = getObject(arg0);
      return addHeapObject(ret);
    },
    "a": function(arg0) {
      takeObject(arg0);
    }
  };
  return {
    __proto__: null,
    "_": import0
  };
}
function addHeapObject(obj) {
  if (heap_next === heap.length) heap.push(heap.length + 1);
  const idx = heap_next;
  heap_next = heap[idx];
  heap[idx] = obj;
  return idx;
}
function dropObject(idx) {
  if (idx < 1028) return;
  heap[idx] = heap_next;
  heap_next = idx;
}
function getArrayU8FromWasm0(ptr, len) {
  ptr = ptr >>> 0;
  return getUint8ArrayMemory0().subarray(ptr / 1, ptr / 1 + len);
}
function getDataViewMemory0() {
  return new DataView(wasm["z"].buffer);
}
function getStringFromWasm0(ptr, len) {
  return cachedTextDecoder.decode(getUint8ArrayMemory0().subarray(ptr, ptr + len));
}
function getUint8ArrayMemory0() {
  return new Uint8Array(wasm["z"].buffer);
}
function getObject(idx) {
  return heap[idx];
}
function handleError(f, args) {
  try {
    return f.apply(this, args);
  } catch (e) {
    wasm["O"](addHeapObject(e));
  }
}
var heap = new Array(1024).fill(void 0);
heap.push(void 0, null, true, false);
var heap_next = heap.length;
function isLikeNone(x) {
  return x === void 0 || x === null;
}
function passStringToWasm0(arg, malloc) {
  const bytes = cachedTextEncoder.encode(arg);
  WASM_VECTOR_LEN = bytes.length;
  const ptr = malloc(WASM_VECTOR_LEN, 1);
  getUint8ArrayMemory0().set(bytes, ptr);
  return ptr;
}
function takeObject(idx) {
  const ret = getObject(idx);
  dropObject(idx);
  return ret;
}
var cachedTextDecoder = new TextDecoder("utf-8", { ignoreBOM: true });
var cachedTextEncoder = new TextEncoder();
var WASM_VECTOR_LEN = 0;
var wasm;
function initSync(instantiate) {
  wasm = instantiate(__wbg_get_imports());
}
var build = "zoom-pkce-5c4bbf05b38de418";
var last;
async function load(given = last) {
  last = given;
  if (given === void 0) {
    throw failed(
      "the WebAssembly of zoom-pkce/slim was not given",
      "First: await init(source), with the package's file zoom-pkce/zoom_pkce.wasm, its URL or its bytes."
    );
  }
  const source = await given;
  const bytes = isModule(source) ? void 0 : await bytesOf(source);
  try {
    const module = bytes ? await WebAssembly.compile(bytes) : (
      /** @type {WebAssembly.Module} */
      source
    );
    initSync((imports) => new WebAssembly.Instance(module, { [build]: Object.values(imports)[0] }).exports);
  } catch (why) {
    if (await canRun()) {
      throw failed(
        "what init was given is not the wasm of this build of zoom-pkce/slim",
        "Take zoom-pkce/zoom_pkce.wasm out of the same version of the package; the cause says more.",
        why
      );
    }
    const { withoutWasm: withoutWasm2 } = await Promise.resolve().then(() => (init_without_wasm_3TANJN3Y(), without_wasm_3TANJN3Y_exports));
    initSync(withoutWasm2(why));
  }
}
async function canRun() {
  try {
    await WebAssembly.instantiate(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
    return true;
  } catch {
    return false;
  }
}
var isModule = (value) => Object.prototype.toString.call(value) === "[object WebAssembly.Module]";
async function bytesOf(source) {
  if (ArrayBuffer.isView(source) || Object.prototype.toString.call(source) === "[object ArrayBuffer]") {
    return (
      /** @type {BufferSource} */
      source
    );
  }
  const isUrl = typeof source === "string" || source instanceof URL;
  if (!isUrl && typeof source?.arrayBuffer !== "function") {
    throw invalidArgument(
      "source: must be zoom_pkce.wasm as a WebAssembly.Module, a URL, a Response, or bytes, or a promise of one"
    );
  }
  const response = isUrl ? await get(source) : source;
  const type = response.headers?.get("content-type");
  const hint = "Serve the package's zoom_pkce.wasm at the URL that init is given.";
  if (response.ok === false) throw failed(`the wasm's URL is answered with ${response.status}`, hint);
  const bytes = await response.arrayBuffer().catch((cause) => {
    throw failed("the wasm could not be read to its end", "Load the page again.", cause);
  });
  const [a, b, c, d2] = new Uint8Array(bytes, 0, Math.min(4, bytes.byteLength));
  if (a !== 0 || b !== 97 || c !== 115 || d2 !== 109) {
    throw failed(`the wasm's URL is answered with something else (content type: ${type})`, hint);
  }
  return bytes;
}
async function get(url) {
  try {
    return await fetch(url);
  } catch (cause) {
    throw failed(
      "the wasm could not be fetched",
      "Check the URL that init is given, and connect-src in the Content-Security-Policy.",
      cause
    );
  }
}
var failed = (message, hint, cause) => new ZoomPkceError("wasm_load_failed", message, hint, true, cause);
var loaded = false;
var loading;
function loadOnce(source) {
  return loading ??= load(source).then(
    () => {
      loaded = true;
    },
    (error) => {
      loading = void 0;
      throw error;
    }
  );
}
function checked(work) {
  if (!loaded) {
    throw new ZoomPkceError(
      "wasm_load_failed",
      "the WebAssembly of zoom-pkce is not loaded yet",
      "First: await init().",
      false
    );
  }
  const value = work();
  if (isError(value)) throw toError(value);
  return value;
}
var isError = (value) => typeof value?.[4] === "boolean";
function toError([code, message, hint, detail, retryable, cause]) {
  const error = new ZoomPkceError(code, message + (detail && ": " + detail), hint, retryable, cause);
  try {
    const isZooms = code !== "aborted" && !(cause instanceof DOMException);
    if (isZooms && cause?.code !== void 0) error.zoomCode = cause.code;
  } catch {
  }
  return error;
}
function generateCodeChallenge2(codeVerifier, method) {
  return checked(() => generateCodeChallenge(codeVerifier, method));
}
function generateState2() {
  return checked(() => generateState());
}
var init = (source) => loadOnce(source);

// src/worker.js
import wasm2 from "./zoom_pkce.wasm";
var STATE_COOKIE = "__Host-zoom_state";
async function verifierOf(state, secret) {
  const bytes = new TextEncoder();
  const hmac = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", bytes.encode(secret), hmac, false, ["sign"]);
  const signature = new Uint8Array(await crypto.subtle.sign("HMAC", key, bytes.encode(state)));
  const base64 = btoa(String.fromCharCode(...signature));
  return base64.replaceAll("+", "-").replaceAll("/", "_").replace("=", "");
}
async function login(env) {
  const state = generateState2();
  const url = new URL(env.ZOOM_AUTHORIZE_URL);
  url.search = new URLSearchParams({
    response_type: "code",
    client_id: env.ZOOM_CLIENT_ID,
    redirect_uri: env.ZOOM_REDIRECT_URI,
    state,
    code_challenge: generateCodeChallenge2(await verifierOf(state, env.VERIFIER_SECRET)),
    code_challenge_method: "S256"
  }).toString();
  const cookie = `${STATE_COOKIE}=${state}; Path=/; Max-Age=600; Secure; HttpOnly; SameSite=Lax`;
  return new Response(null, { status: 302, headers: { location: url.href, "set-cookie": cookie } });
}
async function callback(request, env) {
  const { searchParams } = new URL(request.url);
  const state = searchParams.get("state");
  const cookies = request.headers.get("cookie")?.split("; ") ?? [];
  if (!state || !cookies.includes(`${STATE_COOKIE}=${state}`)) {
    return Response.json(
      { error: "state_mismatch", hint: "Start at /login, in this browser." },
      { status: 400 }
    );
  }
  try {
    const tokens = await exchangeCode({
      clientId: env.ZOOM_CLIENT_ID,
      clientSecret: env.ZOOM_CLIENT_SECRET,
      code: searchParams.get("code") ?? "",
      codeVerifier: await verifierOf(state, env.VERIFIER_SECRET),
      codeChallengeMethod: "S256",
      redirectUri: env.ZOOM_REDIRECT_URI,
      tokenUrl: env.ZOOM_TOKEN_URL
    });
    return Response.json({ scope: tokens.scope });
  } catch (error) {
    console.error(error);
    return Response.json({ error: error.error, hint: error.hint }, { status: 502 });
  }
}
var worker_default = {
  /** @param {Request} request @param {Env} env */
  async fetch(request, env) {
    await init(wasm2);
    const { pathname } = new URL(request.url);
    if (pathname === "/login") return login(env);
    if (pathname === "/callback") return callback(request, env);
    return new Response("Sign in at /login\n", { status: pathname === "/" ? 200 : 404 });
  }
};
export {
  worker_default as default
};

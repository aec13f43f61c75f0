// zoom-pkce/slim: the same types as zoom-pkce, except init, which takes the wasm.

import { expectTypeOf } from "expect-type";
import type * as embedded from "zoom-pkce";
import * as slim from "zoom-pkce/slim";
import type {
  Authorization,
  AuthorizeOptions,
  BackendChallenge,
  CodeChallengeMethod,
  FetchChallenge,
  ForwardFields,
  ForwardTarget,
  PkcePair,
  Progress,
  WasmSource,
  ZoomPkceErrorCode,
  ZoomSdk,
} from "zoom-pkce/slim";
import wasm from "zoom-pkce/zoom_pkce.wasm";

const { init } = slim;

expectTypeOf<Omit<typeof slim, "init">>().toEqualTypeOf<Omit<typeof embedded, "init">>();
expectTypeOf<Authorization>().toEqualTypeOf<embedded.Authorization>();
expectTypeOf<AuthorizeOptions>().toEqualTypeOf<embedded.AuthorizeOptions>();
expectTypeOf<BackendChallenge>().toEqualTypeOf<embedded.BackendChallenge>();
expectTypeOf<CodeChallengeMethod>().toEqualTypeOf<embedded.CodeChallengeMethod>();
expectTypeOf<FetchChallenge>().toEqualTypeOf<embedded.FetchChallenge>();
expectTypeOf<ForwardFields>().toEqualTypeOf<embedded.ForwardFields>();
expectTypeOf<ForwardTarget>().toEqualTypeOf<embedded.ForwardTarget>();
expectTypeOf<PkcePair>().toEqualTypeOf<embedded.PkcePair>();
expectTypeOf<Progress>().toEqualTypeOf<embedded.Progress>();
expectTypeOf<ZoomPkceErrorCode>().toEqualTypeOf<embedded.ZoomPkceErrorCode>();
expectTypeOf<ZoomSdk>().toEqualTypeOf<embedded.ZoomSdk>();

expectTypeOf<WasmSource>().toEqualTypeOf<WebAssembly.Module | URL | string | Response | BufferSource>();
expectTypeOf(init).toEqualTypeOf<(source: WasmSource | Promise<WasmSource>) => Promise<void>>();

expectTypeOf(wasm).toEqualTypeOf<WebAssembly.Module>();
await init(wasm);
await init("/zoom_pkce.wasm");
await init(new URL("zoom_pkce.wasm", "https://app.example.com/"));
await init(fetch("/zoom_pkce.wasm"));
await init(await fetch("/zoom_pkce.wasm"));
await init(new Uint8Array(8));
await init(fetch("/zoom_pkce.wasm").then((response) => response.arrayBuffer()));
// @ts-expect-error: no wasm
await init();
// @ts-expect-error: it may be missing
await init(undefined as WasmSource | undefined);

// zoom-pkce/vue: the types of the refs.

import { expectTypeOf } from "expect-type";
import type { ComputedRef, Ref } from "vue";
import type { ZoomPkceError, ZoomSdk } from "zoom-pkce";
import type * as Store from "zoom-pkce/store";
import {
  useZoomAuthorization,
  type SessionTarget,
  type SignInOption,
  type StartOptions,
  type ZoomAuthorization,
  type ZoomAuthorizationOptions,
  type ZoomAuthorizationStatus,
} from "zoom-pkce/vue";

declare const zoomSdk: ZoomSdk;
interface User {
  name: string;
}

expectTypeOf<ZoomAuthorizationStatus>().toEqualTypeOf<Store.ZoomAuthorizationStatus>();
expectTypeOf<ZoomAuthorizationOptions>().toEqualTypeOf<Store.ZoomAuthorizationOptions>();
expectTypeOf<StartOptions>().toEqualTypeOf<Store.StartOptions>();
expectTypeOf<SignInOption>().toEqualTypeOf<Store.SignInOption>();
expectTypeOf<SessionTarget>().toEqualTypeOf<Store.SessionTarget>();
expectTypeOf(useZoomAuthorization<User>).toEqualTypeOf<
  (zoomSdk: ZoomSdk | null | undefined, options: ZoomAuthorizationOptions) => ZoomAuthorization<User>
>();
expectTypeOf<ZoomAuthorization<User>>().toEqualTypeOf<{
  status: ComputedRef<ZoomAuthorizationStatus>;
  data: ComputedRef<User | undefined>;
  error: ComputedRef<ZoomPkceError | undefined>;
  authorize: () => Promise<User | undefined>;
  cancel: () => void;
  reset: () => void;
}>();

const { status, data, error } = useZoomAuthorization<User>(zoomSdk, {
  backend: "/token",
  session: "/session",
});
expectTypeOf(status).toExtend<Readonly<Ref<ZoomAuthorizationStatus>>>();
expectTypeOf(data.value).toEqualTypeOf<User | undefined>();
if (error.value) expectTypeOf(error.value.hint).toEqualTypeOf<string>();

// Without a type argument, the result is `any`.
expectTypeOf(useZoomAuthorization(zoomSdk, { backend: "/token" }).authorize).toEqualTypeOf<
  () => Promise<any>
>();
// A server has no SDK.
useZoomAuthorization(null, { backend: "/token" });

// @ts-expect-error: the refs are readonly
status.value = "idle";
// @ts-expect-error: there may be no data
console.log(data.value.name);
// @ts-expect-error: no options
useZoomAuthorization(zoomSdk);
// @ts-expect-error: no backend
useZoomAuthorization(zoomSdk, { session: "/session" });

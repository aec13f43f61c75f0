// zoom-pkce/svelte: the status narrows the types of the state.

import { expectTypeOf } from "expect-type";
import type { ZoomSdk } from "zoom-pkce";
import type * as Store from "zoom-pkce/store";
import {
  createZoomAuthorization,
  type SessionTarget,
  type SignInOption,
  type StartOptions,
  type ZoomAuthorization,
  type ZoomAuthorizationOptions,
  type ZoomAuthorizationState,
  type ZoomAuthorizationStatus,
} from "zoom-pkce/svelte";

declare const zoomSdk: ZoomSdk;
interface User {
  name: string;
}

expectTypeOf<ZoomAuthorizationStatus>().toEqualTypeOf<Store.ZoomAuthorizationStatus>();
expectTypeOf<ZoomAuthorizationState<User>>().toEqualTypeOf<Store.ZoomAuthorizationState<User>>();
expectTypeOf<ZoomAuthorizationOptions>().toEqualTypeOf<Store.ZoomAuthorizationOptions>();
expectTypeOf<StartOptions>().toEqualTypeOf<Store.StartOptions>();
expectTypeOf<SignInOption>().toEqualTypeOf<Store.SignInOption>();
expectTypeOf<SessionTarget>().toEqualTypeOf<Store.SessionTarget>();
expectTypeOf(createZoomAuthorization<User>).toEqualTypeOf<
  (zoomSdk: ZoomSdk | null | undefined, options: ZoomAuthorizationOptions) => ZoomAuthorization<User>
>();
expectTypeOf<ZoomAuthorization<User>>().toEqualTypeOf<{
  subscribe: (run: (state: ZoomAuthorizationState<User>) => void) => () => void;
  authorize: () => Promise<User | undefined>;
  cancel: () => void;
  reset: () => void;
}>();

createZoomAuthorization<User>(zoomSdk, { backend: "/token", session: "/session" }).subscribe((state) => {
  if (state.status === "authorized") expectTypeOf(state.data).toEqualTypeOf<User>();
  // @ts-expect-error: no data before the status is authorized
  console.log(state.data.name);
});

// Without a type argument, the result is `any`.
expectTypeOf(createZoomAuthorization(zoomSdk, { backend: "/token" }).authorize).toEqualTypeOf<
  () => Promise<any>
>();
// A server has no SDK.
createZoomAuthorization(null, { backend: "/token" });

// @ts-expect-error: no options
createZoomAuthorization(zoomSdk);
// @ts-expect-error: no backend
createZoomAuthorization(zoomSdk, { session: "/session" });

// zoom-pkce/store: the status narrows the types of the state.

import { expectTypeOf } from "expect-type";
import type { ZoomPkceError, ZoomSdk } from "zoom-pkce";
import type * as React from "zoom-pkce/react";
import {
  createAuthorizationStore,
  type AuthorizationStore,
  type SessionTarget,
  type SignInOption,
  type StartOptions,
  type ZoomAuthorizationOptions,
  type ZoomAuthorizationState,
  type ZoomAuthorizationStatus,
} from "zoom-pkce/store";

declare const zoomSdk: ZoomSdk;
interface User {
  name: string;
}

expectTypeOf<ZoomAuthorizationStatus>().toEqualTypeOf<React.ZoomAuthorizationStatus>();
expectTypeOf<ZoomAuthorizationState<User>>().toEqualTypeOf<React.ZoomAuthorizationState<User>>();
expectTypeOf<ZoomAuthorizationOptions>().toEqualTypeOf<React.ZoomAuthorizationOptions>();
expectTypeOf<StartOptions>().toEqualTypeOf<React.StartOptions>();
expectTypeOf<SignInOption>().toEqualTypeOf<React.SignInOption>();
expectTypeOf<SessionTarget>().toEqualTypeOf<
  | string
  | URL
  | {
      url: string | URL;
      headers?: RequestInit["headers"] | null | undefined;
      credentials?: RequestInit["credentials"] | undefined;
      timeoutMs?: number | undefined;
      fetch?: ((url: string, init: RequestInit) => Promise<Response>) | undefined;
    }
>();
expectTypeOf(createAuthorizationStore<User>).toEqualTypeOf<
  (zoomSdk: ZoomSdk | null | undefined, options: ZoomAuthorizationOptions) => AuthorizationStore<User>
>();
expectTypeOf<AuthorizationStore<User>>().toEqualTypeOf<{
  getSnapshot: () => ZoomAuthorizationState<User>;
  subscribe: (listener: () => void) => () => void;
  authorize: () => Promise<User | undefined>;
  cancel: () => void;
  reset: () => void;
  setArguments: (zoomSdk: ZoomSdk | null | undefined, options: ZoomAuthorizationOptions) => void;
}>();

const store = createAuthorizationStore<User>(zoomSdk, { backend: "/token", session: "/session" });
const state = store.getSnapshot();
if (state.status === "authorized") expectTypeOf(state.data).toEqualTypeOf<User>();
if (state.status === "error") expectTypeOf(state.error).toEqualTypeOf<ZoomPkceError>();

// Without a type argument, the result is `any`.
expectTypeOf(createAuthorizationStore(zoomSdk, { backend: "/token" }).authorize).toEqualTypeOf<
  () => Promise<any>
>();
createAuthorizationStore(null, { backend: "/token", session: { url: "/session", headers: {} } });

// @ts-expect-error: no data before the status is authorized
console.log(state.data.name);
// @ts-expect-error: no options
createAuthorizationStore(zoomSdk);
// @ts-expect-error: no backend
createAuthorizationStore(zoomSdk, { session: "/session" });
// @ts-expect-error: a session is asked with a GET, which has no body
createAuthorizationStore(zoomSdk, { backend: "/token", session: { url: "/session", format: "form" } });

// zoom-pkce/react: the status narrows the types of the hook's result.

import { expectTypeOf } from "expect-type";
import type { AuthorizeOptions, ForwardTarget, ZoomPkceError, ZoomSdk } from "zoom-pkce";
import { signIn as signInAnywhere, type SignInOptions } from "zoom-pkce/browser";
import {
  useZoomAuthorization,
  type SessionTarget,
  type SignInOption,
  type StartOptions,
  type ZoomAuthorization,
  type ZoomAuthorizationActions,
  type ZoomAuthorizationOptions,
  type ZoomAuthorizationState,
  type ZoomAuthorizationStatus,
} from "zoom-pkce/react";

declare const zoomSdk: ZoomSdk;
interface User {
  name: string;
}

expectTypeOf<ZoomAuthorizationStatus>().toEqualTypeOf<
  "checking" | "idle" | "authorizing" | "forwarding" | "authorized" | "error"
>();
expectTypeOf<ZoomAuthorizationOptions>().toEqualTypeOf<
  StartOptions &
    (
      | (AuthorizeOptions & { backend: string | URL | ForwardTarget } & { signIn?: undefined })
      | (SignInOptions & SignInOption)
    )
>();
expectTypeOf<StartOptions>().toEqualTypeOf<{
  session?: SessionTarget | undefined;
  completed?: PromiseLike<any> | undefined;
}>();
expectTypeOf<SignInOption>().toEqualTypeOf<{ signIn: typeof signInAnywhere }>();
expectTypeOf<ZoomAuthorizationState<User>>().toEqualTypeOf<
  | { status: "checking" | "idle" | "authorizing" | "forwarding"; data: undefined; error: undefined }
  | { status: "authorized"; data: User; error: undefined }
  | { status: "error"; data: undefined; error: ZoomPkceError }
>();
expectTypeOf<ZoomAuthorizationState["status"]>().toEqualTypeOf<ZoomAuthorizationStatus>();
expectTypeOf<ZoomAuthorizationState>().toEqualTypeOf<ZoomAuthorizationState<any>>();
expectTypeOf(useZoomAuthorization<User>).toEqualTypeOf<
  (zoomSdk: ZoomSdk | null | undefined, options: ZoomAuthorizationOptions) => ZoomAuthorization<User>
>();
expectTypeOf<ZoomAuthorizationActions>().toEqualTypeOf<{ cancel: () => void; reset: () => void }>();
expectTypeOf<Pick<ZoomAuthorization<User>, "authorize" | "cancel" | "reset">>().toEqualTypeOf<{
  authorize: () => Promise<User | undefined>;
  cancel: () => void;
  reset: () => void;
}>();

const signIn = useZoomAuthorization<User>(zoomSdk, { backend: { url: "/token", headers: {} } });
expectTypeOf(signIn.data).toEqualTypeOf<User | undefined>();
expectTypeOf(signIn.error).toEqualTypeOf<ZoomPkceError | undefined>();
if (signIn.status === "authorized") expectTypeOf(signIn.data).toEqualTypeOf<User>();
if (signIn.status === "error") expectTypeOf(signIn.error).toEqualTypeOf<ZoomPkceError>();
if (signIn.error) expectTypeOf(signIn.status).toEqualTypeOf<"error">();
// The status still narrows the other parts after destructuring, as in the README.
const { status, data, error } = signIn;
if (status === "authorized") expectTypeOf(data).toEqualTypeOf<User>();
if (status === "error") expectTypeOf(error).toEqualTypeOf<ZoomPkceError>();

// Without a type argument, the result is `any`.
expectTypeOf(useZoomAuthorization(zoomSdk, { backend: "/token" }).authorize).toEqualTypeOf<
  () => Promise<any>
>();
// A server has no SDK.
useZoomAuthorization(null, { backend: "/token" });
useZoomAuthorization(undefined, { backend: "/token", signal: undefined });

// @ts-expect-error: no data before the status is authorized
console.log(signIn.data.name);
// @ts-expect-error: an unknown status
console.log(signIn.status === "loading");
// @ts-expect-error: no options
useZoomAuthorization(zoomSdk);
// @ts-expect-error: no backend
useZoomAuthorization(zoomSdk, { timeoutMs: 1000 });
// @ts-expect-error: half an SDK
useZoomAuthorization({ authorize: zoomSdk.authorize }, { backend: "/token" });

// For a page that is opened in browsers, too: `config` may be a promise, and `browser` is required.
const anywhere = { backend: "/token", config: Promise.resolve({}), browser: { clientId: "the-client" } };
useZoomAuthorization(zoomSdk, { ...anywhere, signIn: signInAnywhere, completed: Promise.resolve() });
// @ts-expect-error: no browser
useZoomAuthorization(zoomSdk, { backend: "/token", config: Promise.resolve({}), signIn: signInAnywhere });
// @ts-expect-error: no config
useZoomAuthorization(zoomSdk, {
  backend: "/token",
  browser: { clientId: "the-client" },
  signIn: signInAnywhere,
});

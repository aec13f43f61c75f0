// The store of zoom-pkce/svelte is a `Readable` of Svelte 3 and 5, so a component may write `$signIn`.

import { expectTypeOf } from "expect-type";
import type { Readable } from "svelte/store";
import type { Readable as Readable3 } from "svelte-3/store";
import type { ZoomAuthorization, ZoomAuthorizationState } from "zoom-pkce/svelte";

type State = ZoomAuthorizationState<{ name: string }>;

expectTypeOf<ZoomAuthorization<{ name: string }>>().toExtend<Readable<State>>();
expectTypeOf<ZoomAuthorization<{ name: string }>>().toExtend<Readable3<State>>();

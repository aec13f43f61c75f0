// zoom-pkce/simulator/server: its types compile without the OAuth library, which this project does
// not install.

import { expectTypeOf } from "expect-type";
import {
  createSimulatedZoom,
  encryptAppContext,
  startSimulatedZoom,
  type AnsweredRequest,
  type AppContextInput,
  type EncryptAppContextOptions,
  type ListenOptions,
  type RedirectUriMatch,
  type RunningSimulatedZoom,
  type SimulatedUser,
  type SimulatedZoom,
  type SimulatedZoomOptions,
  type StartSimulatedZoomOptions,
} from "zoom-pkce/simulator/server";

type Exact<T> = { [Name in keyof T]: T[Name] };

expectTypeOf<SimulatedUser>().toEqualTypeOf<{
  id: string;
  first_name: string;
  last_name: string;
  display_name: string;
  email: string;
}>();
expectTypeOf<AnsweredRequest>().toEqualTypeOf<{
  method: string;
  path: string;
  status: number;
  error?: string;
  reason?: string;
  explanation?: string;
}>();
expectTypeOf<RedirectUriMatch>().toEqualTypeOf<"exact" | "base">();
expectTypeOf<SimulatedZoomOptions>().toEqualTypeOf<{
  clientId?: string | undefined;
  clientSecret?: string | undefined;
  publicClientId?: string | undefined;
  redirectUris: ReadonlyArray<string>;
  redirectUriMatch?: RedirectUriMatch | undefined;
  user?: Partial<SimulatedUser> | undefined;
  scope?: string | undefined;
  codeLifetimeSeconds?: number | undefined;
  accessTokenLifetimeSeconds?: number | undefined;
  refreshTokenLifetimeSeconds?: number | undefined;
  basePath?: string | undefined;
  app?: string | undefined;
  appContext?: (AppContextInput & Record<string, unknown>) | undefined;
  onAnswer?: ((answered: AnsweredRequest) => void) | undefined;
}>();
expectTypeOf<ListenOptions>().toEqualTypeOf<{ port?: number | undefined; host?: string | undefined }>();
expectTypeOf<Exact<StartSimulatedZoomOptions>>().toEqualTypeOf<Exact<SimulatedZoomOptions & ListenOptions>>();
expectTypeOf<SimulatedZoom>().toEqualTypeOf<{
  fetch: (request: Request) => Promise<Response>;
  endAccessTokens: () => void;
  endTokens: () => void;
}>();
expectTypeOf<RunningSimulatedZoom>().toEqualTypeOf<{
  url: string;
  zoom: SimulatedZoom;
  close: () => Promise<void>;
}>();
expectTypeOf(createSimulatedZoom).toEqualTypeOf<(options: SimulatedZoomOptions) => Promise<SimulatedZoom>>();
expectTypeOf(startSimulatedZoom).toEqualTypeOf<
  (options: StartSimulatedZoomOptions) => Promise<RunningSimulatedZoom>
>();

expectTypeOf<AppContextInput>().toEqualTypeOf<{
  typ?: string | undefined;
  uid?: string | undefined;
  mid?: string | undefined;
  aud?: string | undefined;
  iss?: string | undefined;
  ts?: number | undefined;
  exp?: number | undefined;
  attendrole?: string | undefined;
  act?: string | undefined;
}>();
expectTypeOf<EncryptAppContextOptions>().toEqualTypeOf<{
  clientId?: string | undefined;
  clientSecret?: string | undefined;
}>();
expectTypeOf(encryptAppContext).toEqualTypeOf<
  (context?: AppContextInput & Record<string, unknown>, options?: EncryptAppContextOptions) => Promise<string>
>();

const port: number | undefined = undefined;
await startSimulatedZoom({ redirectUris: ["http://localhost:8080/"], port, onAnswer: console.log });
// @ts-expect-error: no redirect URIs
createSimulatedZoom({});
// @ts-expect-error: must be a list
createSimulatedZoom({ redirectUris: "http://localhost:8080/" });
// @ts-expect-error: an option of startSimulatedZoom
createSimulatedZoom({ redirectUris: [], port: 4010 });

// zoom-pkce/simulator: each choice accepts only its listed names.

import { expectTypeOf } from "expect-type";
import type { Progress } from "zoom-pkce";
import {
  bridges,
  clientBehaviors,
  people,
  runningContexts,
  startSimulator,
  userStatuses,
  type Bridge,
  type ChallengeMethod,
  type Choices,
  type ClientBehavior,
  type Controls,
  type Person,
  type RunningContext,
  type Simulator,
  type SimulatorOptions,
  type UserStatus,
} from "zoom-pkce/simulator";

expectTypeOf<Person>().toEqualTypeOf<"approve" | "decline" | "ignore">();
expectTypeOf<UserStatus>().toEqualTypeOf<"authorized" | "authenticated" | "unauthenticated">();
expectTypeOf<"inMeeting">().toExtend<RunningContext>();
expectTypeOf<string>().not.toExtend<RunningContext>();
expectTypeOf<Bridge>().toEqualTypeOf<"android" | "webview2" | "webkit">();
expectTypeOf<ChallengeMethod>().toEqualTypeOf<"plain" | "S256">();
expectTypeOf<"normal">().toExtend<ClientBehavior>();
expectTypeOf<string>().not.toExtend<ClientBehavior>();
expectTypeOf(bridges).toEqualTypeOf<readonly Bridge[]>();
expectTypeOf(clientBehaviors).toEqualTypeOf<readonly ClientBehavior[]>();
expectTypeOf(people).toEqualTypeOf<readonly Person[]>();
expectTypeOf(runningContexts).toEqualTypeOf<readonly RunningContext[]>();
expectTypeOf(userStatuses).toEqualTypeOf<readonly UserStatus[]>();

expectTypeOf<Choices>().toEqualTypeOf<{
  person: Person;
  client: ClientBehavior;
  status: UserStatus;
  runningContext: RunningContext;
  answers: Record<string, unknown>;
  challengeMethod: ChallengeMethod;
  delayMs: number;
}>();
expectTypeOf<SimulatorOptions>().toEqualTypeOf<{
  server: string;
  clientId?: string | undefined;
  redirectUri?: string | undefined;
  challengeMethod?: ChallengeMethod | undefined;
  bridge?: Bridge | undefined;
  frame?: HTMLIFrameElement | undefined;
  person?: Person | undefined;
  client?: ClientBehavior | undefined;
  status?: UserStatus | undefined;
  runningContext?: RunningContext | undefined;
  answers?: Record<string, unknown> | undefined;
  delayMs?: number | undefined;
  panel?: boolean | undefined;
}>();
expectTypeOf<Controls>().toEqualTypeOf<{
  requests: { apiName: string; data?: any }[];
  emit: (name: string, data: unknown) => void;
  onProgress: (progress: Progress) => void;
  stop: () => void;
}>();
expectTypeOf<Simulator>().toEqualTypeOf<Choices & Readonly<Controls>>();
expectTypeOf(startSimulator).toEqualTypeOf<(options: SimulatorOptions) => Simulator>();

const simulator = startSimulator({ server: "/zoom", frame: document.createElement("iframe") });
simulator.person = "decline";
for (const behavior of clientBehaviors) simulator.client = behavior;
// @ts-expect-error: an unknown name
simulator.client = "broken";
// @ts-expect-error: read-only
simulator.stop = () => {};
// @ts-expect-error: no server
startSimulator({});
// @ts-expect-error: an unknown name
startSimulator({ server: "/zoom", bridge: "ios" });
// @ts-expect-error: no such option
startSimulator({ server: "/zoom", delay: 1000 });

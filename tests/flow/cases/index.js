// All cases. docs/flow.md describes the behaviour that they test.

import { bridges } from "./bridges.js";
import { cancelling } from "./cancelling.js";
import { challengeOfEachSignIn } from "./challenge-of-each-sign-in.js";
import { forwarding } from "./forwarding.js";
import { guestMode } from "./guest-mode.js";
import { memory } from "./memory.js";
import { otherListeners } from "./other-listeners.js";
import { progress } from "./progress.js";
import { react } from "./react.js";
import { refusals } from "./refusals.js";
import { time } from "./time.js";
import { twoAtOnce } from "./two-at-once.js";
import { verifierOnTheBackend } from "./verifier-on-the-backend.js";
import { whatTheEventSays } from "./what-the-event-says.js";
import { whenTheEventComes } from "./when-the-event-comes.js";

/** @type {import("./case.js").Case[]} */
export const cases = [
  ...whenTheEventComes,
  ...whatTheEventSays,
  ...refusals,
  ...guestMode,
  ...cancelling,
  ...react,
  ...twoAtOnce,
  ...verifierOnTheBackend,
  ...challengeOfEachSignIn,
  ...otherListeners,
  ...bridges,
  ...forwarding,
  ...time,
  ...memory,
  ...progress,
];

// 5. Cancelling: a React component unmounts.

import { authorize, init } from "zoom-pkce";
import { equal, until } from "../page/check.js";
import { newCase } from "./case.js";

/** @import { Context } from "./case.js" */

/**
 * Loads React, and makes a component that signs in when it is mounted.
 *
 * @param {Context} context
 */
async function newApp({ zoomSdk }) {
  // Only the pages that need React load it: it is larger than everything else.
  const { createElement, StrictMode, useEffect, useState } = (await import("react")).default;
  const { createRoot } = (await import("react-dom/client")).default;
  const container = document.body.appendChild(document.createElement("div"));
  /** The outcome of each flow. @type {string[]} */
  const ended = [];
  /** @type {import("zoom-pkce").Authorization[]} */
  const authorizations = [];

  function SignIn() {
    const [status, setStatus] = useState("waiting");
    useEffect(() => {
      const controller = new AbortController();
      authorize(zoomSdk, { signal: controller.signal }).then(
        (authorization) => {
          ended.push("authorized");
          authorizations.push(authorization);
          setStatus("authorized");
        },
        (error) => {
          ended.push(error.code);
          if (!controller.signal.aborted) setStatus(error.code);
        },
      );
      return () => controller.abort();
    }, []);
    return createElement("p", null, status);
  }

  return {
    ended,
    authorizations,
    text: () => container.textContent,
    mount({ strict = false } = {}) {
      const root = createRoot(container);
      const signIn = createElement(SignIn);
      root.render(strict ? createElement(StrictMode, null, signIn) : signIn);
      return () => root.unmount();
    },
  };
}

export const react = [
  newCase(
    "5. a React component unmounts while waiting: aborted, and mounted again it signs in",
    async (context) => {
      await context.start({ person: "ignore" });
      const app = await newApp(context);
      const unmount = app.mount();
      const request = await context.requested();
      equal(app.text(), "waiting", "the text of the component");
      unmount();
      await until(() => app.ended.length > 0, "the end of the flow");
      equal(app.ended, ["aborted"], "the outcome of the flow");
      context.assertNothingLeft();
      await context.emit(await context.consent(request));

      context.simulator.person = "approve";
      const unmountAgain = app.mount();
      await until(() => app.text() === "authorized", "the component that is authorized");
      equal(app.ended, ["aborted", "authorized"], "the outcomes of the flows");
      await context.redeem(app.authorizations[0]);
      unmountAgain();
      equal(app.ended.length, 2, "the number of flows");
    },
  ),

  ...[false, true].map((loaded) =>
    newCase(
      `5. React's StrictMode mounts twice, ${loaded ? "after" : "before"} the wasm has loaded: one flow signs in`,
      async (context) => {
        await context.start({ delayMs: 20 });
        if (loaded) await init();
        const app = await newApp(context);
        const unmount = app.mount({ strict: true });
        await until(() => app.ended.length === 2, "the end of both flows");
        equal([...app.ended].sort(), ["aborted", "authorized"], "the outcomes of the flows");
        await until(() => app.text() === "authorized", "the component that is authorized");
        await context.redeem(app.authorizations[0]);
        unmount();
      },
    ),
  ),
];

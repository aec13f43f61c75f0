/**
 * Jest's own jsdom, which has neither `TextDecoder` nor `fetch`: enough for a component that does not
 * sign in.
 *
 * @jest-environment jsdom
 */

import { render, screen } from "@testing-library/react";

import { SignIn } from "./sign-in.jsx";

test("the component is rendered", () => {
  expect(globalThis.TextDecoder).toBeUndefined();
  render(<SignIn backend="/api/zoom/token" />);
  expect(screen.getByRole("button").textContent).toBe("Sign in with Zoom");
});

// Tests of a component that signs in, as an app has them. Jest and Vitest run this file as it is.

import { fireEvent, render, screen } from "@testing-library/react";
import zoomSdk from "@zoom/appssdk";
import { startSimulator } from "zoom-pkce/simulator";

import { SignIn } from "./sign-in.jsx";

const { BACKEND, ZOOM } = process.env;
let simulator;

beforeEach(async () => {
  simulator = startSimulator({ server: ZOOM });
  await zoomSdk.config({ capabilities: ["authorize", "onAuthorized"], version: "0.16.0" });
});

afterEach(() => simulator.stop());

test("a person signs in", async () => {
  render(<SignIn backend={BACKEND} />);
  fireEvent.click(screen.getByRole("button"));
  expect(await screen.findByText("Hello Simulated User")).toBeTruthy();
});

test("a person declines", async () => {
  simulator.person = "decline";
  render(<SignIn backend={BACKEND} />);
  fireEvent.click(screen.getByRole("button"));
  expect((await screen.findByRole("alert")).textContent).toBe("access_denied");
});

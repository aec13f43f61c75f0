import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import { startSimulator } from "zoom-pkce/simulator";

import { App } from "./App";

let simulator;

beforeEach(() => {
  simulator = startSimulator({ server: "/zoom" });
});

afterEach(() => simulator.stop());

async function clickSignIn() {
  render(<App />);
  const button = await screen.findByRole("button");
  await waitFor(() => expect(button.disabled).toBe(false));
  fireEvent.click(button);
}

test("a person signs in", async () => {
  await clickSignIn();
  expect((await screen.findByRole("status")).textContent).toBe("Signed in as Simulated User");
});

test("a person declines", async () => {
  simulator.person = "decline";
  await clickSignIn();
  expect((await screen.findByRole("alert")).textContent).toMatch(/\(access_denied\)/);
});

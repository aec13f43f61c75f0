// Answers who is signed in.

import { readSession } from "../../../../lib/session.js";

export async function GET() {
  const { user } = await readSession();
  const headers = { "cache-control": "no-store" };
  return user
    ? Response.json({ name: user.name }, { headers })
    : Response.json({ error: "not_signed_in" }, { status: 401, headers });
}

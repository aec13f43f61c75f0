import { readSession } from "../../../../lib/session.js";

export async function GET() {
  const { user } = await readSession();
  return user
    ? Response.json({ name: user.name })
    : Response.json({ error: "not_signed_in" }, { status: 401 });
}

// Next.js calls `register` once, when the server starts. A missing setting is reported then, not at
// the first sign-in.

export function register() {
  for (const name of ["ZOOM_CLIENT_ID", "ZOOM_CLIENT_SECRET", "ZOOM_REDIRECT_URI"]) {
    if (!process.env[name]) throw new Error(`${name} is not set.`);
  }
  const { SESSION_SECRET = "" } = process.env;
  if (SESSION_SECRET.length < 32) throw new Error("SESSION_SECRET must have at least 32 characters.");
}

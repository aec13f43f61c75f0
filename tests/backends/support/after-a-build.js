// Preloaded before `npm run backend`. If that command builds the package, the lock of the build adds
// handlers of signals after those of the command. This file adds such handlers without a build.

process.on("newListener", (event) => {
  if (event === "SIGTERM") setImmediate(() => import("proper-lockfile"));
});

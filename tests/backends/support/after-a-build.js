// Preloaded before a script. It adds the signal handlers that the lock of a build adds, after the
// script's own handlers.

process.on("newListener", (event) => {
  if (event === "SIGTERM") setImmediate(() => import("proper-lockfile"));
});

// Loaded before a script, as if it had something to build: the lock of a build listens for signals, after the script does.

process.on("newListener", (event) => {
  if (event === "SIGTERM") setImmediate(() => import("proper-lockfile"));
});

# Runs dist/worker.js on this machine, without access to other machines.

using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "app", worker = .app),
    (name = "internet", network = (allow = ["127.0.0.0/8"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "app")],
);

const app :Workerd.Worker = (
  modules = [(name = "worker.js", esModule = embed "dist/worker.js")],
  compatibilityDate = "2026-10-23",
  bindings = [
    (name = "TOKEN_URL", fromEnvironment = "TOKEN_URL"),
    (name = "REDIRECT_URI", fromEnvironment = "REDIRECT_URI"),
  ],
);

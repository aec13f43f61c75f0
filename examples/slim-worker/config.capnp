# The configuration of workerd. The bindings get their values from the environment.

using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "main", worker = .worker),
    # "private" lets the worker reach a simulated Zoom on this machine.
    (name = "internet", network = (allow = ["public", "private"], tlsOptions = (trustBrowserCas = true))),
  ],
  sockets = [(name = "http", address = "127.0.0.1:8787", service = "main")],
);

const worker :Workerd.Worker = (
  compatibilityDate = "2026-10-01",
  modules = [
    (name = "worker.js", esModule = embed "dist/worker.js"),
    (name = "./zoom_pkce.wasm", wasm = embed "dist/zoom_pkce.wasm"),
  ],
  bindings = [
    (name = "ZOOM_CLIENT_ID", fromEnvironment = "ZOOM_CLIENT_ID"),
    (name = "ZOOM_CLIENT_SECRET", fromEnvironment = "ZOOM_CLIENT_SECRET"),
    (name = "ZOOM_REDIRECT_URI", fromEnvironment = "ZOOM_REDIRECT_URI"),
    (name = "ZOOM_AUTHORIZE_URL", fromEnvironment = "ZOOM_AUTHORIZE_URL"),
    (name = "ZOOM_TOKEN_URL", fromEnvironment = "ZOOM_TOKEN_URL"),
    (name = "VERIFIER_SECRET", fromEnvironment = "VERIFIER_SECRET"),
  ],
);

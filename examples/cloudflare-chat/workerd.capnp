# The Worker in a plain workerd: one HTTP socket, DATABASE_URL from the environment, and TCP to the database.
using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "chat", worker = .chat),
    # A database on this machine has a private address, which workerd refuses unless it is allowed.
    (name = "internet", network = (allow = ["public", "private", "local"], tlsOptions = (trustBrowserCas = true))),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "chat")],
);

const chat :Workerd.Worker = (
  modules = [(name = "worker.js", esModule = embed "dist/worker.js")],
  compatibilityDate = "2026-04-01",
  compatibilityFlags = ["nodejs_compat"],
  bindings = [(name = "DATABASE_URL", fromEnvironment = "DATABASE_URL")],
);

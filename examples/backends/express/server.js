// A Zoom App's backend on Express. Sessions are in Redis, so any number of instances can run behind
// a load balancer.

import express from "express";

import { addingTheApp } from "./routes/adding-the-app.js";
import { inClient } from "./routes/in-client.js";
import { openingTheApp } from "./routes/opening-the-app.js";
import { sessions } from "./session.js";
import { port } from "./settings.js";

const server = express();

// The proxy in front ends TLS and sends X-Forwarded-Proto. Express must trust it to set Secure
// cookies.
server.set("trust proxy", 1);
server.use(sessions);
server.use("/api/zoom", inClient, addingTheApp, openingTheApp);

server.get("/api/zoom/session", (req, res) => {
  res.set("cache-control", "no-store");
  if (!req.session.user) return res.status(401).json({ error: "not_signed_in" });
  res.json({ name: req.session.user.name });
});

server.use((error, _req, res, next) => {
  console.error(error);
  if (res.headersSent) return next(error);
  res.status(500).set("cache-control", "no-store").json({ error: "server_error" });
});

server.listen(Number(port), "127.0.0.1", (error) => {
  if (error) throw error;
  console.log(`Listening at http://127.0.0.1:${port}/`);
});

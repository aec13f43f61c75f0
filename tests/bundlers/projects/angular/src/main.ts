import { bootstrapApplication } from "@angular/platform-browser";
import zoomSdk from "@zoom/appssdk";

import { App } from "./app";

await zoomSdk.config({ capabilities: ["authorize", "onAuthorized"], version: "0.16.0" });
await bootstrapApplication(App);

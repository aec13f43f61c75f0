import zoomSdk from "@zoom/appssdk";
import { createApp } from "vue";

import App from "./App.vue";

await zoomSdk.config({ capabilities: ["authorize", "onAuthorized"], version: "0.16.0" });
createApp(App).mount("main");

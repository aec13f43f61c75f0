import zoomSdk from "@zoom/appssdk";
import { mount } from "svelte";

import App from "./App.svelte";

await zoomSdk.config({ capabilities: ["authorize", "onAuthorized"], version: "0.16.0" });
mount(App, { target: document.querySelector("main") });

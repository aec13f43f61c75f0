import zoomSdk from "@zoom/appssdk";

export default defineNuxtPlugin(async () => {
  await zoomSdk.config({ capabilities: ["authorize", "onAuthorized"], version: "0.16.0" });
});

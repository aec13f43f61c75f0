import zoomSdk from "@zoom/appssdk";

export async function init() {
  await zoomSdk.config({ capabilities: ["authorize", "onAuthorized"], version: "0.16.0" });
}

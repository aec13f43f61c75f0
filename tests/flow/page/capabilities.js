// What the app asks for in `zoomSdk.config`.

/** What the flow needs. */
export const NEEDED = ["authorize", "onAuthorized"];

/** And what it needs in guest mode. */
export const FOR_GUESTS = [...NEEDED, "getUserContext", "promptAuthorize", "onMyUserContextChange"];

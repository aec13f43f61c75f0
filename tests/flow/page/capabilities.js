// The capabilities that the app lists in `zoomSdk.config`.

/** The capabilities that the flow needs. */
export const NEEDED = ["authorize", "onAuthorized"];

/** The capabilities that the flow needs in guest mode. */
export const FOR_GUESTS = [...NEEDED, "getUserContext", "promptAuthorize", "onMyUserContextChange"];

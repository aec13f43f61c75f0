// The SDK names it in every call, and jsdom does not have it.
globalThis.ImageData ??= class {};

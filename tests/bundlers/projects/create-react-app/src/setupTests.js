// The globals that the jsdom of Jest 27 lacks: the SDK needs ImageData, zoom-pkce the others.

import { webcrypto } from "crypto";
import { TextDecoder, TextEncoder } from "util";
import { deserialize, serialize } from "v8";

class ImageData {}

const structuredClone = (value) => deserialize(serialize(value));

Object.assign(globalThis, { crypto: webcrypto, ImageData, structuredClone, TextDecoder, TextEncoder });

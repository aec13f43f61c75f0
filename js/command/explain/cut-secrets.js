// Takes secrets out of a text that was pasted. What they are is not known, so everything that can be
// one goes.

const CUT = "[cut]";

/** Members, parameters and headers whose values are secret, or lead to a secret. */
const SECRET_NAMES = [
  ...["code_verifier", "code_challenge", "access_token", "refresh_token", "id_token", "client_secret"],
  ...["codeVerifier", "codeChallenge", "accessToken", "refreshToken", "clientSecret", "x-zoom-app-context"],
  ...["client_id", "clientId", "account_id", "accountId", "state", "token", "secret", "password"],
  ...["set-cookie", "cookie", "ZOOM_CLIENT_SECRET", "ZOOM_CLIENT_ID", "ZOOM_ACCOUNT_ID"],
].join("|");

/** The value after a name: in quotes of any kind, or up to a space or a separator. */
const VALUE = /("[^"\n]*"|'[^'\n]*'|[‘’“”][^‘’“”\n]*[‘’“”]|[^\s"'&,;})\]]+)/.source;

/** Names that never mean anything else. A header's value goes up to the end of its line. */
const NAMED = new RegExp(`\\b(${SECRET_NAMES})(["'‘’“”]?\\s*[:=]\\s*)${VALUE}`, "gi");

/**
 * `code` is the authorization code, and in errors of this package and of Zoom's the name or the number
 * of the error.
 */
const CODE = new RegExp(`\\b(code)(["'‘’“”]?\\s*[:=]\\s*)${VALUE}`, "gi");
const ERROR_CODE = /^["'‘’“”]?([a-z]+(_[a-z]+)+|timeout|aborted|\d{1,6})["'‘’“”]?$/;

/** Words in front of a secret. */
const INTRODUCED = /\b(Invalid authorization code|Bearer|Basic)(\s+)([^\s"'‘’“”,;})\]]+)/gi;

/** The credentials of a curl command. */
const CURL_USER = /(\s(?:-u|--user)[ =]*)(\S+:\S+)/g;

/** Credentials in a URL. */
const URL_USER = /(\/\/)([^\s/@:]+:[^\s/@]+)(?=@)/g;

/** A word of at least 20 characters. With upper and lower case and a digit, only a program writes it. */
const LONG_WORD = /[\w~+=-]{20,}(?:\.[\w~+=-]+)*/g;
const IN_OPAQUE = [/[A-Z]/, /[a-z]/, /\d/];

/**
 * Takes out everything that can be a code, a code verifier, a token or a credential.
 *
 * @param {string} text
 * @returns {{ text: string, cuts: number }} The text without them, and how many there were.
 */
export function cutSecrets(text) {
  let cuts = 0;
  const cut = () => {
    cuts++;
    return CUT;
  };
  const isCut = (/** @type {string} */ value) => /\[(cut|redacted)\b/i.test(value);
  /** @type {(all: string, name: string, between: string, value: string) => string} */
  const cutValue = (all, name, between, value) => (isCut(value) ? all : `${name}${between}${cut()}`);
  const cutText = text
    .replace(/\\(["'])/g, "$1")
    .replace(CODE, (all, name, between, value) =>
      ERROR_CODE.test(value) ? all : cutValue(all, name, between, value),
    )
    .replace(NAMED, cutValue)
    .replace(INTRODUCED, cutValue)
    .replace(CURL_USER, (_, flag) => `${flag}${cut()}`)
    .replace(URL_USER, (_, slashes) => `${slashes}${cut()}`)
    .replace(LONG_WORD, (word) => (IN_OPAQUE.every((part) => part.test(word)) ? cut() : word));
  return { text: cutText, cuts };
}

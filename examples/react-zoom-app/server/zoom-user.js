// The person at Zoom.

const API_TIMEOUT_MS = 10_000;

/**
 * Asks Zoom whose access token it is.
 *
 * @param {string} userUrl The URL of `GET /v2/users/me`.
 * @param {string} accessToken
 * @returns {Promise<{ id: string, name: string }>} The Zoom user ID, and the name.
 */
export async function readZoomUser(userUrl, accessToken) {
  const response = await fetch(userUrl, {
    headers: { authorization: `Bearer ${accessToken}` },
    signal: AbortSignal.timeout(API_TIMEOUT_MS),
  });
  if (!response.ok) throw new Error(`${userUrl} answered with HTTP status ${response.status}`);
  const { id, display_name, first_name, last_name } = await response.json();
  if (typeof id !== "string" || id === "") throw new Error(`${userUrl} answered without a user's ID`);
  return { id, name: display_name || [first_name, last_name].filter(Boolean).join(" ") };
}

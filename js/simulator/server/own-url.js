/**
 * Returns the URL that the endpoints are below, without a slash at its end.
 *
 * @param {Request} request A request to one of them.
 * @param {{ basePath: string }} settings
 */
export const ownUrl = (request, { basePath }) => new URL(request.url).origin + basePath;

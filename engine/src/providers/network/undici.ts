/**
 * The undici package, loaded after the one inside Node: whichever comes first names the agent of Node's built-in fetch, and
 * with Node 20 the package's does not fit it (whoever sets a Content-Length gets an error). Reading `Response` loads Node's
 * own. A static import would come first, wherever it stands. Needless once Node's own is version 7 or later, as in Node 24.
 */
Reflect.get(globalThis, 'Response');

export const { Agent, fetch: undiciFetch } = await import('undici');

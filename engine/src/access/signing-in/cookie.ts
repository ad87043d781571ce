import type { IncomingHttpHeaders } from 'node:http';

const name = 'pih_session';

/**
 * Where browsers reach the hub by https they take a cookie of this name from the hub's own host alone (RFC 6265bis, section
 * 4.1.3.2): nobody at a neighbouring name can plant a session of theirs.
 */
const nameOf = (secure: boolean): string => (secure ? `__Host-${name}` : name);

/** The session token that a request carries; undefined without one. */
export function sessionTokenOf({ cookie = '' }: IncomingHttpHeaders, secure: boolean): string | undefined {
  for (const pair of cookie.split(';')) {
    const [key, value] = pair.trim().split('=', 2);
    if (key === nameOf(secure) && value) return value;
  }
  return undefined;
}

// The prefix asks for the path "/"; without it only the API gets the cookie, as pages and the checkout need none.
// Written here rather than by ctx.cookies, which refuses "Secure" when a proxy in front has already unpacked TLS.
const written = (value: string, maxAgeSeconds: number, secure: boolean): string =>
  `${nameOf(secure)}=${value}; Path=${secure ? '/' : '/v1'}; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;

/** A Set-Cookie that no script reads and no other site sends along. */
export const sessionCookie = (token: string, lifetimeMs: number, secure: boolean): string =>
  written(token, Math.floor(lifetimeMs / 1000), secure);

/** A Set-Cookie that takes the session away. */
export const endedCookie = (secure: boolean): string => written('', 0, secure);

import type { IncomingHttpHeaders } from 'node:http';

const name = 'pih_session';

/** The session token that a request carries; undefined without one. */
export function sessionTokenOf({ cookie = '' }: IncomingHttpHeaders): string | undefined {
  for (const pair of cookie.split(';')) {
    const [key, value] = pair.trim().split('=', 2);
    if (key === name && value) return value;
  }
  return undefined;
}

// Only the API needs it, so pages, assets and the checkout never carry it.
// Written here rather than by ctx.cookies, which refuses "Secure" when a proxy in front has already unpacked TLS.
const written = (value: string, maxAgeSeconds: number, secure: boolean): string =>
  `${name}=${value}; Path=/v1; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;

/** A Set-Cookie that no script reads and no other site sends along. */
export const sessionCookie = (token: string, lifetimeMs: number, secure: boolean): string =>
  written(token, Math.floor(lifetimeMs / 1000), secure);

/** A Set-Cookie that takes the session away. */
export const endedCookie = (secure: boolean): string => written('', 0, secure);

import type { Credentials } from '../../credentials.ts';
import { WireFault } from '../../wire.ts';
import type { Auth } from './auth.ts';

/** A token and until when it is used, in milliseconds since 1970. */
export interface Token {
  readonly value: string;
  readonly goodUntil: number;
}

/** A request for a token, shared by every call that needs it; once answered it serves until `goodUntil`. */
interface Asked {
  readonly key: string;
  readonly token: Promise<Token>;
  goodUntil: number;
  value?: string;
}

/** How long before its end a token is replaced, so that none expires on its way. */
const early = 60_000;

/** RFC 6749 leaves the lifetime optional; where nobody says, a token serves for a minute. */
const unknownLifetime = 60_000;

/**
 * A token for `seconds` from now on.
 * @param seconds as the provider says it; anything but a positive number counts as not said
 * @throws WireFault when there is no token in the answer
 */
export function tokenFor(value: unknown, seconds: unknown, now: number): Token {
  if (typeof value !== 'string' || value === '') throw new WireFault('unreadable_answer');
  const said = Number(seconds ?? NaN) * 1000;
  const lifetime = said > 0 ? said : unknownLifetime;
  return { value, goodUntil: now + Math.max(lifetime - early, lifetime / 2) };
}

/**
 * Sends a token in a header. One token is kept and shared by all calls, replaced early, and given up when it is refused.
 * @param ask for a new one
 */
export function tokenAuth(
  { header = 'Authorization', prefix = 'Bearer ' }: { header?: string; prefix?: string },
  now: () => Date,
  ask: (credentials: Credentials) => Promise<Token>,
): Auth {
  const name = header.toLowerCase();
  let current: Asked | undefined;

  const tokenOf = (credentials: Credentials): Promise<Token> => {
    const key = JSON.stringify(credentials);
    if (current?.key === key && now().getTime() < current.goodUntil) return current.token;
    const asked: Asked = { key, token: ask(credentials), goodUntil: Infinity };
    current = asked;
    asked.token.then(
      (answer) => Object.assign(asked, answer),
      () => {
        if (current === asked) current = undefined; // a failure is not kept: the next call asks anew
      },
    );
    return asked.token;
  };

  return {
    async prove(_, credentials) {
      try {
        return { headers: { [name]: prefix + (await tokenOf(credentials)).value } };
      } catch (error) {
        // Without a token the call itself was never made.
        throw error instanceof WireFault ? new WireFault('unreachable', error) : error;
      }
    },
    refused({ headers }) {
      // Of several calls refused at once only the first gives the token up; the others find its successor.
      if (current && headers[name] === prefix + current.value) current = undefined;
      return true;
    },
  };
}

import { ruleInWords } from '@pih/schemas';
import type { LookupFunction } from 'node:net';
import type { Dispatcher } from 'undici';
import { parseRange, type AddressRange } from './addresses.ts';
import { AddressRefused, guardedLookup, whyRefused } from './guard.ts';
import { Agent, undiciFetch } from './undici.ts';

/** Shorter than any deadline, so that a provider nobody can connect to is told from one that does not answer. */
const connectTimeoutMs = 5_000;
/** Per provider: enough for a busy hour, and one that hangs cannot use up the machine's sockets. */
const connections = 64;

function agentWith(lookup?: LookupFunction): Dispatcher {
  return new Agent({ connections, connect: { timeout: connectTimeoutMs, ...(lookup && { lookup }) } });
}

/**
 * Node's own fetch takes no agent of another undici, so this is undici's; the two are used alike. Whatever somebody asks for,
 * a redirect is handed back and not followed: where it leads has passed no guard.
 */
const fetchWith =
  (agent: Dispatcher): typeof fetch =>
  (input, init) =>
    undiciFetch(String(input), {
      ...(init as object),
      redirect: 'manual',
      dispatcher: agent,
    }) as unknown as Promise<Response>;

/** To wherever the address leads: for the simulators beside the engine. */
let unguarded: typeof fetch | undefined;
/** By what is allowed besides the public internet. One agent serves every provider: connections are kept and shared. */
const guarded = new Map<string, typeof fetch>();

/**
 * The fetch that reaches anything. Only for the server of the simulators, which runs beside the engine outside production.
 */
export const openFetch = (): typeof fetch => (unguarded ??= fetchWith(agentWith()));

/**
 * The fetch for addresses that a document names: it reaches the public internet, and what is allowed besides.
 * @param allowed ranges such as "192.168.7.0/24"
 * @param lookup for tests: another look-up of names than the system's
 * @throws (the fetch) AddressRefused, perhaps as the cause of what fetch throws; then nothing was sent
 */
export function guardedFetch(allowed: readonly string[] = [], lookup?: LookupFunction): typeof fetch {
  const key = allowed.join();
  const known = lookup ? undefined : guarded.get(key);
  if (known) return known;
  const ranges = allowed.map(parseRange);
  const made = refusing(ranges, fetchWith(agentWith(guardedLookup(ranges, lookup))));
  if (!lookup) guarded.set(key, made);
  return made;
}

/** An address that is a number is connected to without a look-up, so it is judged as it is written. */
const refusing =
  (allowed: readonly AddressRange[], then: typeof fetch): typeof fetch =>
  async (input, init) => {
    const why = whyRefused(String(input), allowed);
    if (why) throw new AddressRefused(`Its address ${ruleInWords(why.rule, why.params)}`);
    return then(input, init);
  };

/** Why nothing was sent, when that is the reason; fetch hides it in a chain of causes. */
export function refusalIn(error: unknown): AddressRefused | undefined {
  if (error instanceof AddressRefused) return error;
  if (error instanceof AggregateError) return error.errors.map(refusalIn).find(Boolean);
  return error instanceof Error ? refusalIn(error.cause) : undefined;
}

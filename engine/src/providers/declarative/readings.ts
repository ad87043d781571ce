import type { ProviderOperation } from '@pih/schemas';
import { readAmount, type AmountFormat } from '../amounts.ts';
import type { AttemptContext, Outcome } from '../connector.ts';
import type { Context, Mappings } from './mappings.ts';
import type { State, StatusMap } from './status-map.ts';

/** What an operation's answer says: an outcome, or one of two things that only mean another call. */
export type Reading =
  | Outcome
  | { readonly kind: 'approved'; readonly memory?: Record<string, string> }
  | { readonly kind: 'look-up'; readonly memory?: Record<string, string> };

export const unreadable = { kind: 'unknown', because: 'unreadable_answer' } as const;
/** The provider was too busy to look at the call, and says so: nothing happened there. */
export const notListened = { kind: 'unknown', because: 'unreachable' } as const;

interface Reader {
  readonly mappings: Mappings;
  readonly statuses: StatusMap;
  readonly amounts: AmountFormat;
  readonly now: () => Date;
}

/** Reads the answer of a payment operation that went through. @throws MappingFault */
export async function readAnswer(
  reader: Reader,
  operation: ProviderOperation,
  context: Context,
  { payment, attempt }: AttemptContext,
): Promise<Reading> {
  const { mappings } = reader;
  const reference = (await mappings.text(operation.reference, context)) ?? attempt.reference;
  const memory = await remembered(mappings, operation, context);
  const url = await mappings.address(operation.redirect, { ...context, reference });
  if (url !== undefined)
    return reference && isWebAddress(url) ? { kind: 'redirect', reference, url, ...memory } : unreadable;
  if (operation.status === undefined) return { kind: 'look-up', ...memory };

  const state = reader.statuses.state(await mappings.text(operation.status, context));
  switch (state) {
    case undefined:
      return unreadable;
    case 'authorized':
    case 'paid': {
      if (!reference) return unreadable;
      const said = await mappings.value(operation.amount, context);
      const amount = readAmount(said, payment.total.currency, reader.amounts);
      // A sum that cannot be read is not "as much as was asked".
      if (said !== undefined && said !== null && amount === undefined) return unreadable;
      return {
        kind: state,
        reference,
        at: await momentOf(reader, operation, context),
        ...(amount && { amount }),
        ...memory,
      };
    }
    case 'pending':
    case 'processing':
      return { kind: state, ...(reference && { reference }), ...memory };
    case 'approved':
      return { kind: 'approved', ...memory };
    default:
      return ended(reader.statuses, state, await mappings.text(operation.reason, context));
  }
}

/** An attempt that ended without money; the code says why, where the provider gave one. */
export function ended(
  statuses: StatusMap,
  state: Extract<State, 'declined' | 'canceled' | 'expired'>,
  code: string | undefined,
): Outcome {
  if (state !== 'declined') return { kind: state };
  return { kind: 'declined', reason: statuses.reason(code), final: true, ...(code && { providerCode: code }) };
}

async function remembered(mappings: Mappings, { remember = {} }: ProviderOperation, context: Context) {
  const entries = Object.entries(remember).map(
    async ([name, how]) => [name, await mappings.text(how, context)] as const,
  );
  const known = (await Promise.all(entries)).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  return known.length > 0 ? { memory: Object.fromEntries(known) as Record<string, string> } : {};
}

async function momentOf({ mappings, now }: Reader, operation: ProviderOperation, context: Context): Promise<Date> {
  const at = new Date((await mappings.text(operation.at, context)) ?? NaN);
  return Number.isNaN(at.getTime()) ? now() : at;
}

const isWebAddress = (url: string): boolean => URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);

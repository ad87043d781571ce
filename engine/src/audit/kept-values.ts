import { redacted, redactText } from '../redaction/index.ts';
import { canonical } from './canonical.ts';
import type { Values } from './entry.ts';

/** Longer values say that they changed, not what they say; the documents themselves are kept elsewhere. */
const longest = 1_000;
/** More fields than anybody reads in one row. */
const most = 60;

/**
 * What the trail keeps of values, as canonical JSON: without secrets, card numbers and what names a person. A trail cannot
 * be cleaned later, so nothing gets in that might have to go.
 */
export const kept = (values: Values): string =>
  canonical(
    Object.fromEntries(
      Object.entries(values)
        .slice(0, most)
        .map(([name, value]) => [name, short(redacted({ [name]: value }), name)]),
    ),
  );

/** A value that is too long leaves its length behind. */
function short(clean: unknown, name: string): unknown {
  const value = (clean as Record<string, unknown>)[name];
  const { length } = JSON.stringify(value ?? null);
  return length > longest ? { $length: length } : value;
}

/** A reason as the trail keeps it; people write all kinds of things there. */
export const keptReason = (reason: string): string => redactText(reason).slice(0, 2 * longest);

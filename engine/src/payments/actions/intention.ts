import { createHash } from 'node:crypto';
import { marked, type HubContext, type HubMiddleware, type Intention } from '../../http/index.ts';
import { IdempotencyKeyMissing, IdempotencyKeyReused } from '../problems.ts';

/** Keeps the key of one caller apart from the same words of another. */
const owned = (ctx: HubContext, key: string): string => `${ctx.state.caller?.id ?? 'shopper'}:${key}`;

const readIntention: HubMiddleware = async (ctx, next) => {
  const key = ctx.get('idempotency-key').trim();
  if (!/^[\x20-\x7e]{1,255}$/.test(key)) throw new IdempotencyKeyMissing({});
  const fingerprint = createHash('sha256')
    .update(`${ctx.method} ${ctx.path}\n${canonical(ctx.state.input)}`)
    .digest('base64url');
  ctx.state.intention = { key: owned(ctx, key), fingerprint };
  await next();
};

/**
 * Reads the Idempotency-Key header (draft-ietf-httpapi-idempotency-key-header): the caller's name for one intention. Stands
 * after `input`, because what was asked is part of what the key stands for.
 * @throws IdempotencyKeyMissing
 */
export const intended = marked(readIntention, {
  isIdempotent: true,
  problems: [IdempotencyKeyMissing, IdempotencyKeyReused],
});

/** The intention of a request that passed `intended`. */
export function intentionOf(ctx: HubContext): Intention {
  if (!ctx.state.intention) throw new TypeError('This route does not read the Idempotency-Key');
  return ctx.state.intention;
}

/** JSON with sorted keys, so that the same request in another order of fields is the same request. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  );
}

import { PassThrough } from 'node:stream';
import type { HubContext } from '../../http/index.ts';
import { stateShown } from './checkout.ts';
import type { PaymentDependencies } from '../dependencies.ts';
import type { StoredPayment } from '../record/payment.ts';
import { TooManyPages } from '../problems.ts';

/** Often enough that no proxy takes the stream for dead. */
const heartbeatMs = 20_000;

/** How many pages may follow one payment at once: more than a shopper has open, few enough that a link cannot fill us. */
const pages = 20;

/** How many streams of a payment are open in this engine. */
const openPages = new Map<string, number>();

/** Counts one more page of a payment; returns how to give its place back. @throws TooManyPages */
function takePlace(id: string): () => void {
  const taken = openPages.get(id) ?? 0;
  if (taken >= pages) throw new TooManyPages({ pages });
  openPages.set(id, taken + 1);
  return () => {
    const left = (openPages.get(id) ?? 0) - 1;
    if (left > 0) openPages.set(id, left);
    else openPages.delete(id);
  };
}

/**
 * Tells the shopper's page each state of its payment as it comes (server-sent events, WHATWG HTML section 9.2).
 * @throws TooManyPages
 */
export async function streamStates(
  deps: PaymentDependencies,
  ctx: HubContext,
  { _id: id }: StoredPayment,
): Promise<void> {
  const leavePlace = takePlace(id);
  const stream = new PassThrough();
  let told: string | undefined;
  let seen = 0;
  const tell = (payment: StoredPayment) => {
    // A look that began earlier may end later.
    if (payment.version < seen) return;
    seen = payment.version;
    const state = stateShown(payment, deps.now());
    if (state !== told) stream.write(`data: ${JSON.stringify({ state })}\n\n`);
    told = state;
  };
  const stopListening = deps.changes.follow((changed) => {
    if (changed._id === id) tell(changed);
  });
  // Nothing tells when its time is over.
  const heartbeat = setInterval(() => {
    stream.write(': still here\n\n');
    deps.payments.get(id).then(tell, (error: unknown) => deps.log.warn({ err: error, payment: id }, 'could not look'));
  }, heartbeatMs);
  const stop = () => {
    clearInterval(heartbeat);
    stopListening();
    leavePlace();
    stream.destroy();
  };
  if (ctx.res.destroyed) stop();
  else ctx.res.once('close', stop);
  ctx.type = 'text/event-stream';
  ctx.set('Cache-Control', 'no-store');
  ctx.set('X-Accel-Buffering', 'no');
  ctx.status = 200;
  ctx.body = stream;
  // Read after listening began, so that no change falls between the two.
  tell(await deps.payments.get(id));
}

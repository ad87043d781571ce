import { PassThrough } from 'node:stream';
import type { HubContext } from '../http/index.ts';
import { checkoutView } from './checkout.ts';
import type { PaymentDependencies } from './dependencies.ts';
import type { StoredPayment } from './payment.ts';

/** Often enough that no proxy takes the stream for dead. */
const heartbeatMs = 20_000;

/** Tells the shopper's page each state of its payment as it comes (server-sent events, WHATWG HTML section 9.2). */
export function streamStates(deps: PaymentDependencies, ctx: HubContext, payment: StoredPayment): void {
  const stream = new PassThrough();
  const tell = (now: StoredPayment) =>
    stream.write(`data: ${JSON.stringify({ state: checkoutView(deps, now).state })}\n\n`);
  const stopListening = deps.payments.onChange((changed) => {
    if (changed._id === payment._id) tell(changed);
  });
  const heartbeat = setInterval(() => stream.write(': still here\n\n'), heartbeatMs);
  ctx.req.on('close', () => {
    clearInterval(heartbeat);
    stopListening();
    stream.end();
  });
  ctx.type = 'text/event-stream';
  ctx.set('Cache-Control', 'no-store');
  ctx.set('X-Accel-Buffering', 'no');
  ctx.status = 200;
  ctx.body = stream;
  tell(payment);
}

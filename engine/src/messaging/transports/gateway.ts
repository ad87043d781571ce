import type { Gateway } from '../../providers/index.ts';
import type { Transport } from './transport.ts';

/** Plain texts through whatever gateway a channel document describes. */
export const throughGateway = (gateway: Gateway): Transport => ({
  via: 'http',
  isRepeatable: gateway.isRepeatable,
  async send({ message }, begin) {
    await begin();
    const { _id: id, text, subject, language, payment, to } = message;
    const told = { id, text, language, ...(subject && { subject }), ...(payment && { reference: payment.reference }) };
    return gateway.send(told, to, id);
  },
});

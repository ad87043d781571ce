import { PayPalFault } from './errors.ts';
import { Input } from './input.ts';
import { rawMember } from './raw-member.ts';
import type { Signer } from './signature.ts';

/**
 * POST /v1/notifications/verify-webhook-signature: says whether an event with its headers came from here. The event is
 * taken as the text it is in the request, so a caller that writes its JSON anew fails, as at PayPal.
 * @throws PayPalFault 400 when a field is missing
 */
export function verifyWebhook(signer: Signer, body: string): { verification_status: 'SUCCESS' | 'FAILURE' } {
  const input = Input.parse(body);
  const event = rawMember(body, 'webhook_event');
  const required = ['auth_algo', 'cert_url', 'transmission_id', 'transmission_sig', 'transmission_time', 'webhook_id'];
  const absent = event === undefined ? 'webhook_event' : required.find((field) => !input.has(field));
  if (absent !== undefined || event === undefined) {
    throw new PayPalFault(400, 'VALIDATION_ERROR', 'Invalid data provided', [
      { issue: 'MISSING_REQUIRED_PARAMETER', description: 'A required parameter is missing.', field: `/${absent}` },
    ]);
  }
  const transmission = {
    id: input.requiredText('transmission_id'),
    time: input.requiredText('transmission_time'),
    signature: input.requiredText('transmission_sig'),
    algorithm: input.requiredText('auth_algo'),
    certUrl: input.requiredText('cert_url'),
  };
  const isOurs = signer.vouchesFor(transmission, input.requiredText('webhook_id'), event);
  return { verification_status: isOurs ? 'SUCCESS' : 'FAILURE' };
}

import { WebhookNotChecked } from '../../problems.ts';
import { WireFault } from '../../wire.ts';
import { CredentialsRefused } from '../auth/index.ts';
import { MappingFault } from '../expressions.ts';
import type { Workshop } from '../payments.ts';
import type { Check, VerifyOf } from './genuine.ts';

/** The provider is asked whether it sent this; the received text stands in the question as it came. */
export function askingCheck({ document, mappings, call }: Workshop, verify: VerifyOf<'ask-provider'>): Check {
  return async ({ raw: { headers, body } }) => {
    const rawBody = jsonTextOf(body);
    // Spliced into the question, anything but one whole JSON value could add members of its own to it.
    if (rawBody === undefined) return undefined;
    try {
      const answer = await call(verify.request, { headers, rawBody });
      // The provider finds the question malformed: what came has not the parts of a genuine webhook.
      if (answer.status === 400 || answer.status === 422) return undefined;
      if (answer.status >= 400) throw new WebhookNotChecked({ provider: document.id });
      return (await mappings.value(verify.genuine, { response: answer.body })) === true ? {} : undefined;
    } catch (fault) {
      const isUnanswered = [WireFault, CredentialsRefused, MappingFault].some((kind) => fault instanceof kind);
      throw isUnanswered ? new WebhookNotChecked({ provider: document.id }) : fault;
    }
  };
}

/** The text of a body that is one JSON value in UTF-8. */
function jsonTextOf(body: Buffer): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
    JSON.parse(text);
    return text;
  } catch {
    return undefined; // not UTF-8 or not JSON, which no provider sends
  }
}

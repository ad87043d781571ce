import { recipientFor } from './channels.ts';
import type { StoredMessage } from './model.ts';
import type { Draft, Tried } from './preview.ts';
import { TemplateBroken } from './problems.ts';

/** What a test of a draft is stored with. */
export type TestMessage = Pick<
  StoredMessage,
  'title' | 'notification' | 'channel' | 'form' | 'to' | 'language' | 'subject' | 'html' | 'text' | 'sender' | 'payment'
>;

/** A draft that was tried out, as a message to one address. @throws TemplateBroken, RecipientUnusable */
export function testOf(draft: Draft, tried: Tried, to: string): TestMessage {
  const { text, brand, subject, html, payment, language, issues } = tried;
  if (text === undefined || !brand)
    throw new TemplateBroken({
      because: issues.find(({ severity }) => severity === 'error')?.message ?? 'has no brand to look like',
    });
  return {
    title: draft.title,
    ...(draft.id && { notification: draft.id }),
    channel: draft.channel.id,
    form: draft.channel.transport.type === 'email' ? 'email' : 'text',
    to: recipientFor(draft.channel, to),
    language,
    ...(subject !== undefined && { subject: `[Test] ${subject}` }),
    ...(html !== undefined && { html }),
    text,
    sender: { name: brand.merchantName, ...(brand.links?.support && { replyTo: brand.links.support }) },
    ...(payment && { payment: { id: payment._id, reference: payment.reference, brand: payment.brand } }),
  };
}

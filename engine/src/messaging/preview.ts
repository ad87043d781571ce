import type { ChannelDocument, Checkout, MessagePreview, MessagePreviewRequest, Notification } from '@pih/schemas';
import type { Viewer } from '../http/index.ts';
import { brandOf, concealed, maskedIn, visiblePayment, type StoredPayment } from '../payments/index.ts';
import { compose, type Composed } from './compose.ts';
import type { MessagingDependencies } from './dependencies.ts';
import { languageFor } from './language.ts';
import { plainMail } from './notifications.ts';
import { NotificationUnknown } from './problems.ts';
import { TemplateFault } from './template/render.ts';
import { sampleFacts } from './template/sample.ts';
import { templateIssues, type TemplateIssue } from './template/check.ts';
import { formOf, shopperAddress, write } from './writing.ts';

/** As many lines as a usual order has; the sample that finds endless loops has more. */
const usualItems = 2;

/** A notification that need not be valid, as far as it can be read. */
export interface Draft extends Pick<Notification, 'body'> {
  title: string;
  id?: string;
  subject?: NonNullable<Notification['subject']>;
  attachInvoice?: boolean;
  channel: ChannelDocument;
}

/** A draft with somebody's facts, written. */
export interface Tried extends Partial<Composed> {
  language: string;
  issues: TemplateIssue[];
  payment?: StoredPayment;
  isMasked: boolean;
  brand?: Checkout;
}

const wordsOf = (given: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries(typeof given === 'object' && given !== null ? given : {}).filter(
      (entry): entry is [string, string] => /^[a-z]{2}$/.test(entry[0]) && typeof entry[1] === 'string',
    ),
  );

/** @throws NotificationUnknown */
export function draftOf(deps: Pick<MessagingDependencies, 'live'>, request: MessagePreviewRequest): Draft {
  const { notification = '', document } = request;
  const found: object | undefined = document ?? deps.live().get('notification', notification)?.document;
  if (!found) throw new NotificationUnknown({ notification });
  const given = { ...found } as Record<string, unknown>;
  const channel = typeof given['channel'] === 'string' ? deps.live().get('channel', given['channel']) : undefined;
  const subject = wordsOf(given['subject']);
  return {
    title: typeof given['title'] === 'string' ? given['title'] : 'Test',
    ...(typeof given['id'] === 'string' && { id: given['id'] }),
    body: wordsOf(given['body']),
    ...(Object.keys(subject).length > 0 && { subject }),
    attachInvoice: given['attachInvoice'] === true,
    channel: channel?.document ?? plainMail,
  };
}

/** Writes a draft with the facts of a payment that somebody may see, masked as they see them, or with made-up ones. */
export async function tryOut(
  deps: MessagingDependencies,
  viewer: Viewer,
  draft: Draft,
  request: MessagePreviewRequest,
): Promise<Tried> {
  const issues = [...templateIssues(draft), ...withoutSubject(draft)];
  const about = request.payment ? await seen(deps, viewer, request.payment) : undefined;
  const brand = about
    ? await brandOf(deps.payments, about.payment)
    : (deps.live().get('checkout', request.brand ?? '')?.document ?? deps.live().all('checkout')[0]?.document);
  const language = languageFor(draft.body, {
    asked: request.language,
    payment: about?.payment.language ?? about?.payment.shopper.language,
    brand,
  });
  const rest = {
    language,
    ...(about && { payment: about.payment }),
    isMasked: about?.isMasked ?? false,
    ...(brand && { brand }),
  };
  const hasErrors = issues.some(({ severity, path }) => severity === 'error' && path.endsWith(`/${language}`));
  if (!brand || hasErrors) return { ...rest, issues };
  try {
    if (about) {
      const invoice = await deps.invoiceOf(about.payment);
      const written = await write(deps, draft, { payment: about.payment, channel: draft.channel, invoice }, language);
      return { ...rest, ...(written && composedOf(written)), issues };
    }
    const { settings } = deps.live();
    const composed = compose({
      subject: draft.subject,
      body: draft.body,
      facts: {
        ...sampleFacts(language, usualItems),
        brand: { name: brand.merchantName, support: brand.links?.support },
        merchant: { name: settings.legal?.name ?? brand.merchantName, email: settings.legal?.email },
      },
      language,
      timeZone: settings.timeZone,
      form: formOf(draft.channel, brand, language, deps.payments.publicUrl),
    });
    return { ...rest, ...composed, issues };
  } catch (error) {
    if (!(error instanceof TemplateFault)) throw error;
    const rule = error.isEndless ? 'template-endless' : 'template-syntax';
    const issue = { path: `/body/${language}`, severity: 'error', rule, message: error.message } as const;
    return { ...rest, issues: [...issues, issue] };
  }
}

/** A payment with what somebody may not see of it masked, so that no preview tells it. */
async function seen(deps: MessagingDependencies, viewer: Viewer, id: string) {
  const payment = await visiblePayment(deps.payments, viewer, id);
  const masked = await maskedIn({ now: deps.now }, viewer, payment);
  if (masked.size === 0) return { payment, isMasked: false };
  const { shopper, items, metadata, custom, reference } = payment;
  const shown = concealed({ shopper, items, metadata, custom, reference }, shopper, masked);
  return { payment: { ...payment, ...shown }, isMasked: true };
}

const composedOf = ({ subject, html, text }: Composed): Composed => ({
  text,
  ...(subject !== undefined && { subject }),
  ...(html !== undefined && { html }),
});

const withoutSubject = ({ subject, body, channel }: Draft): TemplateIssue[] =>
  channel.transport.type !== 'email'
    ? []
    : Object.keys(body)
        .filter((language) => !subject?.[language]?.trim())
        .map((language) => ({
          path: `/subject/${language}`,
          severity: 'warning',
          rule: 'template-subject',
          message: 'is empty: the mail bears the name of the brand',
          params: { language },
        }));

export function previewView(draft: Draft, tried: Tried): MessagePreview {
  const { subject, html, text, language, issues, payment, isMasked } = tried;
  const to = payment ? shopperAddress(draft.channel, payment) : undefined;
  return {
    form: draft.channel.transport.type === 'email' ? 'email' : 'text',
    language,
    languages: Object.keys(draft.body),
    ...(to && { to }),
    ...(tried.brand && { from: tried.brand.merchantName }),
    ...(subject !== undefined && { subject }),
    ...(html !== undefined && { html }),
    ...(text !== undefined && { text }),
    issues,
    isMasked,
  };
}

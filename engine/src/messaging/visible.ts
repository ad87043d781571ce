import type { Message, MessageList, MessageQuery, MessageSummary } from '@pih/schemas';
import { decodeTime } from 'ulid';
import type { PersonalField, Viewer } from '../http/index.ts';
import { concealed, factsOf, maskedIn, type StoredPayment } from '../payments/index.ts';
import { walked, type Lane, type Question } from '../store/index.ts';
import type { MessagingDependencies } from './dependencies.ts';
import { isWritten, retryable } from './stored-messages.ts';
import type { StoredMessage } from './model.ts';
import { MessageNotFound } from './problems.ts';

/** Who looks, and whether they may see what is written about people's accounts. */
export interface Reader {
  viewer: Viewer;
  seesAccounts: boolean;
  /**
   * Whether they hold every permission there is, without any limit. A link in a mail about an account opens that account, so nobody reads it
   * here who could gain anything by it.
   */
  holdsEverything: () => Promise<boolean>;
}

const usualLimit = 50;

/** A message that somebody may see, with the personal fields that they see in part. */
interface Shown {
  message: StoredMessage;
  masked: ReadonlySet<PersonalField>;
  payment?: StoredPayment;
  /** Its words are not for this reader, whatever their roles mask. */
  isSealed?: boolean;
}

type Deps = Pick<MessagingDependencies, 'model' | 'payments' | 'now'>;

/** @throws MessageNotFound for one that does not exist and for one that they may not see, alike */
export async function visibleMessage(deps: Deps, reader: Reader, id: string): Promise<Shown> {
  const message = await deps.model.findById(id).lean<StoredMessage>();
  const [shown] = message ? await readable(deps, reader, [message]) : [];
  if (!shown) throw new MessageNotFound({ id });
  const { payment } = shown;
  if (shown.message.purpose === 'account') return { ...shown, isSealed: !(await reader.holdsEverything()) };
  return payment ? { ...shown, masked: await maskedIn({ now: deps.now }, reader.viewer, payment) } : shown;
}

/** Of some messages those that somebody may see: what is about a payment goes by what they may see of payments. */
async function readable(
  { payments: { payments } }: Deps,
  { viewer, seesAccounts }: Reader,
  found: readonly StoredMessage[],
) {
  const [messages, read] = await Promise.all([viewer.scope('messages.read'), viewer.scope('payments.read')]);
  const ids = [...new Set(found.flatMap(({ payment }) => payment?.id ?? []))];
  const known = new Map(
    ids.length > 0
      ? (await payments.find({ _id: { $in: ids } }, { _id: -1 }, ids.length)).map((one) => [one._id, one])
      : [],
  );
  return found.flatMap((message): Shown[] => {
    const { masked } = viewer;
    if (message.purpose === 'account') return seesAccounts ? [{ message, masked: new Set() }] : [];
    if (!message.payment) return messages.reach === 'all' ? [{ message, masked }] : [];
    const payment = known.get(message.payment.id);
    const isWithin = payment && messages.allows(factsOf(payment)) && read.allows(factsOf(payment));
    return isWithin ? [{ message, masked, payment }] : [];
  });
}

const indexOf = (field: string): string => `${field}_1__id_-1`;

/** What somebody asks for, and every index that leads to it. Ids sort by birth, so `_id` is the order. */
function questionOf({ payment, channel, state, purpose, to }: MessageQuery): Question {
  const asked = {
    'payment.id': payment && [payment],
    ...{ to: to && [to], state, channel, purpose },
  };
  const said = Object.entries(asked).flatMap(([field, values]) => (values ? [{ field, values }] : []));
  const everything: Lane = { index: '_id_', filter: {} };
  return {
    order: ['_id'],
    filter: Object.fromEntries(said.map(({ field, values }) => [field, { $in: values }])),
    ways: [
      ...said.map(({ field, values }) =>
        values.map((value) => ({ index: indexOf(field), filter: { [field]: value } })),
      ),
      [everything],
    ],
    without: ['html', 'text', 'history'],
  };
}

const bornAt = (id: string): string => new Date(decodeTime(id.slice('msg_'.length))).toISOString();

/**
 * One page of messages that somebody may see, newest first; it may come back short, with where to go on.
 * @param most how many messages it may look at
 */
export async function listMessages(
  deps: Deps,
  reader: Reader,
  query: MessageQuery,
  most?: number,
): Promise<MessageList> {
  const { limit = usualLimit, to, cursor } = query;
  // Asking for an address until something comes would tell what is masked.
  if (to && reader.viewer.masked.size > 0) return { data: [], nextCursor: null };
  const sight = async (found: readonly StoredMessage[]) => {
    const shown = new Map((await readable(deps, reader, found)).map((each) => [each.message, each]));
    return (message: StoredMessage) => shown.get(message);
  };
  const from = cursor === undefined ? undefined : { _id: cursor };
  const { data, next, searchedTo } = await walked(deps.model, questionOf(query), { from, limit, sight, most });
  return {
    data: data.map(summaryOf),
    nextCursor: next ? String(next['_id']) : null,
    ...(searchedTo && { searchedTo: bornAt(String(searchedTo['_id'])) }),
  };
}

const iso = (at: Date): string => at.toISOString();

/** The recipient and other words of a message as somebody may read them. */
const told = ({ masked, payment }: Shown, text: string): string =>
  masked.size === 0 ? text : /[@\d]/.test(text) && !payment ? '•••' : concealed(text, payment?.shopper ?? {}, masked);

const isMasked = ({ masked, isSealed }: Shown): boolean => masked.size > 0 || isSealed === true;

/** A recipient that is not the shopper's own is hidden whole: nobody can say what it tells. */
function recipient(shown: Shown): string {
  const { message, payment } = shown;
  if (shown.masked.size === 0) return message.to;
  const own = told(shown, message.to);
  return own === message.to && message.form === 'text' ? '•••' : payment ? own : '•••';
}

function summaryOf(shown: Shown): MessageSummary {
  const { message } = shown;
  const { notification, via, payment, because, sentAt, dueAt, subject } = message;
  return {
    id: message._id,
    purpose: message.purpose,
    title: message.title,
    ...(notification && { notification }),
    channel: message.channel,
    form: message.form,
    ...(via && { via }),
    state: message.state,
    to: recipient(shown),
    language: message.language,
    ...(subject !== undefined && !isMasked(shown) && { subject }),
    ...(payment && { payment }),
    tries: message.tries,
    ...(because && { because: told(shown, because) }),
    attachments: message.attachments.length,
    isMasked: isMasked(shown),
    createdAt: iso(message.createdAt),
    ...(sentAt && { sentAt: iso(sentAt) }),
    ...(message.state === 'waiting' && dueAt && message.tries > 0 && { nextTryAt: iso(dueAt) }),
  };
}

/** A message with all that became of it, as somebody may see it. */
export function messageView(shown: Shown): Message {
  const { message } = shown;
  const { attachments: _count, ...summary } = summaryOf(shown);
  const { html, text, from, reference, attachments, history } = message;
  const words = isMasked(shown)
    ? { attachments: [] }
    : {
        ...(html && { html }),
        ...(text && { text }),
        attachments: attachments.map(({ name, type, size }) => ({ name, type, size })),
      };
  return {
    ...summary,
    ...words,
    ...(from && { from }),
    ...(reference && { reference: told(shown, reference) }),
    history: history.map(({ at, outcome, because, by }) => ({
      at: iso(at),
      outcome,
      ...(because && { because: told(shown, because) }),
      ...(by && { by }),
    })),
    canRetry: retryable.includes(message.state) && isWritten(message),
  };
}

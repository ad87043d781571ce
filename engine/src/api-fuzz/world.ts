import {
  kinds,
  kindSchemas,
  type DocumentView,
  type Kind,
  type MessageList,
  type Payment,
  type PaymentView,
  type PublishRequest,
} from '@pih/schemas';
import fc, { type Arbitrary } from 'fast-check';
import { administrator as administratorLogin, anItalian, tokenOf, type Ask, type TestHub } from '../hub-for-tests.ts';
import { isAboutJobs, jobsFor, lookFor, somePreview } from './jobs.ts';
import { meaningfulOfPeople, ofOwnAccount, readyPeople, readyTheSpare } from './people.ts';
import { requestsFor } from './requests.ts';
import { spoiled } from './spoil.ts';

/** Who asks. Anonymous ones differ in what they pretend to be. */
export interface Caller {
  name: string;
  ask: Pick<Ask, 'key' | 'headers'>;
  /** Ids of the roles; none for strangers. */
  roles: readonly string[];
  hasSession?: true;
}

export interface World {
  callers: Caller[];
  /** A session that may be ended, for the operations that do; it is another one each time. */
  spare: Caller;
  renewSpare(): Promise<void>;
  /** Values of each parameter of a path that lead somewhere; those at the same place belong together. */
  known: Record<string, string[]>;
  /** Takes in what an answer has made, so that later requests find it. */
  learn(operationId: string, body: unknown): void;
  /** Adds what an operation uses up: payments that nobody has paid, captured or refunded yet, and drafts. */
  renew(operationId: string): Promise<void>;
}

export const strangers: Caller[] = [
  { name: 'nobody', ask: { key: null }, roles: [] },
  { name: 'a forged key', ask: { key: 'pihk_made_up' }, roles: [] },
  { name: 'a key with strange signs', ask: { key: '=%00"\\' }, roles: [] },
  { name: 'a forged session', ask: { key: null, headers: { Cookie: `pih_session=${'x'.repeat(43)}` } }, roles: [] },
];

/** These end the session they are asked with. */
export const endsSession = ({ operationId }: { operationId: string }): boolean =>
  ['signIn', 'signOut', 'changePassword', ...ofOwnAccount].includes(operationId);

/** These are for people, not for systems with a key. */
export const isForPeople = ({ operationId }: { operationId: string }): boolean =>
  operationId === 'approveRelease' || operationId === 'approveAction';

/** Who may do what an operation is for: personal data are revealed to somebody whom they are hidden from. */
export const fitRoleFor = ({ operationId }: { operationId: string }): string =>
  operationId === 'revealPersonalData' ? 'auditor' : 'administrator';

/** Older ones have had everything done to them. */
const mostPayments = 8;

/** Strangers, and a key of every role. */
export async function keyedCallers(hub: TestHub): Promise<Caller[]> {
  const callers: Caller[] = [...strangers];
  for (const { document } of hub.app.live.current.all('role'))
    callers.push({
      name: `a key of ${document.id}`,
      ask: { key: await hub.keyWith(document.id) },
      roles: [document.id],
    });
  return callers;
}

/** An organisation with payments in every state, and one caller of every role. */
export async function worldOf(hub: TestHub): Promise<World> {
  const roles = hub.app.live.current.all('role').map(({ document }) => document.id);
  const callers = await keyedCallers(hub);
  const session = async (name: string): Promise<Caller> => ({
    name,
    ask: await hub.signIn(),
    roles: ['administrator'],
    hasSession: true,
  });
  const administrator = await session('the administrator');
  callers.push(administrator);
  const spare = await session('the administrator, about to leave');
  /** Changing a password ends all sessions of an operator, so whoever leaves is another one. */
  const leaving = { email: 'leaver@demo.example', password: 'eight or more' };

  const waiting = await hub.order();
  await hub.choose(waiting, 'card');
  const held = await hub.paid('card', { capture: 'manual' });
  const payments: Payment[] = [
    ...(await Promise.all([hub.order(), hub.order({ shopper: { email: 'anna@example.com' } }), hub.order()])),
    waiting,
    held,
    await hub.paid('card'),
    await hub.paid('paypal'),
  ];
  const operator = async (about: { email: string; password: string; roles: string[] }) =>
    hub.app.access.createOperator({ name: 'Somebody', ...about });
  const victimLogin = { email: 'victim@demo.example', password: 'eight or more' };
  const victim = await operator({ ...victimLogin, roles: roles.slice(0, 1) });
  await operator({ ...leaving, roles: ['administrator'] });
  spare.ask = await hub.signIn(leaving);
  const key = await hub.app.access.createApiKey({ name: 'victim', roles: roles.slice(0, 1) });
  const attempts = await Promise.all(payments.map(async ({ id }) => (await hub.payment(id)).attempts[0]?.id ?? 'none'));
  const documents = kinds.flatMap((kind) =>
    hub.app.live.current.all(kind).map(({ document }) => ({ kind, id: document.id })),
  );

  const invoices: string[] = [];
  for (const { id, captured } of payments)
    if (captured.amount > 0) invoices.push((await hub.app.invoices.issue(id, { type: 'system' }))._id);

  const period = { from: '2026-01-01T00:00:00Z', to: '2100-01-01T00:00:00Z' };
  const backTest = await hub.app.backTests.begin('rosmarino', { revision: 1, ...period }, { type: 'system' });
  await hub.app.backTests.idle();

  const messages = await messagesIn(hub);
  const known: World['known'] = {
    MessageIdParameter: messages,
    AttachmentNumberParameter: messages.map(() => '0'),
    PaymentIdParameter: payments.map(({ id }) => id),
    CheckoutTokenParameter: payments.map(tokenOf),
    AttemptIdParameter: attempts,
    OperatorIdParameter: [victim.id],
    InvitationIdParameter: ['ivt_none'],
    SessionIdParameter: ['ses_none'],
    ApiKeyIdParameter: [key.id],
    BackTestIdParameter: [backTest.id],
    KindParameter: documents.map(({ kind }) => kind),
    DocumentIdParameter: documents.map(({ id }) => id),
    RevisionParameter: ['1'],
    SavedViewIdParameter: ['viw_none'],
    ReleaseIdParameter: documents.map(() => 'rel_none'),
    ApprovalIdParameter: ['apr_none'],
    InvoiceIdParameter: invoices,
    SecretNameParameter: ['STRIPE_KEY', 'FUZZ'],
    ProviderIdParameter: ['stripe', 'paypal'],
    BrandIdParameter: ['rosmarino', 'nordlicht'],
    IconParameter: ['paypal.svg', 'stripe.svg'],
    ProblemTypeParameter: ['refund-too-large'],
  };
  const keep = (payment: Payment, attempt = 'none'): void => {
    const kept = {
      PaymentIdParameter: payment.id,
      CheckoutTokenParameter: tokenOf(payment),
      AttemptIdParameter: attempt,
    };
    for (const [name, value] of Object.entries(kept))
      known[name] = [...(known[name] ?? []), value].slice(-mostPayments);
  };
  /** The operation that is being asked now. */
  let attacked = '';
  const renewSpare = async (): Promise<void> => {
    try {
      spare.ask = await hub.signIn(leaving);
    } catch {
      // They have got another password: somebody else goes on.
      leaving.email = `next-${leaving.email}`;
      await operator({ ...leaving, roles: ['administrator'] });
      spare.ask = await hub.signIn(leaving);
    }
    const sessions = await readyTheSpare(hub, attacked, spare.ask, leaving);
    if (sessions.length) known['SessionIdParameter'] = sessions;
  };
  return {
    callers,
    spare,
    known,
    learn: (operationId, body) => {
      if (operationId === 'createPayment') keep(body as Payment);
      if (operationId === 'savePaymentView') known['SavedViewIdParameter'] = [(body as PaymentView).id];
    },
    renewSpare,
    async renew(operationId) {
      attacked = operationId;
      Object.assign(known, await readyPeople(hub, operationId, { ...victimLogin, id: victim.id }, administrator.ask));
      if (ofOwnAccount.includes(operationId)) await renewSpare();
      await restoreAll(hub);
      const release = releasesFor[operationId];
      if (release) {
        const ids: string[] = [];
        for (const each of documents) ids.push(await release(hub, each));
        known['ReleaseIdParameter'] = ids;
      }
      if (isAboutJobs(operationId)) known['JobIdParameter'] = await jobsFor(hub, callers, operationId);
      if (operationId.endsWith('Action') && operationId !== 'startBulkAction' && operationId !== 'previewBulkAction')
        known['ApprovalIdParameter'] = await requestsFor(hub, callers, operationId);
      if (operationId === 'startBulkAction') await lookFor(hub, callers);
      if (operationId === 'restoreDocument') await archiveBrands(hub);
      const make = uses[operationId];
      for (let times = 0; make && times < mostPayments; times += 1) {
        const payment = await make(hub);
        keep(payment, payment.attempts[0]?.id);
      }
      if (operationId !== 'publishDocument' && operationId !== 'discardDraft') return;
      for (const { kind, id } of documents) {
        const path = `/v1/config/${kind}/${id}`;
        const { draft, published } = (await hub.ask<DocumentView>('GET', path, administrator.ask)).body;
        const body = { document: published?.document, version: draft?.version ?? 0 };
        await hub.ask('PUT', `${path}/draft`, { ...administrator.ask, body });
      }
    },
  };
}

/** Messages of a payment that was told by mail, with its invoice, and in vain by text. */
async function messagesIn(hub: TestHub): Promise<string[]> {
  const shopper = { ...anItalian, phone: '+39 011 555 0001' };
  const { id } = await hub.paid('card', { brand: 'nordlicht', shopper });
  await hub.app.invoices.issue(id, { type: 'system' });
  await hub.app.effects.idle();
  await hub.app.messaging.courier.run();
  const ask = { key: await hub.keyWith('administrator') };
  return (await hub.ask<MessageList>('GET', `/v1/messages?payment=${id}`, ask)).body.data.map((message) => message.id);
}

/** What can be paid with is decided when the shopper looks. */
async function ordered(hub: TestHub): Promise<Payment> {
  const order = await hub.order();
  await hub.checkout(order);
  return order;
}
const paid = (hub: TestHub) => hub.paid('card');
const held = (hub: TestHub) => hub.paid('card', { capture: 'manual' });

/** An order for which nothing was offered: somebody should look. */
async function undecided(hub: TestHub): Promise<Payment> {
  const order = await hub.order();
  const { payments } = hub.app.payments;
  await payments.change(order.id, { type: 'system' }, () => ({ events: [{ type: 'decision.empty' }] }));
  return hub.payment(order.id);
}

/** What each operation uses up, by its name; only the last of them are still known. */
const uses: Record<string, (hub: TestHub) => Promise<Payment>> = {
  startAttempt: ordered,
  cancelPayment: ordered,
  capturePayment: held,
  refundPayment: paid,
  acknowledgePayment: undecided,
  askProvider: ordered,
  issueInvoice: paid,
};

/** Documents of every kind, finished or nearly. */
export const someDocument: Arbitrary<unknown> = fc.constantFrom(
  ...kinds.map((kind) => kindSchemas[kind].examples[0] as unknown),
);

type Going = Pick<PublishRequest, 'schedule' | 'canary'>;

/** Somebody who works on documents and is not among the callers, so that those may approve it. */
const editor = { type: 'operator', id: 'opr_editor', name: 'Editor' } as const;
type Address = { kind: Kind; id: string };

/** Asks for something with a document as it is; the id of what can be followed up. */
async function asked(hub: TestHub, { kind, id }: Address, going: Going, document?: object): Promise<string> {
  const { published, draft, releases } = await hub.app.documents.read(kind, id);
  const open = releases.find(({ how }) => how === (going.canary ? 'canary' : going.schedule ? 'schedule' : 'publish'));
  if (open) return open.id;
  // Whoever had a hand in a draft may not approve it, so this one is begun anew.
  if (draft) await hub.app.documents.discardDraft(kind, id, draft.version, editor);
  const next = { ...(published?.document as Record<string, unknown>), ...document };
  const { version } = await hub.app.documents.saveDraft(kind, id, next, 0, editor);
  const { release } = await hub.app.documents.publish(kind, id, version, 'For somebody to answer', editor, going);
  return release?.id ?? 'rel_none';
}

/** From here on flows and providers need a second person; whoever asks for one has to be somebody else than who answers. */
async function awaiting(hub: TestHub, address: Address): Promise<string> {
  if (address.kind !== 'flow' && address.kind !== 'provider') return 'rel_none';
  const [settings] = hub.app.live.current.all('settings');
  if (settings && !settings.document.approvals) {
    const approvals = [{ title: 'Two people', kinds: ['flow', 'provider'], hows: ['publish'] }];
    await asked(hub, { kind: 'settings', id: settings.document.id }, {}, { approvals });
  }
  return asked(hub, address, {});
}

const planned = (hub: TestHub, address: Address): Promise<string> =>
  asked(hub, address, { schedule: { from: '2100-01-01T00:00:00Z' } });
const tried = async (hub: TestHub, address: Address): Promise<string> =>
  address.kind === 'checkout' ? asked(hub, address, { canary: { percent: 10 } }) : 'rel_none';

/** What has to be there for each operation on a release to do what it is for. */
const releasesFor: Record<string, (hub: TestHub, address: Address) => Promise<string>> = {
  getRelease: planned,
  withdrawRelease: planned,
  promoteRelease: tried,
  approveRelease: awaiting,
  refuseRelease: awaiting,
};

const brandsOf = async (hub: TestHub) => hub.app.documents.list('checkout');

function refusedArchive(error: unknown): void {
  if ((error as { type?: unknown }).type !== 'archive-refused') throw error;
}

async function archiveBrands(hub: TestHub): Promise<void> {
  for (const { kind, id, archived } of await brandsOf(hub))
    // Those that a notification names stay in use.
    if (!archived) await hub.app.documents.archive(kind, id, 'To be restored', editor).catch(refusedArchive);
}

/** Orders are taken for brands that are in use. */
async function restoreAll(hub: TestHub): Promise<void> {
  for (const { kind, id, archived } of await brandsOf(hub))
    if (archived) await hub.app.documents.restore(kind, id, 'Back in use', editor);
}

const some = <T>(values: T): Arbitrary<T> => fc.constant(values);
const someRoles = fc.constantFrom(['administrator'], ['operator'], ['operator', 'shop']);
const someMoney = fc.record({ amount: fc.integer({ min: 1, max: 6_000 }), currency: some('EUR') });
const someBrand = fc.constantFrom('rosmarino', 'nordlicht');

/** What a body has to name so that it leads somewhere; nobody guesses that from a schema. */
export const meaningful: Record<string, Record<string, Arbitrary<unknown>>> = {
  createPayment: { brand: someBrand, custom: some({}), items: some([]) },
  orderInDemoShop: { brand: someBrand, custom: some({}) },
  startAttempt: { method: fc.constantFrom('card', 'paypal', 'satispay', 'klarna') },
  capturePayment: { amount: someMoney },
  refundPayment: { amount: someMoney },
  previewBulkAction: {
    ...{ action: some('note'), payments: some(undefined), query: some({}), parameters: some({ text: 'Looked at' }) },
  },
  startBulkAction: { preview: somePreview },
  startExport: { query: some({}) },
  ...meaningfulOfPeople('eight or more', someRoles),
  createOperator: { roles: someRoles },
  createApiKey: { roles: someRoles },
  previewDecision: { brand: someBrand, custom: some({}), items: some([]) },
  previewCheckout: { document: some(kindSchemas.checkout.examples[0] as unknown) },
  sendMessage: { notification: some('refunded'), to: fc.constantFrom(undefined, 'anna@example.com') },
  previewMessage: { document: some(undefined), notification: some('paid'), payment: some(undefined) },
  testMessage: {
    ...{ document: some(undefined), notification: some('paid'), payment: some(undefined) },
    to: some('anna@example.com'),
  },
  changePassword: { current: some('eight or more'), password: some('eight or more') },
  signIn: { email: some(administratorLogin.email), password: some(administratorLogin.password) },
  saveDraft: { document: someDocument, version: some(0) },
  publishDocument: {
    version: fc.constantFrom(2, 3),
    schedule: fc.constantFrom(undefined, undefined, { from: '2100-01-01T00:00:00Z' }),
    canary: fc.constantFrom(undefined, undefined, { percent: 10 }),
  },
  discardDraft: { version: fc.constantFrom(2, 3) },
  simulateFlow: {
    document: some(kindSchemas.flow.examples[0] as unknown),
    facts: some({ channel: 'web' }),
    payment: some(undefined),
  },
  startBackTest: {
    ...{ document: some(undefined), revision: some(1) },
    ...{ from: some('2026-01-01T00:00:00Z'), to: some('2100-01-01T00:00:00Z') },
  },
  checkDocument: { document: fc.oneof(someDocument, spoiled(someDocument)) },
  // Nobody guesses which numbers the documents would get.
  importConfiguration: {
    documents: fc.uuid().map((title): unknown => [{ ...kindSchemas.kpi.examples[0], title }]),
    ...{ revisions: some(undefined), dryRun: fc.constantFrom(undefined, undefined, true) },
  },
  rollBackDocument: { revision: some(1) },
};

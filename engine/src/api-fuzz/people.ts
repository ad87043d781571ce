import type {
  InvitationAnswer,
  MessageList,
  Message,
  OperatorSession,
  RecoveryCodes,
  SecondFactorOffer,
  SignInChallenge,
} from '@pih/schemas';
import { randomUUID } from 'node:crypto';
import fc, { type Arbitrary } from 'fast-check';
import { generateSync } from 'otplib';
import type { Ask, TestHub } from '../hub-for-tests.ts';

type Session = Pick<Ask, 'key' | 'headers'>;
interface Login {
  email: string;
  password: string;
}

/** What only a mail or a phone knows: filled before an operation needs it, and asked when a request is made. */
const known = { invitations: [''], resets: [''], challenges: [''], recovery: [''], secret: '' };
const anyOf = (name: 'invitations' | 'resets' | 'challenges' | 'recovery'): Arbitrary<string> =>
  fc.nat().map((pick) => known[name][pick % known[name].length] ?? '');

const strong = fc.constant('violet anchor biscuit');
const codeNow = fc.nat().map(() => (known.secret ? generateSync({ secret: known.secret }) : '000000'));

/** @param password of who asks in their own account */
export const meaningfulOfPeople = (
  password: string,
  someRoles: Arbitrary<readonly string[]>,
): Record<string, Record<string, Arbitrary<unknown>>> => ({
  inviteOperator: { email: fc.uuid().map((id) => `${id}@demo.example`), roles: someRoles },
  changeOperator: { roles: someRoles },
  lookUpInvitation: { token: anyOf('invitations') },
  acceptInvitation: { token: anyOf('invitations'), password: strong },
  lookUpPasswordReset: { token: anyOf('resets') },
  resetPassword: { token: anyOf('resets'), password: strong },
  proveSecondFactor: { challenge: anyOf('challenges'), code: anyOf('recovery') },
  confirmSecondFactor: { code: codeNow },
  offerSecondFactor: { password: fc.constant(password) },
  renewRecoveryCodes: { password: fc.constant(password) },
  removeOwnSecondFactor: { password: fc.constant(password) },
});

/** Changes of one's own account end sessions, or need another login afterwards. */
export const ofOwnAccount = [
  ...['proveSecondFactor', 'acceptInvitation', 'resetPassword', 'endOwnSession', 'endOtherSessions'],
  ...['offerSecondFactor', 'confirmSecondFactor', 'renewRecoveryCodes', 'removeOwnSecondFactor'],
];

async function invite(hub: TestHub, by: Session): Promise<InvitationAnswer> {
  const body = { email: `${randomUUID()}@demo.example`, roles: ['operator'] };
  return (await hub.ask<InvitationAnswer>('POST', '/v1/invitations', { ...by, body })).body;
}
const tokenIn = (text: string): string => /#([\w-]{43})/.exec(text)?.[1] ?? '';

async function begun(hub: TestHub, session: Session, password: string): Promise<string> {
  const offer = { ...session, body: { password } };
  return (await hub.ask<SecondFactorOffer>('POST', '/v1/account/second-factor', offer)).body.secret;
}

async function setUp(hub: TestHub, session: Session, password: string): Promise<string[]> {
  const secret = await begun(hub, session, password);
  const proof = { ...session, body: { code: generateSync({ secret }) } };
  return (await hub.ask<RecoveryCodes>('POST', '/v1/account/second-factor/confirm', proof)).body.codes;
}

/** What has to be so for whoever asks, each time they have signed in anew. */
export async function readyTheSpare(
  hub: TestHub,
  operationId: string,
  session: Session,
  login: Login,
): Promise<string[]> {
  if (operationId === 'confirmSecondFactor') known.secret = await begun(hub, session, login.password);
  if (operationId === 'renewRecoveryCodes' || operationId === 'removeOwnSecondFactor')
    await setUp(hub, session, login.password);
  if (operationId !== 'endOwnSession') return [];
  await hub.signIn(login);
  const { body } = await hub.ask<{ data: OperatorSession[] }>('GET', '/v1/account/sessions', session);
  return body.data.filter(({ isCurrent }) => !isCurrent).map(({ id }) => id);
}

/**
 * Makes what an operation on people uses up.
 * @param victim somebody things are done to
 * @param administrator who does them
 * @returns values of parameters that lead somewhere now
 */
export async function readyPeople(
  hub: TestHub,
  operationId: string,
  victim: Login & { id: string },
  administrator: Session,
): Promise<Record<string, string[]>> {
  const times = Array.from({ length: 6 });
  if (['renewInvitation', 'withdrawInvitation', 'lookUpInvitation', 'acceptInvitation'].includes(operationId)) {
    const made = await Promise.all(times.map(() => invite(hub, administrator)));
    known.invitations = made.map(({ link = '' }) => tokenIn(link));
    return { InvitationIdParameter: made.map(({ invitation }) => invitation.id) };
  }
  await hub.ask('POST', `/v1/operators/${victim.id}/enable`, administrator);
  const login = { email: victim.email, password: victim.password };
  if (operationId === 'lookUpPasswordReset' || operationId === 'resetPassword')
    known.resets = await resets(hub, victim, administrator);
  if (operationId === 'removeOperatorSecondFactor') await setUp(hub, await hub.signIn(login), victim.password);
  if (operationId === 'proveSecondFactor') await challenges(hub);
  if (operationId !== 'endOperatorSession') return {};
  for (const _each of times) await hub.signIn(login);
  const path = `/v1/operators/${victim.id}/sessions`;
  const { body } = await hub.ask<{ data: OperatorSession[] }>('GET', path, administrator);
  return { SessionIdParameter: body.data.map(({ id }) => id) };
}

/** The links of mails, as their reader finds them. */
async function resets(
  hub: TestHub,
  { id, email }: { id: string; email: string },
  administrator: Session,
): Promise<string[]> {
  await hub.ask('POST', `/v1/operators/${id}/password-reset`, administrator);
  const { body } = await hub.ask<MessageList>('GET', '/v1/messages?limit=20', administrator);
  const mail = body.data.find(({ to }) => to === email);
  const whole = await hub.ask<Message>('GET', `/v1/messages/${mail?.id ?? ''}`, administrator);
  return [tokenIn(JSON.stringify(whole.body))];
}

/** Somebody with a second factor, who has just typed the password some times. */
async function challenges(hub: TestHub): Promise<void> {
  const login = { email: `${randomUUID()}@demo.example`, password: 'violet anchor biscuit' };
  await hub.app.access.createOperator({ name: 'Somebody', roles: ['operator'], ...login });
  known.recovery = await setUp(hub, await hub.signIn(login), login.password);
  const ask = { key: null, body: login };
  const answers = await Promise.all(
    Array.from({ length: 4 }, () => hub.ask<SignInChallenge>('POST', '/v1/session', ask)),
  );
  known.challenges = answers.map(({ body }) => body.challenge);
}

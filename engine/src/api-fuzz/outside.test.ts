import { problemBase, type ApprovalAnswer, type Payment } from '@pih/schemas';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHub, type TestHub } from '../hub-for-tests.ts';
import { judgeOf, operationsOf, type Document, type Judge, type Known } from './document.ts';
import { validOf } from './from-schema.ts';
import { nameOf } from './request.ts';
import { keyedCallers, type Caller } from './world.ts';

let hub: TestHub;
let document: Document;
let judge: Judge;
let operations: Known[];
let callers: Caller[];
let outside: Payment;
/** Who may see everything. */
let administrator: Caller['ask'];

/** Roles that may do everything with payments by PayPal, and nothing with others. */
const limited = ['paypal-only', 'not-cards', 'refund-agent'];

beforeAll(async () => {
  hub = await startTestHub();
  document = (await hub.ask<Document>('GET', '/openapi.json', { key: null })).body;
  judge = judgeOf(document);
  operations = operationsOf(document);
  outside = await hub.paid('card', { total: { amount: 900_00, currency: 'EUR' } });
  administrator = { key: await hub.keyWith('administrator') };
  const everything = ['payments.*', 'invoices.*', 'messages.*'].filter((pattern) =>
    operations.some(({ 'x-permission': action }) => action?.startsWith(pattern.slice(0, -1))),
  );
  const is = (method: string) => ({ fact: 'method', operator: 'equal' as const, value: method });
  await publish('paypal-only', [{ actions: everything, when: is('paypal') }, { actions: ['config.read'] }]);
  await publish('not-cards', [{ actions: ['*'] }, { actions: everything, effect: 'deny', when: is('card') }]);
  callers = await keyedCallers(hub);
});
afterAll(() => hub.stop());

async function publish(id: string, grants: readonly object[]): Promise<void> {
  const by = { type: 'system', name: 'a test' } as const;
  const role = { kind: 'role', id, title: id, grants };
  const { version } = await hub.app.documents.saveDraft('role', id, role, 0, by);
  await hub.app.documents.publish('role', id, version, 'For a test', by);
}

/**
 * What stands in the path of operations that are about payments: which value leads to something of a payment, and which
 * parameters are about no payment. A new kind of thing that belongs to a payment is one more line.
 */
const leadsTo: Readonly<Record<string, ((payment: Payment) => Promise<string> | string) | 'no payment'>> = {
  PaymentIdParameter: ({ id }) => id,
  InvoiceIdParameter: ({ id }) => madeOf(`/v1/payments/${id}/invoice`),
  MessageIdParameter: ({ id }) =>
    madeOf(`/v1/payments/${id}/messages`, { notification: 'paid', to: 'anna@example.com' }),
  ApprovalIdParameter: ({ id }) => approvalFor(id),
  AttachmentNumberParameter: 'no payment',
  // A person's own, whatever payments they are about.
  JobIdParameter: 'no payment',
  SavedViewIdParameter: 'no payment',
};

/** Operations that name a payment in their body. */
const inBodies: Readonly<Record<string, (payment: Payment) => object>> = {
  simulateFlow: ({ id }) => ({ document: hub.app.live.current.all('flow')[0]?.document, payment: id }),
};

/** What an administrator makes of the payment; its id. */
const madeOf = async (path: string, body: object = {}): Promise<string> =>
  (await hub.ask<{ id: string }>('POST', path, { ...administrator, body })).body.id;

/** A refund that the demo organisation's rules want a second person for; the id of the request. */
async function approvalFor(payment: string): Promise<string> {
  const body = { amount: { amount: 600_00, currency: 'EUR' } };
  const path = `/v1/payments/${payment}/refunds`;
  return (await hub.ask<ApprovalAnswer>('POST', path, { ...administrator, body })).body.approval.id;
}

const inPath = ({ parameters }: Known) => parameters.filter((parameter) => parameter.in === 'path');
const isAboutPayments = ({ 'x-permission': action }: Known): boolean =>
  /^(payments|invoices|messages)\./.test(action ?? '');

/** Operations that can be asked about one payment. */
const concerned = (): Known[] =>
  operations.filter(
    (operation) =>
      Object.hasOwn(inBodies, operation.operationId) ||
      (operation['x-permission'] !== null &&
        inPath(operation).some((parameter) => typeof leadsTo[nameOf(parameter)] === 'function')),
  );

const ledTo = new Map<string, Promise<string> | string>();
/** What belongs to the payment is made once, and everybody is led to it. */
function valueOf(name: string): Promise<string> | string {
  const lead = leadsTo[name];
  const value = ledTo.get(name) ?? (typeof lead === 'function' ? lead(outside) : '0');
  ledTo.set(name, value);
  return value;
}

async function pathOf(operation: Known): Promise<string> {
  let { path } = operation;
  for (const parameter of inPath(operation))
    path = path.replace(`{${parameter.name}}`, await valueOf(nameOf(parameter)));
  return path;
}

/** An operation that can be asked about the payment, with where and what it is asked. */
interface Attack {
  operation: Known;
  path: string;
  bodies: (object | undefined)[];
}

/** One after the other: what belongs to the payment leaves a trace while it is made. */
async function attacks(): Promise<Attack[]> {
  const found: Attack[] = [];
  for (const operation of concerned())
    found.push({ operation, path: await pathOf(operation), bodies: bodiesFor(operation) });
  return found;
}

/** Bodies that the operation would act upon. */
function bodiesFor({ operationId, requestBody }: Known): (object | undefined)[] {
  const named = inBodies[operationId];
  if (named) return [named(outside)];
  const schema = requestBody?.content['application/json']?.schema;
  if (!schema) return [undefined];
  // A number of many digits may be taken for that of a card.
  const harmless = validOf(document, judge, schema).filter((body) => !/\d{12}/.test(JSON.stringify(body)));
  return fc.sample(harmless, { numRuns: 3, seed: 4 }) as object[];
}

const isLimited = ({ name }: Caller): boolean => limited.some((role) => name === `a key of ${role}`);

/** Does something about the payment: which problem came of it, "200" when none did, and all that was answered. */
async function attempted({ operation: { method }, path }: Attack, { ask }: Caller, body: object | undefined) {
  const asking = { ...ask, ...(body && { body }) };
  const { status, body: answer } = await hub.ask<{ type?: string } | string>(method, path, asking);
  const type = typeof answer === 'object' ? answer.type?.replace(problemBase, '') : undefined;
  return { problem: type ? `${status} ${type}` : String(status), text: JSON.stringify(answer) };
}

const people: ReadonlySet<string> = new Set(['operator', 'api_key']);
/** What some did with the payment; what follows from it may still be under way. */
async function doneBy(actors: ReadonlySet<string>): Promise<string[]> {
  const { events } = await hub.app.payments.payments.get(outside.id);
  return events.filter(({ actor }) => actors.has(actor.type)).map(({ type }) => type);
}

describe('a payment outside of what somebody may see', () => {
  it('is known by every operation that is about payments', () => {
    const names = operations.filter(isAboutPayments).flatMap((operation) => inPath(operation).map(nameOf));
    expect([...new Set(names)].filter((name) => !Object.hasOwn(leadsTo, name))).toEqual([]);
    expect(concerned().length).toBeGreaterThan(8);
  });

  it('cannot be read or changed by any operation, and is not even admitted to exist', async () => {
    const all = await attacks();
    const before = await doneBy(people);
    const answers: Record<string, string> = {};
    for (const attack of all)
      for (const caller of callers.filter(isLimited))
        for (const [index, body] of attack.bodies.entries()) {
          const { problem, text } = await attempted(attack, caller, body);
          expect(text).not.toContain(outside.reference);
          answers[`${attack.operation.operationId} ${index} for ${caller.name}`] = problem;
        }
    // Without the action at all nobody looks which payment it is about.
    const looked = Object.entries(answers).filter(([, problem]) => problem !== '403 forbidden');
    expect(looked.filter(([, problem]) => !/^404 [a-z]+-not-found$/.test(problem))).toEqual([]);
    // Every operation was refused for the payment at least once, and not for the action.
    const names = new Set(looked.map(([name]) => name.split(' ')[0]));
    expect(concerned().filter(({ operationId }) => !names.has(operationId))).toEqual([]);
    expect(await doneBy(people)).toEqual(before);
  });

  it('is changed by nobody who may not see it, whatever else their roles allow', async () => {
    const all = await attacks();
    const before = await doneBy(people);
    const blind: Caller[] = [];
    for (const caller of callers)
      if ((await hub.ask('GET', `/v1/payments/${outside.id}`, caller.ask)).status >= 400) blind.push(caller);
    expect(blind.length).toBeGreaterThan(limited.length);
    for (const attack of all.filter(({ operation }) => operation.method !== 'GET'))
      for (const caller of blind) {
        const { problem } = await attempted(attack, caller, attack.bodies[0]);
        expect(problem, `${attack.operation.operationId} for ${caller.name}`).toMatch(/^40[134] /);
      }
    expect(await doneBy(people)).toEqual(before);
  });
});

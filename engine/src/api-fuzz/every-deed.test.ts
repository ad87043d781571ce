import type { AuditList, ImportAnswer, PaymentView } from '@pih/schemas';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHub, type TestHub } from '../hub-for-tests.ts';
import { judgeOf, operationsOf, type Document, type Judge, type Known } from './document.ts';
import { requestsTo, type Request } from './request.ts';
import { worldOf, type Caller, type World } from './world.ts';

const looksOnly = 'only looks: it is no GET because what it looks at is long';
const ofOthers =
  'is done by shoppers and providers, who answer to nobody here; it stands in the history of the payment';

/** Operations that are no GET and leave no row in the audit trail, each with why that is right. */
const leavesNoRow: Readonly<Record<string, string>> = {
  previewDecision: looksOnly,
  previewMessage: looksOnly,
  previewBulkAction: looksOnly,
  previewCheckout: looksOnly,
  simulateFlow: looksOnly,
  checkDocument: looksOnly,
  getNeedsOfDocument: looksOnly,
  lookUpInvitation: looksOnly,
  lookUpPasswordReset: looksOnly,
  startBackTest: 'runs over the past and changes nothing; the back-test itself keeps who has begun it',
  cancelBackTest: 'ends what changes nothing',
  restartBackTest: 'goes on with what changes nothing',
  startAttempt: ofOthers,
  orderInDemoShop: ofOthers,
  receiveWebhook: ofOthers,
  saveDraft: 'concerns nobody before it is published, and that is told with all differences',
  discardDraft: 'concerned nobody; the history of the document says who has discarded it',
  offerSecondFactor: 'hands out a secret that is worth nothing before it is proven',
  askForNewPassword:
    'its answer must not depend on whether anybody has the e-mail; what follows from it is told beside',
};

/** What has to be so that an operation finds something left to do. */
const before: Readonly<Record<string, () => Promise<unknown>>> = {
  enableOperator: async () =>
    hub.ask('POST', `/v1/operators/${world.known['OperatorIdParameter']?.[0] ?? ''}/disable`, await hub.signIn()),
};

const isPrivate = (text: string): boolean => !(JSON.parse(text) as PaymentView).isShared;

/** Answers that say that nothing was done, or nothing that anybody else sees. */
const nothingDone: Readonly<Record<string, (text: string) => boolean>> = {
  importConfiguration: (text) => !(JSON.parse(text) as ImportAnswer).applied,
  savePaymentView: isPrivate,
  changePaymentView: isPrivate,
};

/** So many requests are made up for an operation at most until one succeeds. */
const tries = 60;
const seed = 20_261_123;

let hub: TestHub;
let world: World;
let document: Document;
let judge: Judge;
let changing: Known[];
let key: string;
beforeAll(async () => {
  hub = await startTestHub();
  document = (await hub.ask<Document>('GET', '/openapi.json', { key: null })).body;
  judge = judgeOf(document);
  world = await worldOf(hub);
  key = await hub.keyWith('administrator');
  changing = operationsOf(document).filter(({ method }) => method !== 'GET');
}, 120_000);
afterAll(() => hub.stop());

/** The id of a request that has done something; undefined when it was refused. */
async function sent(operation: Known, { url, headers, body }: Request): Promise<string | undefined> {
  const answer = await fetch(hub.local + url, {
    method: operation.method,
    redirect: 'manual',
    headers: Object.fromEntries(Object.entries(headers).filter(([, value]) => /^[\x20-\x7e\xff]*$/.test(value))),
    ...(body !== undefined && { body }),
  });
  const text = await answer.text();
  if (answer.status === 201) world.learn(operation.operationId, JSON.parse(text));
  const isDone = answer.status < 400 && !nothingDone[operation.operationId]?.(text);
  return isDone ? (answer.headers.get('x-request-id') ?? undefined) : undefined;
}

/** Strangers do what is open to everybody; nobody but a browser has a session to end. */
function isFor({ security, 'x-permission': permission, operationId }: Known, caller: Caller): boolean {
  if (operationId === 'signOut') return caller.hasSession === true;
  return caller.roles.length > 0 || (permission === null && security.length === 0);
}

/** The first request that succeeds. */
async function done(operation: Known): Promise<string | undefined> {
  await world.renew(operation.operationId);
  await before[operation.operationId]?.();
  const fit = requestsTo(operation, document, judge, world, true).filter(({ caller }) => isFor(operation, caller));
  for (let n = 0; n < tries; n += 1) {
    // One at a time: what a request names may be worth something at this moment only.
    const [request] = fc.sample(fit, { numRuns: 1, seed: seed + n });
    const id = request && (await sent(operation, request));
    if (request?.caller === world.spare) await world.renewSpare();
    if (id) return id;
  }
  return undefined;
}

const rowsOf = async (request: string): Promise<number> =>
  (await hub.ask<AuditList>('GET', `/v1/audit?search=${request}`, { key })).body.data.length;

async function isTold(request: string): Promise<boolean> {
  if ((await rowsOf(request)) > 0) return true;
  // What payments do is told right after they are stored.
  await hub.app.effects.idle();
  return (await rowsOf(request)) > 0;
}

describe('every operation that changes something', () => {
  it('leaves a row in the audit trail when it succeeds, unless there is a reason why not', async () => {
    const silent: string[] = [];
    const refused: string[] = [];
    for (const operation of changing) {
      const { operationId } = operation;
      if (operationId in leavesNoRow) continue;
      const request = await done(operation);
      if (!request) refused.push(operationId);
      else if (!(await isTold(request))) silent.push(operationId);
    }
    expect({ silent, refused }).toEqual({ silent: [], refused: [] });
  }, 300_000);

  it('is in the list of exceptions only while it exists', () => {
    const names = changing.map(({ operationId }) => operationId);
    expect(Object.keys(leavesNoRow).filter((name) => !names.includes(name))).toEqual([]);
    for (const why of Object.values(leavesNoRow)) expect(why.length).toBeGreaterThan(15);
  });
});

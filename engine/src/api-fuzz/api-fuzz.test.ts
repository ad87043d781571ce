import { problemBase, publishedProblems } from '@pih/schemas';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHub, type TestHub } from '../hub-for-tests.ts';
import { judgeOf, operationsOf, type Document, type Judge, type Known } from './document.ts';
import { requestsTo, type Request } from './request.ts';
import { endsSession, worldOf, type World } from './world.ts';

/** More requests, and others, for a long run: `FUZZ_RUNS=2000 FUZZ_SEED=7 npx vitest run api-fuzz`. */
const numRuns = Number(process.env['FUZZ_RUNS'] ?? 12);
/** Whoever guesses more passwords from one address has to wait for a quarter of an hour. */
const mostGuesses = 60;
/** So often an operation may have nothing to do before it has done what it is for. */
const mostFitTries = 8;

/** A change goes deeper, and its body can be wrong in more ways than an address. */
function runsOf(operation: Known): number {
  if (endsSession(operation)) return Math.min(numRuns, mostGuesses);
  return operation.method === 'GET' ? Math.ceil(numRuns / 3) : numRuns;
}
const seed = Number(process.env['FUZZ_SEED'] ?? 20_261_123);

let hub: TestHub;
let world: World;
let document: Document;
let judge: Judge;
beforeAll(async () => {
  // The fuzz says itself where a request comes from.
  hub = await startTestHub({ TRUST_PROXY: 'true' });
  document = (await hub.ask<Document>('GET', '/openapi.json', { key: null })).body;
  judge = judgeOf(document);
  world = await worldOf(hub);
});
afterAll(() => hub.stop());

interface Answer {
  status: number;
  type: string;
  text: string;
}

/** Of a stream that stays open, what comes first. */
async function firstOf(answer: Response): Promise<string> {
  const reader = answer.body?.getReader();
  const first = await reader?.read();
  await reader?.cancel();
  return Buffer.from(first?.value ?? []).toString('utf8');
}

async function send(operation: Known, { url, headers, body }: Request): Promise<Answer> {
  const answer = await fetch(hub.local + url, {
    method: operation.method,
    redirect: 'manual',
    // What no header can carry, fetch refuses by itself.
    headers: Object.fromEntries(Object.entries(headers).filter(([, value]) => /^[\x20-\x7e\xff]*$/.test(value))),
    ...(body !== undefined && { body }),
  });
  const type = answer.headers.get('content-type')?.split(';')[0] ?? '';
  return { status: answer.status, type, text: await (type === 'text/event-stream' ? firstOf(answer) : answer.text()) };
}

const published = new Set(publishedProblems.map(({ type }) => problemBase + type));

/** The document says that this is what may be answered. */
function expectDocumented(operation: Known, { status, type, text }: Answer): void {
  const response = operation.responses[status];
  expect(response, `${status} is not documented: ${text}`).toBeDefined();
  const { content = {} } = response ?? {};
  if (!Object.keys(content).length) return expect(text).toBe('');
  expect(Object.keys(content)).toContain(type);
  const { schema = {}, 'x-event-data': event } = content[type] ?? {};
  if (event) expect(judge(event, JSON.parse(text.replace(/^data: /, '')))).toBe('');
  else expect(judge(schema, type.endsWith('json') ? JSON.parse(text) : text), `${status} ${text}`).toBe('');
}

function expectProblem({ type, text, status }: Answer): void {
  expect(type).toBe('application/problem+json');
  const problem = JSON.parse(text) as { type: string; status: number; title: string; detail: string; instance: string };
  expect(published).toContain(problem.type);
  expect(problem).toMatchObject({ status, instance: expect.stringMatching(/^req_/) });
  expect(problem.detail).toMatch(/\S/);
}

/** Refused for its form, by the schema of the body or the query. */
const isRefusedByForm = ({ status, text }: Answer): boolean =>
  status === 400 && /"detail":"The (?:request|query of the address) cannot be read/.test(text);

/** Nobody but the provider can sign these; its connector's own tests do. */
const signedByProviders = ['receiveWebhook', 'receiveCallback'];

/** Operations that did what they are for at least once. */
const succeeded = new Set<string>();

async function attack(operation: Known, request: Request): Promise<void> {
  const answer = await send(operation, request);
  const { status, text } = answer;
  // A provider that cannot be reached is no fault of ours, where the document says that one is asked.
  if (status >= 500) expect([502, 503], text).toContain(status);
  expectDocumented(operation, answer);
  if (status >= 400 && operation.operationId !== 'isReady') expectProblem(answer);
  if (request.isValid) expect(isRefusedByForm(answer), text).toBe(false);
  if (request.isSpoiltBody) expect(status, text).toBeGreaterThanOrEqual(400);
  if (status < 400) succeeded.add(operation.operationId);
  if (request.caller === world.spare && status < 400) await world.renewSpare();
  if (status === 201) world.learn(operation.operationId, JSON.parse(text));
}

/** What went wrong with an operation; undefined when nothing did. */
async function weaknessOf(operation: Known): Promise<string | undefined> {
  await world.renew(operation.operationId);
  const isDone = () => succeeded.has(operation.operationId);
  const asItIsMeant = fc.asyncProperty(requestsTo(operation, document, judge, world, true), async (request) => {
    if (!isDone()) await attack(operation, request);
  });
  const anyhow = fc.asyncProperty(requestsTo(operation, document, judge, world), (request) =>
    attack(operation, request),
  );
  for (const [property, runs] of [
    [asItIsMeant, mostFitTries],
    [anyhow, runsOf(operation)],
  ] as const) {
    const report = await fc.check(property, { numRuns: runs, seed, endOnFailure: true, includeErrorInReport: true });
    if (report.failed) return `${operation.method} ${operation.path}: ${fc.defaultReportMessage(report)}`;
  }
  return undefined;
}

describe('an operation that is asked for anything', () => {
  it(
    'answers as the document says, never with a fault of its own',
    async () => {
      const weaknesses: string[] = [];
      for (const operation of operationsOf(document)) weaknesses.push(...[(await weaknessOf(operation)) ?? []].flat());
      expect(weaknesses.join('\n\n')).toBe('');
      expect({}).not.toHaveProperty('isAdmin');
      // What is refused before it begins has not been attacked.
      const names = operationsOf(document).map(({ operationId }) => operationId);
      expect(names.filter((name) => !succeeded.has(name) && !signedByProviders.includes(name))).toEqual([]);
    },
    180_000 + numRuns * 5_000,
  );
});

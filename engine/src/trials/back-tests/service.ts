import { randomBytes } from 'node:crypto';
import {
  InvalidInput,
  newId,
  type BackTest,
  type BackTestChanges,
  type BackTestList,
  type BackTestRequest,
  type FieldError,
  type Flow,
  type PaymentActor,
} from '@pih/schemas';
import type { Logger } from 'pino';
import type { Clock } from '../../clock.ts';
import type { Documents, Snapshot } from '../../config/index.ts';
import type { Viewer } from '../../http/index.ts';
import { summaryFor, type PaymentRepository } from '../../payments/index.ts';
import { asJob } from '../../request-scope.ts';
import { compileFlow } from '../../rules/index.ts';
import { BackTestUnderWay, TooManyBackTests } from '../problems.ts';
import { soundFlow } from '../sound-flow.ts';
import { DecideAgain } from './decide-again.ts';
import type { BackTestModels } from './model.ts';
import { pastOf } from './past.ts';
import { BackTestQueue, type Work } from './queue.ts';
import { run } from './run.ts';
import { BackTestStore } from './store.ts';
import { changeView, stateOf, viewOf } from './views.ts';

export interface BackTestDependencies {
  models: BackTestModels;
  payments: PaymentRepository;
  documents: Pick<Documents, 'read' | 'revision' | 'timeline'>;
  /** The documents that are live at this moment. */
  live: () => Snapshot;
  now: Clock;
  log: Logger;
}

/** So many may wait in one engine. */
const mostWaiting = 10;
const pageSize = 50;

const wrong = (errors: FieldError[]) => new InvalidInput({ what: 'The back-test cannot begin', errors });

/** Runs flows over past payments, in the background: asked for, looked at, canceled, started again. */
export class BackTests {
  readonly #deps: BackTestDependencies;
  readonly #store: BackTestStore;
  readonly #queue: BackTestQueue;

  constructor(deps: BackTestDependencies) {
    this.#deps = deps;
    this.#store = new BackTestStore(deps.models, deps.now, randomBytes(9).toString('base64url'));
    this.#queue = new BackTestQueue(this.#store, this.#work, deps.log);
  }

  /**
   * Begins a back-test of a flow; it waits while another one runs in this engine.
   * @throws InvalidInput, FlowNotSound, DocumentNotFound, RevisionNotFound, TooManyBackTests
   */
  async begin(flow: string, request: BackTestRequest, by: PaymentActor): Promise<BackTest> {
    const { revision, paymentsOf = flow } = request;
    const [from, to] = [new Date(request.from), new Date(request.to)];
    if (from >= to) throw wrong([{ path: '/to', rule: 'period', message: 'must be later than "from"' }]);
    await this.#deps.documents.read('flow', flow);
    if (paymentsOf !== flow) await this.#deps.documents.read('flow', paymentsOf);
    const document = await this.#flowOnTrial(flow, request);
    this.#makeRoom();
    const askedAt = this.#deps.now();
    const id = newId('backTest', askedAt);
    const about = { _id: id, flow, document, from, to, askedAt, askedBy: by };
    const test = await this.#store.insert({
      ...about,
      ...(revision !== undefined && { revision }),
      ...(paymentsOf !== flow && { paymentsOf }),
    });
    this.#queue.add(id);
    return viewOf(test, askedAt);
  }

  /** Those of a flow, newest first. */
  async list(flow: string): Promise<BackTestList> {
    const now = this.#deps.now();
    return { data: (await this.#store.list(flow)).map((test) => viewOf(test, now)) };
  }

  /** @throws BackTestNotFound */
  async read(id: string): Promise<BackTest> {
    return viewOf(await this.#store.read(id), this.#deps.now());
  }

  /** Ends one that waits or runs, in whichever engine; one that has ended stays as it is. @throws BackTestNotFound */
  async cancel(id: string): Promise<BackTest> {
    await this.#store.read(id);
    await this.#store.end(id, 'canceled');
    this.#queue.cancel(id);
    return this.read(id);
  }

  /** Runs one again from its beginning, in this engine. @throws BackTestNotFound, BackTestUnderWay, TooManyBackTests */
  async beginAgain(id: string): Promise<BackTest> {
    const test = await this.#store.read(id);
    const state = stateOf(test, this.#deps.now());
    if (state === 'queued' || state === 'running') throw new BackTestUnderWay({ id });
    this.#makeRoom();
    if (!(await this.#store.waitAgain(test))) throw new BackTestUnderWay({ id });
    this.#queue.add(id);
    return this.read(id);
  }

  /**
   * One page of the payments that would have been offered something else.
   * @param viewer who asks; of payments outside of what they may read nothing is shown, and where that is limited, of
   *   payments that are gone neither, so that a page may come short
   * @throws BackTestNotFound
   */
  async changes(id: string, viewer: Viewer, after = 0, limit = pageSize): Promise<BackTestChanges> {
    await this.#store.read(id);
    const found = await this.#store.changes(id, after, limit + 1);
    const page = found.slice(0, limit);
    const ids = page.map(({ payment }) => payment);
    const scope = await viewer.scope('payments.read');
    const among = { _id: { $in: ids } };
    const filter = scope.filter ? { $and: [among, scope.filter] } : among;
    const payments = await this.#deps.payments.find(filter, { _id: 1 }, limit, ['events', 'decision']);
    const shown = payments.map((payment) => summaryFor(viewer, payment));
    const known = new Map(shown.map(({ id: one, reference, total, state }) => [one, { reference, total, state }]));
    const last = page.at(-1);
    return {
      data: page
        .filter(({ payment }) => scope.reach === 'all' || known.has(payment))
        .map((each) => changeView(each, known.get(each.payment))),
      next: found.length > limit && last ? String(last.place) : null,
    };
  }

  /** Resolves when nothing waits or runs in this engine. */
  idle = (): Promise<void> => this.#queue.idle();

  stop = (): Promise<void> => this.#queue.stop();

  async #flowOnTrial(flow: string, { document, revision }: BackTestRequest): Promise<Flow> {
    if ((document === undefined) === (revision === undefined))
      throw wrong([
        { path: '/document', rule: 'oneOf', message: 'give either a document or a revision, and not both' },
      ]);
    // What became a revision fitted its schema, and was sound then; what it refers to may be gone by now.
    if (revision !== undefined) return (await this.#deps.documents.revision('flow', flow, revision)).document as Flow;
    const draft = soundFlow(document, this.#deps.live().known);
    if (draft.id !== flow)
      throw wrong([{ path: '/document/id', rule: 'const', message: `must be "${flow}"`, value: draft.id }]);
    return draft;
  }

  /** @throws TooManyBackTests */
  #makeRoom(): void {
    const { waiting } = this.#queue;
    if (waiting >= mostWaiting) throw new TooManyBackTests({ waiting });
  }

  readonly #work: Work = ({ flow: tried, paymentsOf: flow = tried, document, from, to }, around) =>
    asJob(this.#deps.now(), async () => {
      const { payments, documents } = this.#deps;
      const again = new DecideAgain(compileFlow(document), await pastOf(documents, flow));
      return run({ payments, flow, from, to, again, ...around });
    });
}

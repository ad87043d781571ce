import type { Money, Provider, ProviderOperation } from '@pih/schemas';
import type { AttemptContext, Outcome } from '../connector.ts';
import type { Call } from './calls.ts';
import { contextOf } from './context.ts';
import { MappingFault } from './expressions.ts';
import { mayHaveHappened, outcomeOfFault, unansweredOfFault } from './faults.ts';
import { MissingValue, type Mappings } from './mappings.ts';
import { perform, type Performed } from './steps.ts';
import { ended, notListened, readAnswer, unreadable, type Reading } from './readings.ts';
import type { StatusMap } from './status-map.ts';

/** What the operations of one document work with. */
export interface Workshop {
  readonly document: Provider;
  readonly declarative: NonNullable<Provider['declarative']>;
  readonly mappings: Mappings;
  readonly statuses: StatusMap;
  readonly call: Call;
  /** The document's other hosts that can be reached here. */
  readonly hosts: Readonly<Record<string, string>>;
  readonly now: () => Date;
}

/** The payment operations of a document, each worked out to an outcome. */
export function createPaymentOperations(workshop: Workshop) {
  const { operations } = workshop.declarative;

  /** Only looks; consent of the shopper counts as pending. */
  const look = async (ctx: AttemptContext): Promise<Outcome> => {
    const reading = await run(workshop, 'lookUp', operations.lookUp, ctx);
    if (reading.kind === 'approved') return { kind: 'pending', ...at(ctx), ...keeping(reading.memory) };
    return reading.kind === 'look-up' || reading.kind === 'nothing' ? unreadable : reading;
  };

  /** Turns "ask how it stands" into the answer to that. */
  const known = async (ctx: AttemptContext, reading: Reading): Promise<Outcome> => {
    if (reading.kind !== 'look-up' && reading.kind !== 'approved') return reading;
    return remembering(await look(withMemory(ctx, reading.memory)), reading.memory);
  };

  /** Takes or holds the money that the shopper agreed to, once per attempt, while the attempt still is the one to be paid. */
  const settled = async (ctx: AttemptContext, reading: Reading | Nothing): Promise<Outcome> => {
    if (reading.kind === 'nothing') return unreadable;
    if (reading.kind !== 'approved') return known(ctx, reading);
    if (!ctx.attempt.isCurrent) return { kind: 'canceled' };
    if (!operations.settle) return { kind: 'pending', ...at(ctx), ...keeping(reading.memory) };
    const agreed = withMemory(ctx, reading.memory);
    const taken = await run(workshop, 'settle', operations.settle, agreed, { key: `${ctx.attempt.id}-settle` });
    if (taken.kind === 'nothing') return { kind: 'pending', ...at(ctx), ...keeping(reading.memory) };
    return remembering(await known(agreed, taken), reading.memory);
  };

  return {
    create: async (ctx: AttemptContext, key: string) =>
      settled(ctx, await run(workshop, 'create', operations.create, ctx, { key })),

    lookUp: async (ctx: AttemptContext) => settled(ctx, await run(workshop, 'lookUp', operations.lookUp, ctx)),

    capture: (operation: ProviderOperation) => async (ctx: AttemptContext, amount: Money, key: string) => {
      const reading = await run(workshop, 'capture', operation, ctx, { key, amount });
      return reading.kind === 'nothing' ? nothingHeld : known(ctx, reading);
    },

    cancel:
      (operation: ProviderOperation) =>
      async (ctx: AttemptContext, key: string): Promise<Outcome> => {
        // What is to be undone depends on how far it got, and the shopper may have been faster.
        const stands = await look(ctx);
        if (stands.kind !== 'pending' && stands.kind !== 'authorized' && stands.kind !== 'declined') return stands;
        const memory = stands.kind === 'declined' ? undefined : stands.memory;
        const present = withMemory(ctx, memory);
        const reading = await run(workshop, 'cancel', operation, present, { key });
        return reading.kind === 'nothing' ? { kind: 'canceled' } : known(present, reading);
      },
  };
}

/** The document says that there is nothing to call. */
interface Nothing {
  readonly kind: 'nothing';
}
const nothingHeld: Outcome = { kind: 'refused', because: 'No money is held.' };

async function run(
  workshop: Workshop,
  name: string,
  operation: ProviderOperation,
  ctx: AttemptContext,
  { key, amount }: { key?: string; amount?: Money } = {},
): Promise<Reading | Nothing> {
  const { declarative, hosts } = workshop;
  try {
    const context = contextOf(name, ctx, { amounts: declarative.amounts, hosts }, amount && { amount });
    const performed = await perform(workshop, operation, context, key);
    return performed ? await read(workshop, operation, ctx, performed) : { kind: 'nothing' };
  } catch (fault) {
    return fault instanceof MissingValue && name === 'lookUp' ? unansweredOfFault(fault) : outcomeOfFault(fault);
  }
}

async function read(
  workshop: Workshop,
  operation: ProviderOperation,
  ctx: AttemptContext,
  performed: Performed,
): Promise<Reading> {
  try {
    if (performed.isRefused) return await readError(workshop, performed, ctx);
    return await readAnswer({ ...workshop, amounts: workshop.declarative.amounts }, operation, performed.context, ctx);
  } catch (fault) {
    // The call was made: a mapping that cannot cope with its answer must not count as "nothing happened".
    if (fault instanceof MappingFault || fault instanceof MissingValue) return unreadable;
    throw fault;
  }
}

async function readError(
  { document, declarative, mappings, statuses, now }: Workshop,
  { context, status, mayHaveMoved }: Performed,
  { attempt }: AttemptContext,
): Promise<Reading> {
  const code = await mappings.text(declarative.errors?.code, context);
  const state = statuses.errorState(code);
  const { reference } = attempt;
  switch (state) {
    case undefined: {
      if (mayHaveHappened(status) || mayHaveMoved) return unreadable;
      const because = `${document.title} answered ${code ?? status}.`;
      return { kind: 'refused', because, providerCode: code ?? `http_${status}` };
    }
    case 'authorized':
    case 'paid':
      return reference ? { kind: state, reference, at: now() } : unreadable;
    case 'pending':
    case 'processing':
      return { kind: state, ...(reference && { reference }) };
    case 'approved':
    case 'look-up':
      return { kind: state };
    case 'busy':
      return mayHaveMoved ? unreadable : notListened;
    default:
      return ended(statuses, state, code);
  }
}

type Memory = Readonly<Record<string, string>> | undefined;

const at = ({ attempt }: AttemptContext) => (attempt.reference ? { reference: attempt.reference } : {});
const keeping = (memory: Memory) => (memory ? { memory } : {});

const withMemory = (ctx: AttemptContext, memory: Memory): AttemptContext =>
  memory ? { ...ctx, attempt: { ...ctx.attempt, memory: { ...ctx.attempt.memory, ...memory } } } : ctx;

/** Adds what an earlier answer of the same question had to remember. */
function remembering(outcome: Outcome, earlier: Memory): Outcome {
  const { kind } = outcome;
  const isKept = kind === 'pending' || kind === 'processing' || kind === 'authorized' || kind === 'paid';
  return earlier && isKept ? { ...outcome, memory: { ...earlier, ...outcome.memory } } : outcome;
}

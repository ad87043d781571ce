import type { Provider, ProviderOperation, ProviderRequest } from '@pih/schemas';
import { ProviderNotReady } from '../problems.ts';
import { WireFault } from '../wire.ts';
import { CredentialsRefused } from './auth/index.ts';
import type { Answer, Call } from './calls.ts';
import { MappingFault } from './expressions.ts';
import { MissingValue, type Context, type Mappings } from './mappings.ts';

/** What came of the calls of an operation. */
export interface Performed {
  /** What the mappings that read answers can see: the last answer, and all of them under their names. */
  readonly context: Context;
  /** The provider said no, by its status or within an answer that looks well. */
  readonly isRefused: boolean;
  readonly status: number;
  /** Money may have moved by a call before the one that was refused. */
  readonly mayHaveMoved: boolean;
}

/** What calls are made with. */
export interface Performer {
  readonly mappings: Mappings;
  readonly call: Call;
  readonly declarative: NonNullable<Provider['declarative']>;
}

interface OneCall {
  readonly id: string;
  readonly request: ProviderRequest;
  readonly when?: string | undefined;
  readonly success?: string | undefined;
  /** Whether money can move by it. */
  readonly isMoving: boolean;
  readonly key: string | undefined;
}

/**
 * Makes the calls of an operation one after the other, until one is refused. Each sees the answers before it.
 * @param context of the operation, which tells its name
 * @returns undefined when there was nothing to call
 * @throws what a call throws, never more certain than what happened: once money may have moved, a later call that could
 *   not be made leaves an unreadable answer, not "nothing happened"
 */
export async function perform(
  performer: Performer,
  operation: ProviderOperation,
  context: Context,
  key?: string,
): Promise<Performed | undefined> {
  if (!(await performer.mappings.holds(operation.when, context))) return undefined;
  let last: Performed | undefined;
  let seen = context;
  let mayHaveMoved = false;
  for (const one of callsOf(operation, context, key)) {
    try {
      if (!(await performer.mappings.holds(one.when, seen))) continue;
      const answer = await performer.call(one.request, seen, one.key);
      seen = withAnswer(seen, one.id, answer);
      const isRefused = answer.status >= 400 || !(await isSuccess(performer, one, seen));
      last = { context: seen, isRefused, status: answer.status, mayHaveMoved };
    } catch (fault) {
      throw mayHaveMoved && isCertain(fault) ? new WireFault('unreadable_answer', fault) : fault;
    }
    if (last.isRefused) return last;
    mayHaveMoved ||= one.isMoving;
  }
  return last;
}

/** A single request is an operation of one step. Each of several calls is an intention of its own. */
function callsOf(operation: ProviderOperation, context: Context, key: string | undefined): OneCall[] {
  const { request, steps, success, redirect } = operation;
  const name = String(context['operation']);
  // A look-up only looks, and before a hosted page is opened nobody can pay.
  const isHarmless = name.startsWith('lookUp') || (name === 'create' && redirect !== undefined);
  if (request) return [{ id: 'request', request, success, isMoving: !isHarmless, key }];
  return (steps ?? []).map((step) => ({
    ...step,
    success: step.success ?? success,
    isMoving: !isHarmless && !step.preparing && step.request.method !== 'GET',
    key: key && `${key}-${step.id}`,
  }));
}

const withAnswer = (context: Context, id: string, { body, headers, status }: Answer): Context => {
  const answer = { response: body, headers, httpStatus: status };
  return { ...context, ...answer, steps: { ...(context['steps'] as object), [id]: answer } };
};

/** @throws WireFault for an answer of which the document cannot say whether it means success */
async function isSuccess({ mappings, declarative }: Performer, one: OneCall, context: Context): Promise<boolean> {
  const rule = one.success ?? declarative.success;
  if (rule === undefined) return true;
  const claim = await mappings.value(rule, context).catch((fault: unknown) => {
    throw fault instanceof MappingFault ? new WireFault('unreadable_answer', fault) : fault;
  });
  if (typeof claim !== 'boolean') throw new WireFault('unreadable_answer');
  return claim;
}

/** Whether a fault claims that this call was not carried out. */
const isCertain = (fault: unknown): boolean =>
  (fault instanceof WireFault && fault.because === 'unreachable') ||
  [CredentialsRefused, MappingFault, MissingValue, ProviderNotReady].some((kind) => fault instanceof kind);

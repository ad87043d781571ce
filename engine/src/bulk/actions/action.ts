import type { FieldError, Money } from '@pih/schemas';
import type { Intention, Viewer } from '../../http/index.ts';
import type { Actor, StoredPayment } from '../../payments/index.ts';
import type { BulkDependencies } from '../dependencies.ts';
import type { Parameters } from '../model.ts';

/** One payment, looked at in somebody's name. */
export interface Question {
  viewer: Viewer;
  payment: StoredPayment;
  parameters: Parameters;
  actor: Actor;
}

/** One payment, done in somebody's name. */
export interface Task extends Question {
  /** What the preview said. */
  amount: Money;
  /** The same one does it once. */
  intention: Intention;
  /** When it was first begun under this intention; undefined when this is the first time. */
  begunAt: Date | undefined;
}

/** What came of it, when it did not fail. */
export type Done = { state: 'done' | 'under_way' } | { state: 'needs_approval'; approval: string };

export const done: Done = { state: 'done' };

/** One action for many payments: what the single one does, and what it takes to tell beforehand. */
export interface BulkAction {
  /** What a role has to allow. */
  permission: string;
  /** What is wrong with what was asked, beyond the schema. */
  faults(parameters: Parameters): FieldError[];
  /**
   * Does nothing.
   * @returns what would be moved, or the total of the payment
   * @throws the problem that the action would end with
   */
  rehearse(deps: BulkDependencies, question: Question): Promise<Money>;
  /**
   * By which rules a second person has to agree, by their titles; by none where this is absent.
   * @param ahead for how many payments it is done at once before, which rules may count
   */
  needsApproval?(deps: BulkDependencies, question: Question, amount: Money, ahead: number): Promise<readonly string[]>;
  /** @throws the problem that it ends with */
  perform(deps: BulkDependencies, task: Task): Promise<Done>;
}

/** @returns what is wrong when a field is missing that the action cannot do without */
export const needed = (parameters: Parameters, field: keyof Parameters): FieldError[] =>
  parameters[field] === undefined
    ? [{ path: `/parameters/${field}`, rule: 'required', message: 'is needed for this action' }]
    : [];

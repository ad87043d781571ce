import { documentErrors, type Flow } from '@pih/schemas';
import { checkFlow, type Known } from '../rules/index.ts';
import { FlowNotSound } from './problems.ts';

/**
 * Hands a draft back as a flow that payments can be led through.
 * @throws FlowNotSound naming what is wrong: its form first, then its structure and what it refers to
 */
export function soundFlow(draft: unknown, known: Known): Flow {
  const misshapen = documentErrors('flow', draft);
  if (misshapen.length) throw new FlowNotSound({ errors: misshapen });
  const flow = draft as Flow;
  // Test cases are no part of the way: one that names a wrong fact keeps a flow from being published, not from being tried.
  const errors = checkFlow({ ...flow, tests: [] }, known);
  if (errors.length) throw new FlowNotSound({ errors });
  return flow;
}

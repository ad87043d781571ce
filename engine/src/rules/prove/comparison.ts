import type { ConditionComparison } from '@pih/schemas';

/** One fact compared with one value. */
export type Comparison = ConditionComparison;

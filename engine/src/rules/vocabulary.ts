import type { ConditionComparison, Decision, FlowNode, Payment } from '@pih/schemas';

export type { Channel, Item, Money, MoneyOrZero, Shopper } from '@pih/schemas';

/** A value of the merchant's own facts. */
export type CustomValue = Payment['custom'][string];

export type Offer = Decision['offers'][number];
export type Removal = Decision['removed'][number];
export type Visit = Decision['visited'][number];
/** One comparison that was made: fact, operator, value, what the payment had, and whether it held. */
export type ComparisonMade = Visit['because'][number];
export type Operator = ConditionComparison['operator'];
export type NodeType = FlowNode['type'];
/** The way a node is left by: yes or no, a case, a branch; undefined where there is only one. */
export type WayOut = string | undefined;

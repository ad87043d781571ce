import type { Condition, Money, Settings } from '@pih/schemas';
import { verdictOf, type Facts } from '../../rules/index.ts';
import { withAskedBefore } from '../actions/asked-before.ts';
import type { Actor, StoredPayment } from '../record/payment.ts';
import { factsOf } from '../sight/scope-facts.ts';
import type { ActionName } from './model.ts';

type Rule = NonNullable<Settings['actionApprovals']>[number];

/** Something that somebody asks for. */
export interface Asked {
  action: ActionName;
  payment: StoredPayment;
  /** What is to be moved now. */
  amount: Money;
  actor: Actor;
  reason: string | undefined;
  /** Refunds that the person has asked for today, this one included; undefined for systems, which are no person. */
  todayByPerson: number | undefined;
}

/** The sum that rules go by: of a refund with all that the same person has asked back of the payment before. */
const judgedSum = ({ action, payment, amount, actor }: Asked): Money =>
  action === 'refund' && actor.type === 'operator' ? withAskedBefore(payment, amount, actor.id) : amount;

/** What a condition may ask; what is not known is absent. */
function factsAbout(asked: Asked): Facts {
  const { payment, reason, todayByPerson } = asked;
  const known = Object.entries(factsOf(payment, judgedSum(asked))).filter(([, value]) => value !== undefined);
  return {
    ...(Object.fromEntries(known) as Facts),
    ...(todayByPerson !== undefined && { todayByPerson }),
    reasonGiven: reason !== undefined,
  };
}

/** The currencies of the sums that a condition compares the amount with. */
function currenciesIn(condition: Condition): string[] {
  if ('all' in condition) return condition.all.flatMap(currenciesIn);
  if ('any' in condition) return condition.any.flatMap(currenciesIn);
  if ('not' in condition) return currenciesIn(condition.not);
  if (condition.fact !== 'amount') return [];
  return [condition.value].flat().flatMap((value) => (isSum(value) ? [value.currency] : []));
}

const isSum = (value: unknown): value is Money => typeof value === 'object' && value !== null && 'currency' in value;

/**
 * Whether a rule asks for a second person. One that speaks of sums, and of none in this currency, cannot tell whether the sum
 * is a large one: then it is taken for large.
 */
function isMet({ when }: Rule, facts: Facts, { currency }: Money): boolean {
  if (!when) return true;
  const named = currenciesIn(when);
  if (named.length === 0 || named.includes(currency)) return verdictOf(when)(facts) === 'yes';
  const { amount: _incomparable, ...rest } = facts;
  return verdictOf(when)(rest, ['amount']) !== 'no';
}

/** What has to be done first: the titles of the rules that it meets, and how many people have to say yes. */
export interface Needs {
  rules: string[];
  approvers: number;
}

/** The rules of an action, whatever they ask. */
export const rulesFor = ({ actionApprovals = [] }: Pick<Settings, 'actionApprovals'>, action: ActionName): Rule[] =>
  actionApprovals.filter(({ actions }) => actions.includes(action));

/** Which of some rules ask for a second person. */
export function needsOf(rules: readonly Rule[], asked: Asked): Needs {
  const facts = factsAbout(asked);
  const met = rules.filter((rule) => isMet(rule, facts, asked.amount));
  return {
    rules: met.map(({ title }) => title),
    approvers: Math.max(0, ...met.map(({ approvers }) => approvers ?? 1)),
  };
}

import type { DocumentCheckFinding, FlowNode } from '@pih/schemas';
import { nameOf } from '../check/index.ts';

export type Finding = DocumentCheckFinding;
type Params = Finding['params'];

const list = (value: Params[string] | undefined): string => (Array.isArray(value) ? value.join(', ') : String(value));

/**
 * What each kind of doubt says, after the name of the node where it has one, and what to do about it. The gaps are the
 * `params` of the finding; `flow-rules.json` lists them for front ends that say it in their own words.
 */
const words: Readonly<Record<string, (params: Params) => string>> = {
  neverHolds: () => 'can never be answered with yes by a payment that gets there; correct the condition or remove it.',
  alwaysHolds: () => 'is answered with yes by every payment that gets there; remove the condition or correct it.',
  caseNeverTaken: ({ case: way }) =>
    `has the case “${list(way)}”, which no payment that gets there has; correct it or remove it.`,
  neverReached: () =>
    'is never reached: what is asked before leaves no payment for it. Correct those conditions or remove it.',
  partAlwaysHolds: ({ fact }) => `asks about “${list(fact)}” in a part that always holds there; it can be left out.`,
  partNeverHolds: ({ fact }) =>
    `asks about “${list(fact)}” in a part that can never make a difference; it can be left out.`,
  decidesNothing: () => 'leads to the same node by every way out; lead them apart or remove it.',
  pairOff: ({ method, provider }) =>
    `offers “${list(method)}” through “${list(provider)}”, which is switched off; switch it on or choose another.`,
  pairCurrency: ({ method, provider, currencies }) =>
    `offers “${list(method)}” through “${list(provider)}” where no payment is in a currency that it takes (${list(currencies)}).`,
  pairCountry: ({ method, provider, countries }) =>
    `offers “${list(method)}” through “${list(provider)}” where no shopper is in a country that it serves (${list(countries)}).`,
  pairLimits: ({ method, provider }) =>
    `offers “${list(method)}” through “${list(provider)}” where every sum is below its minimum or above its maximum.`,
  pairNever: ({ method, provider }) =>
    `offers “${list(method)}” through “${list(provider)}” where it takes no payment: what it asks of currency, country and sum is never met there.`,
  nothingToHide: ({ method }) => `hides “${list(method)}”, which nothing before it offers; leave it out.`,
  nothingToOrder: ({ method }) => `puts “${list(method)}” in order, which nothing before it offers; leave it out.`,
  offeredBefore: ({ methods }) =>
    `offers what was offered before on every way there (${list(methods)}); it can be removed.`,
  requiredBefore: ({ requirements }) =>
    `asks for what was asked for before on every way there (${list(requirements)}); it can be removed.`,
  noMethodLeft: () => 'leaves a cart without any method to pay with; offer one that takes it on this way.',
  fallbackShown: ({ methods }) =>
    `leaves a cart without any method of this flow, so that the fallback of the settings (${list(methods)}) is shown; offer one that takes it on this way.`,
  testNameTwice: ({ name }) => `Two test cases are called “${list(name)}”; give each its own name.`,
  testImpossible: ({ name, fact, other }) =>
    `The test case “${list(name)}” is about a payment that cannot be: its “${list(fact)}” and its “${list(other)}” contradict each other. Correct one of them.`,
  testsContradict: ({ name, other }) =>
    `The test cases “${list(name)}” and “${list(other)}” have the same facts and expect different methods, so one of them must fail; correct one.`,
  unknownBrand: ({ brand }) =>
    `asks about the brand “${list(brand)}”, for which no checkout is live; correct it or publish that checkout.`,
};

/** Every kind of doubt. */
export const doubts: readonly string[] = Object.keys(words);

/** Where a finding is, and what shows it. */
export interface Place {
  path: string;
  node?: Pick<FlowNode, 'id' | 'title'> | undefined;
  edge?: string | undefined;
  example?: Finding['example'] | undefined;
}

/** A finding, with its message in English. */
export function found(rule: string, params: Params, { path, node, edge, example }: Place): Finding {
  const said = words[rule]?.(params) ?? rule;
  return {
    rule,
    ...(node && { node: node.id }),
    ...(edge !== undefined && { edge }),
    path,
    message: node ? `${nameOf(node)} ${said}` : said,
    params,
    ...(example && { example }),
  };
}

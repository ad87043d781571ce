import type { FlowHide, FlowOffer, FlowOrder, FlowRequire } from '@pih/schemas';
import type { Drawing } from '../drawing.ts';
import { found, type Finding } from '../finding.ts';
import { pairName, type Hindrances } from '../hindering.ts';
import type { Question } from '../questions.ts';
import type { State } from '../states.ts';
import type { Crowd } from '../walk.ts';

/** Which kind of hindrance alone stops everybody; `pairNever` where it takes more than one. */
function ruleOf({ isOff, currency, country, limits }: Hindrances, isSure: (question: Question) => boolean): string {
  if (isOff) return 'pairOff';
  if (isSure(currency)) return 'pairCurrency';
  if (isSure(country)) return 'pairCountry';
  return isSure(limits) ? 'pairLimits' : 'pairNever';
}

/** Methods that are offered through a provider which can never take them there. */
function* uselessPairs(drawing: Drawing, node: FlowOffer, path: string, states: readonly State[]): Generator<Finding> {
  const { around, hindering, refinery } = drawing;
  // Checked before: said of a method that is not known at all would be said twice.
  if (drawing.faulty.has(node.id)) return;
  const isSure = (question: Question) => refinery.part(states, question).no.length === 0;
  for (const [index, { method, providers }] of node.data.methods.entries()) {
    for (const [place, provider] of providers.entries()) {
      const hindrances = hindering.get(pairName(method, provider));
      if (!hindrances || !isSure(hindrances.any)) continue;
      const terms = around.providers.get(provider)?.methods.find((each) => each.method === method);
      const rule = ruleOf(hindrances, isSure);
      yield found(
        rule,
        {
          method,
          provider,
          ...(rule === 'pairCurrency' && { currencies: terms?.currencies ?? [] }),
          ...(rule === 'pairCountry' && { countries: terms?.countries ?? [] }),
        },
        { path: `${path}/data/methods/${index}/providers/${place}`, node },
      );
    }
  }
}

/** An offer that adds nothing to what everybody who gets there has been offered. */
function* repeatedOffer(node: FlowOffer, path: string, crowds: readonly Crowd[]): Generator<Finding> {
  const { methods } = node.data;
  const isThere = methods.every(
    ({ method, providers, label, badge }) =>
      !label && !badge && crowds.every(({ offered }) => providers.every((each) => offered.must.get(method)?.has(each))),
  );
  if (isThere) yield found('offeredBefore', { methods: methods.map(({ method }) => method) }, { path, node });
}

/** Methods that a node takes away or puts in order though nobody who gets there can have been offered them. */
function* absentMethods(node: FlowHide | FlowOrder, path: string, crowds: readonly Crowd[]): Generator<Finding> {
  const rule = node.type === 'hide' ? 'nothingToHide' : 'nothingToOrder';
  for (const [index, method] of node.data.methods.entries()) {
    if (crowds.some(({ offered }) => offered.may.has(method))) continue;
    yield found(rule, { method }, { path: `${path}/data/methods/${index}`, node });
  }
}

function* repeatedDemand(node: FlowRequire, path: string, crowds: readonly Crowd[]): Generator<Finding> {
  const { requirements } = node.data;
  if (!crowds.every(({ offered }) => requirements.every((each) => offered.asked.has(each)))) return;
  yield found('requiredBefore', { requirements: [...requirements] }, { path, node });
}

/** What offers, takes away, puts in order or demands to no effect. */
export async function* aboutMethods(drawing: Drawing): AsyncGenerator<Finding> {
  const { flow, graph, walked, faulty } = drawing;
  for (const [index, node] of flow.nodes.entries()) {
    await drawing.giveWay();
    const crowds = walked?.arrivals.get(node.id);
    if (!crowds || graph.nodes.get(node.id) !== node) continue;
    const path = `/nodes/${index}`;
    if (node.type === 'offer') {
      yield* uselessPairs(
        drawing,
        node,
        path,
        crowds.flatMap(({ states }) => states),
      );
      yield* repeatedOffer(node, path, crowds);
    } else if ((node.type === 'hide' || node.type === 'order') && !faulty.has(node.id))
      yield* absentMethods(node, path, crowds);
    else if (node.type === 'require') yield* repeatedDemand(node, path, crowds);
  }
}

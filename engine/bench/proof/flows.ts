import type { Condition, Flow, FlowNode } from '@pih/schemas';
import { pick, randomNumbers } from '../rules/random.ts';

const position = { x: 0, y: 0 };
const countries = ['IT', 'DE', 'FR', 'ES', 'AT', 'NL', 'BE', 'PT', 'CH', 'GB', 'US', 'SE', 'PL'];
const channels = ['web', 'app', 'store', 'phone', 'link'];
const categories = ['food', 'home', 'wine', 'tickets', 'gift-cards'];
const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const methods = ['card', 'paypal', 'satispay', 'scalapay'] as const;
const providerOf = { card: 'stripe', paypal: 'paypal', satispay: 'satispay', scalapay: 'scalapay' } as const;

/** One to four comparisons on what shops ask about most: sums, countries, categories, who and when. */
function question(random: () => number): Condition {
  const eur = (amount: number) => ({ amount, currency: 'EUR' });
  const parts: Condition[] = [
    { fact: 'amount', operator: 'greaterThan', value: eur(1000 * Math.ceil(random() * 100)) },
    { fact: 'country', operator: 'in', value: [pick(random, countries), pick(random, countries)] },
    { fact: 'categories', operator: 'containsAnyOf', value: [pick(random, categories), pick(random, categories)] },
    { fact: 'customerType', operator: 'equal', value: pick(random, ['private', 'business']) },
    { fact: 'channel', operator: 'notEqual', value: pick(random, channels) },
    { fact: 'timeOfDay', operator: 'inTimeWindow', value: { from: '22:00', to: '06:00' } },
    { fact: 'weekday', operator: 'in', value: [pick(random, weekdays), pick(random, weekdays)] },
    { fact: 'amount', operator: 'between', value: [eur(2000), eur(2000 + 1000 * Math.ceil(random() * 100))] },
  ];
  const chosen = Array.from({ length: 1 + Math.floor(random() * 4) }, () => pick(random, parts));
  if (chosen.length === 1 && chosen[0]) return chosen[0];
  return random() < 0.6 ? { all: chosen } : { any: chosen };
}

function node(random: () => number, id: string): FlowNode {
  const chance = random();
  if (chance < 0.5) return { id, type: 'condition', position, data: { when: question(random) } };
  if (chance < 0.8)
    return {
      id,
      type: 'switch',
      position,
      data: { fact: 'country', cases: countries.slice(0, 5).map((each) => ({ id: each, values: [each] })) },
    };
  if (chance < 0.83) return { id, type: 'hide', position, data: { methods: [pick(random, methods)] } };
  const method = pick(random, methods);
  return { id, type: 'offer', position, data: { methods: [{ method, providers: [providerOf[method]] }] } };
}

/** A flow whose ways part and come together again all the time; about three edges to a node. */
export function largeFlow(size: number): Flow {
  const random = randomNumbers(11);
  const middle = Array.from({ length: size - 2 }, (_, index) => node(random, `n${index}`));
  const nodes: FlowNode[] = [
    { id: 'start', type: 'start', position },
    ...middle,
    { id: 'stop', type: 'stop', position },
  ];
  const edges = nodes.flatMap((each, index): Flow['edges'] => {
    // The first way out goes on to the next node, so that every one is reached.
    const target = (place: number) =>
      nodes[Math.min(nodes.length - 1, place === 0 ? index + 1 : index + 1 + Math.floor(random() * 12))]?.id ?? 'stop';
    const ways =
      each.type === 'condition'
        ? ['no', 'yes']
        : each.type === 'switch'
          ? ['otherwise', ...each.data.cases.map(({ id }) => id)]
          : each.type === 'stop'
            ? []
            : [undefined];
    return ways.map((way, place) => ({
      ...{ id: `${each.id}-${place}`, source: each.id, target: target(place) },
      ...(way !== undefined && { sourceHandle: way }),
    }));
  });
  return { kind: 'flow', id: 'large', title: 'Large', nodes, edges };
}

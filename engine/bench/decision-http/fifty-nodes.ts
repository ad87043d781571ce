import type { Condition, Flow, FlowNode } from '@pih/schemas';

const position = { x: 0, y: 0 };
const is = (fact: string, value: string): Condition => ({ fact, operator: 'equal', value });
const above = (amount: number): Condition => ({
  ...{ fact: 'amount', operator: 'greaterThan', value: { amount, currency: 'EUR' } },
});
const countries = ['IT', 'DE', 'FR', 'ES', 'AT', 'NL', 'BE', 'PT', 'PL', 'SE', 'FI', 'IE', 'GR', 'HU'];

/** What the demo organisation's providers carry. */
const methods = [
  { method: 'card', providers: ['stripe'] },
  { method: 'paypal', providers: ['paypal'] },
];

/**
 * A flow of fifty nodes as a merchant might draw it: everybody is offered a card, then a row of questions, a country and a
 * sum or a customer type each, of which those that hold change the order or ask for more, and all lead on to the next.
 */
export function fiftyNodes(id: string): Flow {
  const nodes: FlowNode[] = [{ id: 'start', type: 'start', position }];
  const edges: Flow['edges'] = [];
  let open: { source: string; sourceHandle?: string }[] = [{ source: 'start' }];
  const then = (node: FlowNode, ...ways: string[]) => {
    for (const each of open) edges.push({ id: `e${edges.length}`, ...each, target: node.id });
    nodes.push(node);
    open = ways.length ? ways.map((sourceHandle) => ({ source: node.id, sourceHandle })) : [{ source: node.id }];
  };
  then({ id: 'everybody', type: 'offer', position, data: { methods } });
  for (let index = 0; nodes.length < 49; index += 1) {
    const country = countries[index % countries.length] ?? 'IT';
    const other = index % 3 ? above(index * 1_000) : is('customerType', 'business');
    const when: Condition = { all: [is('country', country), { any: [other, is('device', 'mobile')] }] };
    then({ id: `ask-${index}`, type: 'condition', position, data: { when } }, 'yes', 'no');
    const [yes, no] = open;
    if (nodes.length >= 49 || !yes || !no) break;
    open = [yes];
    const isOrder = index % 2 === 0;
    then(
      isOrder
        ? { id: `do-${index}`, type: 'order', position, data: { methods: ['paypal'] } }
        : { id: `do-${index}`, type: 'require', position, data: { requirements: ['email'] } },
    );
    open.push(no);
  }
  then({ id: 'stop', type: 'stop', position });
  return { kind: 'flow', id, title: 'Fifty nodes', nodes, edges };
}

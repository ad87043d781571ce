import { parseArgs } from 'node:util';
import { examineFlow } from '../../src/rules/index.ts';
import { machine } from '../machine.ts';
import { processorTime, quantile } from '../rules/measure.ts';
import { largeFlow } from './flows.ts';
import { demo, demoFlows } from './demo.ts';

/**
 * How long the proof takes that runs at every pause of typing: errors, warnings with their example carts, and test cases.
 *
 * node --import tsx engine/bench/proof/run.ts [--rounds 15] [--sizes 30,300,2000]
 */
const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '15' }, sizes: { type: 'string', default: '30,300,2000' } },
});
const rounds = Number(values.rounds);
const flows = [...demoFlows, ...values.sizes.split(',').map((size) => largeFlow(Number(size)))];
const around = demo();

console.log(`${machine(new Date())}\n`);
console.log('| flow | nodes | edges | warnings | first ms | median ms | longest ms |');
console.log('| --- | --: | --: | --: | --: | --: | --: |');
for (const flow of flows) {
  const times: number[] = [];
  let warnings = 0;
  for (let round = 0; round <= rounds; round++) {
    const document = structuredClone(flow);
    const begun = processorTime();
    warnings = (await examineFlow(document, around)).warnings.length;
    times.push((processorTime() - begun) / 1000);
  }
  const [first = NaN, ...later] = times;
  const figures = [first, quantile(later, 0.5), Math.max(...later)].map((ms) => ms.toFixed(1)).join(' | ');
  console.log(`| ${flow.id} | ${flow.nodes.length} | ${flow.edges.length} | ${warnings} | ${figures} |`);
}

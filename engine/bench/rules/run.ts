import { parseArgs } from 'node:util';
import { compileFlow } from '../../src/rules/index.ts';
import { machine } from '../machine.ts';
import { chain, someFacts, tree, type Shape } from './flows.ts';
import { checkAgreement, measure, processorTime, quantile, type Measured } from './measure.ts';
import { baseline, variantsOf } from './variants.ts';

/**
 * How fast a flow decides, compiled and otherwise: chains and trees of 10, 100 and 1000 conditions, all variants in turns
 * in one process, each first held against the others.
 *
 * node --import tsx engine/bench/rules/run.ts [--rounds 5] [--turn 250] [--sizes 10,100,1000]
 */
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    turn: { type: 'string', default: '250' },
    sizes: { type: 'string', default: '10,100,1000' },
  },
});
const rounds = { rounds: Number(values.rounds), turnMs: Number(values.turn) };
const sizes = values.sizes.split(',').map(Number);

const number = (value: number, digits = 0) => value.toLocaleString('en', { maximumFractionDigits: digits });

function table(measured: readonly Measured[]): string {
  const whole = measured.find(({ name }) => name === baseline)?.processor ?? NaN;
  const rows = measured.map(
    ({ name, processor, p50, p99 }) =>
      `| ${name} | ${number(processor, 1)} | ${number(whole / processor, 1)} | ${number(p50, 1)} | ${number(p99, 1)} |`,
  );
  return ['| variant | processor µs | ratio | p50 µs | p99 µs |', '| --- | --: | --: | --: | --: |', ...rows].join(
    '\n',
  );
}

/** Milliseconds of processor time that compiling takes, the first time and in the median of forty. */
function compileTimes({ flow }: Shape): { first: number; median: number } {
  const times = Array.from({ length: 41 }, () => {
    const document = structuredClone(flow);
    const begun = processorTime();
    compileFlow(document);
    return (processorTime() - begun) / 1000;
  });
  return { first: times[0] ?? NaN, median: quantile(times.slice(1), 0.5) };
}

console.log(`${machine(new Date())}\n`);
const facts = someFacts(500);
const shapes = [chain, tree].flatMap((make) => sizes.map((size) => make(size)));
const compiled = shapes.toReversed().map((shape) => ({ shape, ...compileTimes(shape) }));
console.log(`Compiling, ms of processor time (the first time in this process, the median of 40):`);
for (const { shape, first, median } of compiled.toReversed())
  console.log(`- ${shape.name} of ${shape.conditions.length}: ${number(first, 1)}, ${number(median, 1)}`);
for (const shape of shapes) {
  const variants = variantsOf(shape);
  await checkAgreement(variants, facts);
  console.log(`\n### ${shape.name} of ${shape.conditions.length} conditions\n`);
  console.log(table(await measure(variants, facts, rounds)));
}

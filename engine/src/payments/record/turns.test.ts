import { expect, it } from 'vitest';
import { Turns } from './turns.ts';

/** Work that ends when the test says so. */
function work(log: string[], name: string) {
  let end = (_error?: Error) => {};
  const ended = new Promise<void>((resolve, reject) => (end = (error) => (error ? reject(error) : resolve())));
  const run = () => {
    log.push(`${name} begins`);
    return ended.finally(() => log.push(`${name} ends`));
  };
  return { run, end: (error?: Error) => end(error) };
}

it('lets one after the other work on the same thing, a failed one too, and nobody wait for another thing', async () => {
  const turns = new Turns();
  const log: string[] = [];
  const [first, second, third, other] = ['first', 'second', 'third', 'other'].map((name) => work(log, name)) as [
    ReturnType<typeof work>,
    ReturnType<typeof work>,
    ReturnType<typeof work>,
    ReturnType<typeof work>,
  ];
  const taken = [first, second, third].map(({ run }) => turns.take('payment', run));
  const aside = turns.take('another payment', other.run);
  other.end();
  await aside;
  second.end();
  third.end();
  first.end(new Error('it went wrong'));
  expect((await Promise.allSettled(taken)).map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
  expect(log).toEqual([
    'first begins',
    'other begins',
    'other ends',
    'first ends',
    'second begins',
    'second ends',
    'third begins',
    'third ends',
  ]);
});

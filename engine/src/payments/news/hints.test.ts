import { expect, it } from 'vitest';
import { createHintGate } from './hints.ts';

const hint = (attempt: string, sender = '203.0.113.1', provider = 'satispay') => ({ provider, attempt, sender });
const followed = async (isFollowed: ReturnType<typeof createHintGate>, hints: ReturnType<typeof hint>[]) => {
  const answers = await Promise.all(hints.map((each) => isFollowed(each)));
  return answers.filter(Boolean).length;
};

it('follows a flood of hints about one attempt a few times, and those about another all the same', async () => {
  const gate = createHintGate({ attempt: 3, sender: 1000 });
  expect(
    await followed(
      gate,
      Array.from({ length: 500 }, (_, n) => hint('att_1', `203.0.113.${n % 250}`)),
    ),
  ).toBe(3);
  expect(await gate(hint('att_2'))).toBe(true);
});

it('holds back a network that guesses its way through attempts, and nobody else', async () => {
  const gate = createHintGate({ attempt: 3, sender: 10 });
  expect(
    await followed(
      gate,
      Array.from({ length: 100 }, (_, n) => hint(`att_${n}`)),
    ),
  ).toBe(10);
  expect(await gate(hint('att_200', '198.51.100.7'))).toBe(true);
  expect(await gate(hint('att_200', '203.0.113.1', 'axerve'))).toBe(true);
});

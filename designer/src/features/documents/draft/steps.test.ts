import { expect, it } from 'vitest';
import { mostSteps, noSteps, redone, taken, undone, type Steps } from './steps.ts';

const typed = (steps: Steps<string>, text: string, at: number) => taken(steps, text, at, 'title');

it('goes back over a hundred steps and forward again', () => {
  let steps = noSteps(0);
  for (let step = 1; step <= 150; step++) steps = taken(steps, step, step * 10);
  for (let back = 0; back < 150; back++) steps = undone(steps);
  expect(steps.now).toBe(0);
  for (let on = 0; on < 150; on++) steps = redone(steps);
  expect(steps.now).toBe(150);
  expect(undone(undone(noSteps(0))).now).toBe(0);
});

it('takes a word typed letter by letter back at once, and no more than the word', () => {
  let steps = taken(noSteps('old'), 'other', 0);
  for (const [at, text] of ['N', 'Ne', 'New'].entries()) steps = typed(steps, text, 100 + at * 200);
  expect(undone(steps).now).toBe('other');
  expect(undone(undone(steps)).now).toBe('old');
});

it('keeps steps apart after a pause, after another step and after going back', () => {
  const paused = typed(typed(noSteps(''), 'a', 0), 'ab', 1500);
  expect(undone(paused).now).toBe('a');
  const between = typed(taken(typed(noSteps(''), 'a', 0), 'a!', 100), 'a!b', 200);
  expect(undone(between).now).toBe('a!');
  const wentBack = typed(undone(typed(typed(noSteps(''), 'a', 0), 'ab', 100)), 'c', 200);
  expect(undone(wentBack).now).toBe('');
});

it('forgets what was taken back once something else is done', () => {
  const steps = taken(undone(taken(noSteps('a'), 'b', 0)), 'c', 10);
  expect(redone(steps).now).toBe('c');
});

it('does not grow without end', () => {
  let steps = noSteps(0);
  for (let step = 1; step <= mostSteps + 50; step++) steps = taken(steps, step, step);
  expect(steps.past).toHaveLength(mostSteps);
});

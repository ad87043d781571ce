import type { RequestListener } from 'node:http';
import { newId, problem } from '@pih/schemas';

export const NotReadyYet = problem<{ retryAfterSeconds: number }>({
  type: 'not-ready-yet',
  status: 503,
  title: 'The engine is still starting',
  detail: ({ retryAfterSeconds }) => `Nothing was done. Wait ${retryAfterSeconds} seconds and try again.`,
});

const retryAfterSeconds = 1;

/** Answers everybody while the engine listens already, and what would answer them is not there yet. */
export const notReadyYet: RequestListener = (request, response) => {
  const refused = new NotReadyYet({ retryAfterSeconds });
  request.resume();
  response
    .writeHead(refused.status, {
      'Content-Type': 'application/problem+json',
      'Retry-After': String(retryAfterSeconds),
    })
    .end(JSON.stringify({ ...refused.toJSON(), instance: newId('request', new Date()) }));
};

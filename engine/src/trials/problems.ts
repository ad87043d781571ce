import { problem, type FieldError } from '@pih/schemas';

export const FlowNotSound = problem<{ errors: FieldError[] }>({
  type: 'flow-not-sound',
  status: 422,
  title: 'This flow cannot be tried yet',
  detail: ({ errors }) =>
    `The flow has ${errors.length === 1 ? 'a problem' : `${errors.length} problems`}; mend it first: ${errors[0]?.path ?? ''} ${errors[0]?.message ?? ''}`,
});

export const BackTestNotFound = problem<{ id: string }>({
  type: 'back-test-not-found',
  status: 404,
  title: 'This back-test does not exist',
  detail: ({ id }) =>
    `There is no back-test "${id.slice(0, 80)}". Those that nobody asked for in 90 days are gone; start another one.`,
});

export const BackTestUnderWay = problem<{ id: string }>({
  type: 'back-test-under-way',
  status: 409,
  title: 'This back-test is under way',
  detail: ({ id }) => `The back-test "${id}" is waiting or running already. Let it end, or cancel it first.`,
});

export const TooManyBackTests = problem<{ waiting: number }>({
  type: 'too-many-back-tests',
  status: 429,
  title: 'Too many back-tests are waiting',
  detail: ({ waiting }) =>
    `${waiting} back-tests wait for their turn already. Let some end, or cancel them, and try again.`,
});

import { problem } from '@pih/schemas';

export const FileNotFound = problem<{ id: string }>({
  type: 'file-not-found',
  status: 404,
  title: 'This file does not exist',
  detail: ({ id }) =>
    `There is no file "${id.slice(0, 60)}". It may have been kept for a time that is over; have it made again.`,
});

export const FileDamaged = problem<{ id: string }>({
  type: 'file-damaged',
  status: 500,
  title: 'This file cannot be read whole',
  detail: ({ id }) =>
    `Parts of the file "${id}" are missing or are not what was stored. Have it made again, and report it with the request id.`,
});

import type { Job } from '@pih/schemas';
import { needed, type Scene } from '../stage.ts';
import type { When } from '../working-days.ts';

/** Lists that people took out of the house. */
export const exportScenes = (when: When): Scene[] => [
  {
    name: 'the list of an auditor',
    at: when(1, '11:10'),
    async play({ office, hub, key }) {
      const andrea = office('andrea');
      const body = {
        ...{ format: 'csv', language: 'it', separator: 'semicolon' },
        query: { state: ['refunded', 'partially_refunded'] },
        columns: ['reference', 'createdAt', 'state', 'brand', 'method', 'total', 'refunded', 'name', 'email'],
      };
      const job = needed('export', await andrea.post<Job>('/v1/exports', key(), body));
      await hub.idle();
      await andrea.get(`/v1/jobs/${job.id}/file`);
    },
  },
  {
    name: 'the list of an administrator',
    at: when(1, '14:20'),
    async play({ office, hub, key }) {
      const body = { format: 'xlsx', language: 'it', query: { state: ['paid'], brand: ['nordlicht'] } };
      needed('export', await office('giulia').post<Job>('/v1/exports', key(), body));
      await hub.idle();
    },
  },
];

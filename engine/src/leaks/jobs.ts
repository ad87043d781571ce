import { apiSchemas } from '@pih/schemas';
import type { Asker } from './channels.ts';

const everyColumn = apiSchemas['export-request'].properties.columns.items.enum;

/** What somebody is told who does one thing for all payments, and who exports all of them. */
export async function jobsOfAll({ get, hears, hub, key }: Asker): Promise<void> {
  const begin = async (path: string, body: object): Promise<string> => {
    const answer = await hub.ask<{ id?: string }>('POST', path, { key, body });
    hears({ by: `POST ${path}`, status: answer.status, text: JSON.stringify(answer.body) });
    return answer.body.id ?? '';
  };
  const action = { action: 'note', query: {}, parameters: { text: 'Looked at' } };
  const preview = await begin('/v1/bulk/preview', action);
  const ids = [
    await begin('/v1/bulk', { preview }),
    await begin('/v1/exports', { format: 'csv', columns: everyColumn }),
  ];
  await hub.app.jobs.idle();
  await get('/v1/jobs');
  for (const id of ids) for (const path of ['', '/items', '/file']) await get(`/v1/jobs/${id}${path}`);
}

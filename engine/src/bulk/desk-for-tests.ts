import type { BulkPreview, BulkPreviewRequest, Job, JobItem, JobItemList } from '@pih/schemas';
import type { Answer, Ask, TestHub } from '../hub-for-tests.ts';

/** What somebody does with bulk actions and jobs, as the console does it. */
export const desk = (hub: TestHub, who: Pick<Ask, 'key' | 'headers'>) => {
  const expectStatus = <Body>({ status, body }: Answer<Body>, wanted: number): Body => {
    if (status !== wanted) throw new Error(`Expected ${wanted}, got ${status}: ${JSON.stringify(body)}`);
    return body;
  };
  const ask = <Body>(method: string, path: string, body?: unknown) =>
    hub.ask<Body>(method, path, { ...who, ...(body !== undefined && { body }) });
  const job = async (id: string) => expectStatus(await ask<Job>('GET', `/v1/jobs/${id}`), 200);
  const self = {
    ask,
    preview: async (body: BulkPreviewRequest) =>
      expectStatus(await ask<BulkPreview>('POST', '/v1/bulk/preview', body), 200),
    start: async ({ id }: Pick<BulkPreview, 'id'>) =>
      expectStatus(await ask<Job>('POST', '/v1/bulk', { preview: id }), 202),
    job,
    wish: (id: string, wish: string) => ask<Job>('POST', `/v1/jobs/${id}/${wish}`),
    /** All payments of a job. */
    async items(id: string, filter = ''): Promise<JobItem[]> {
      return expectStatus(await ask<JobItemList>('GET', `/v1/jobs/${id}/items?limit=100${filter}`), 200).data;
    },
    /** Looks and starts at once, and waits for the end. */
    async done(body: BulkPreviewRequest): Promise<Job> {
      const { id } = await self.start(await self.preview(body));
      await hub.app.jobs.idle();
      return job(id);
    },
    file: async (id: string, language = 'en') =>
      expectStatus(await ask<string>('GET', `/v1/jobs/${id}/file?language=${language}`), 200),
  };
  return self;
};

export type Desk = ReturnType<typeof desk>;

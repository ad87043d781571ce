import type { Provider } from '@pih/schemas';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestHub, type TestHub } from '../hub-for-tests.ts';
import { editorAt, type Editor } from './life-for-tests.ts';

let hub: TestHub;
let editor: Editor;
beforeAll(async () => {
  hub = await startTestHub();
  editor = editorAt(hub, { key: await hub.keyWith('administrator') });
});
afterAll(() => hub.stop());

const hourMs = 3_600_000;

it('a timeline says of every moment what was live then, as whoever asks about that moment alone is told', async () => {
  const { now } = hub.app.payments;
  const moments = [new Date(now().getTime() - hourMs), now()];
  for (const id of ['stripe', 'paypal', 'stripe', 'satispay', 'stripe']) {
    hub.advance(hourMs);
    const document = hub.app.live.current.get('provider', id)?.document;
    if (!document) throw new Error(`The demo organisation has ${id}.`);
    await editor.published({ ...document, title: `${document.title} again` });
    moments.push(now());
  }
  hub.advance(hourMs);
  moments.push(now());
  const timeline = await hub.app.documents.timeline('provider');
  const titles = (providers: readonly Provider[]) => providers.map(({ id, title }) => `${id}: ${title}`).sort();
  const seen = moments.map((moment) => titles(timeline(moment)));
  const told = await Promise.all(
    moments.map(async (moment) => titles(await hub.app.documents.liveAt('provider', moment))),
  );
  expect(seen).toEqual(told);
  expect(seen[0]).toEqual([]);
  expect(new Set(seen.map(String)).size).toBe(7);
  // Whoever keeps something for a stretch of time knows it again by its list.
  expect(timeline(moments[6] ?? now())).toBe(timeline(moments[7] ?? now()));
});

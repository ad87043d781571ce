import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { newRouter, type HubRouter } from './context.ts';
import { open } from './decide.ts';
import { described } from './describe.ts';
import { NotFound } from './problems.ts';
import { query, queryOf } from './query.ts';

const icons = path.dirname(createRequire(import.meta.url).resolve('simple-icons/icons/simpleicons.svg'));

/** What is no brand and so has no logo there, drawn for the same square of 24 by 24. */
const drawnHere: ReadonlyMap<string, string> = new Map([
  [
    'creditcard',
    '<svg role="img" viewBox="0 0 24 24" xmlns="http://www.w3.org/2000/svg"><path fill-rule="evenodd" d="M3 5h18a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H3a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2Zm0 2v1h18V7H3Zm0 4v6h18v-6H3Zm2 3h5v1.5H5V14Z"/></svg>',
  ],
]);

const svgOf = (name: string): Promise<string | undefined> =>
  readFile(path.join(icons, `${name}.svg`), 'utf8').catch(() => drawnHere.get(name));

const about = described({
  name: 'getMark',
  chapter: 'Service',
  summary: 'The logo of a method',
  path: { icon: 'icon' },
  success: { status: 200, media: 'image/svg+xml' },
  problems: [NotFound],
});

/** Logos of methods, from simple-icons (CC0) or our own, in the colour that the document asks for. */
export function markRoutes(): HubRouter {
  const router = newRouter();
  router.get('/marks/:icon', open('Logos are public.'), about, query('mark-query'), async (ctx) => {
    const name = /^([a-z0-9]{1,40})\.svg$/.exec(String((ctx['params'] as { icon?: string }).icon))?.[1];
    const { color = '000000' } = queryOf(ctx, 'mark-query');
    if (!name) return;
    const svg = await svgOf(name);
    if (!svg) return;
    ctx.set('Cache-Control', 'public, max-age=86400');
    ctx.type = 'image/svg+xml';
    ctx.body = svg.replace('<svg ', `<svg fill="#${color}" `);
  });
  return router;
}

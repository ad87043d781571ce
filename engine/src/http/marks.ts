import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { newRouter, type HubRouter } from './context.ts';
import { open } from './decide.ts';
import { described } from './describe.ts';
import { NotFound } from './problems.ts';
import { query, queryOf } from './query.ts';

const icons = path.dirname(createRequire(import.meta.url).resolve('simple-icons/icons/simpleicons.svg'));

const about = described({
  name: 'getMark',
  chapter: 'Service',
  summary: 'The logo of a method',
  path: { icon: 'icon' },
  success: { status: 200, media: 'image/svg+xml' },
  problems: [NotFound],
});

/** Logos of methods, from simple-icons (CC0), in the colour that the document asks for. */
export function markRoutes(): HubRouter {
  const router = newRouter();
  router.get('/marks/:icon', open('Logos are public.'), about, query('mark-query'), async (ctx) => {
    const name = /^([a-z0-9]{1,40})\.svg$/.exec(String((ctx['params'] as { icon?: string }).icon))?.[1];
    const { color = '000000' } = queryOf(ctx, 'mark-query');
    if (!name) return;
    const svg = await readFile(path.join(icons, `${name}.svg`), 'utf8').catch(() => undefined);
    if (!svg) return;
    ctx.set('Cache-Control', 'public, max-age=86400');
    ctx.type = 'image/svg+xml';
    ctx.body = svg.replace('<svg ', `<svg fill="#${color}" `);
  });
  return router;
}

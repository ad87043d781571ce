import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { newRouter, type HubRouter } from './context.ts';
import { open } from './decide.ts';

const icons = path.dirname(createRequire(import.meta.url).resolve('simple-icons/icons/simpleicons.svg'));

/** Logos of methods, from simple-icons (CC0), in the colour that the document asks for. */
export function markRoutes(): HubRouter {
  const router = newRouter();
  router.get('/marks/:icon', open('Logos are public.'), async (ctx) => {
    const name = /^([a-z0-9]{1,40})\.svg$/.exec(String((ctx['params'] as { icon?: string }).icon))?.[1];
    const color = String(ctx.query['color'] ?? '000000');
    if (!name || !/^[0-9a-fA-F]{6}$/.test(color)) return;
    const svg = await readFile(path.join(icons, `${name}.svg`), 'utf8').catch(() => undefined);
    if (!svg) return;
    ctx.set('Cache-Control', 'public, max-age=86400');
    ctx.type = 'image/svg+xml';
    ctx.body = svg.replace('<svg ', `<svg fill="#${color}" `);
  });
  return router;
}

import { createRequire } from 'node:module';
import path from 'node:path';
import send from 'koa-send';
import { newRouter, type HubMiddleware, type HubRouter } from '../context.ts';
import { open } from '../decide.ts';
import { described, leftOut } from '../describe.ts';
import { openApiOf } from './document.ts';

const isPublic = open('How to ask is no secret; what is answered needs a key, a session or a token.');
const isViewer = leftOut('The viewer of this description, for people.');

const about = described({
  name: 'describeApi',
  chapter: 'Service',
  summary: 'This description',
  more: 'An OpenAPI 3.1 document. `/docs` shows it to people.',
  success: { status: 200, body: 'open-api' },
});

/** Of the viewer's package only what the page loads; the rest, such as its sign-in detour, is not for the public. */
const ofPackage = ['swagger-ui-bundle.js', 'swagger-ui.css'];
/** Ours, beside the page: its looks, its mark, and what starts the viewer. */
const own = ['docs.css', 'docs.js', 'mark.svg'];

const viewer = path.dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));

const file =
  (root: string, name: string, maxAgeSeconds: number): HubMiddleware =>
  async (ctx) => {
    await send(ctx, name, { root });
    ctx.set('Cache-Control', maxAgeSeconds ? `public, max-age=${maxAgeSeconds}` : 'no-cache');
  };

/**
 * The description of the API for programs, and a viewer for people that loads nothing from elsewhere.
 * @param routers asked when the document is first wanted, because this one is among them
 * @param folder of the page `index.html` with its looks and script
 */
export function openApiRoutes(routers: () => readonly HubRouter[], folder: string): HubRouter {
  const router = newRouter();
  let document: string | undefined;
  router.get('/openapi.json', isPublic, about, (ctx) => {
    ctx.body = document ??= JSON.stringify(openApiOf(routers()));
    ctx.type = 'application/json';
    ctx.set('Cache-Control', 'no-cache');
  });
  // The page names its files beside it, so its address needs the slash, which the router does not tell apart.
  const page = file(folder, 'index.html', 0);
  router.get('/docs', isPublic, isViewer, (ctx, next) =>
    ctx.path === '/docs' ? ctx.redirect('/docs/') : page(ctx, next),
  );
  for (const name of own) router.get(`/docs/${name}`, isPublic, isViewer, file(folder, name, 0));
  for (const name of ofPackage) router.get(`/docs/${name}`, isPublic, isViewer, file(viewer, name, 86_400));
  return router;
}

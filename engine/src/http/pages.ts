import { stat } from 'node:fs/promises';
import path from 'node:path';
import send from 'koa-send';
import { newRouter, type HubContext, type HubRouter } from './context.ts';
import { open } from './decide.ts';
import { framedByOwnPages } from './surroundings.ts';
import { leftOut } from './describe.ts';

const isPage = leftOut('A page for people, not a part of the API.');
const isPublic = open('Pages carry no data; what they show is asked for with a session or a token.');

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    (found) => found.isFile(),
    () => false,
  );
}

/** Sends a built file when it exists; assets have their content in their name and never change. */
async function sendFile(ctx: HubContext, folder: string, file: string): Promise<boolean> {
  const full = path.join(folder, path.normalize(`/${file}`));
  if (!full.startsWith(folder + path.sep) || !(await exists(full))) return false;
  const isAsset = file.startsWith('assets/');
  await send(ctx, path.relative(folder, full), {
    root: folder,
    ...(isAsset && { maxAge: 31_536_000_000, immutable: true }),
  });
  ctx.vary('Accept-Encoding');
  if (!isAsset) ctx.set('Cache-Control', 'no-cache');
  return true;
}

export interface Pages {
  /** Folders of the built apps. */
  console: string;
  checkout: string;
  /** Whether the demo shop is served. */
  hasDemo: boolean;
}

/** The apps: the console, the checkout and, beside the simulators, the demo shop. */
export function pageRoutes(pages: Pages): HubRouter {
  const router = newRouter();
  const serve = (folder: string, page: string) => async (ctx: HubContext) => {
    const file = [(ctx['params'] as { file?: string | string[] }).file ?? []].flat().join('/');
    if (file && (await sendFile(ctx, folder, file))) return;
    // A missing asset is missing; every other address is one of the app's own.
    if (!file.startsWith('assets/')) await sendFile(ctx, folder, page);
  };
  router.get('/', isPublic, isPage, (ctx) => ctx.redirect(pages.hasDemo ? '/demo' : '/console/'));
  const console = serve(pages.console, 'index.html');
  router.get('/console', isPublic, isPage, async (ctx) => {
    // The router takes "/console/" for the same address, and that one is the page.
    if (ctx.path === '/console') ctx.redirect('/console/');
    else await console(ctx);
  });
  router.get('/console/{*file}', isPublic, isPage, console);
  router.get('/checkout/{*file}', isPublic, isPage, serve(pages.checkout, 'index.html'));
  // The console shows it in a frame beside the form; nobody else may.
  router.get('/checkout-preview', isPublic, isPage, async (ctx) => {
    framedByOwnPages(ctx);
    await serve(pages.checkout, 'preview/index.html')(ctx);
  });
  if (pages.hasDemo) router.get('/demo', isPublic, isPage, serve(pages.checkout, 'demo/index.html'));
  return router;
}

import type { Checkout, Mark, Text } from '@pih/schemas';
import { may, newRouter, open, query, queryOf, type HubRouter } from '../http/index.ts';
import { aboutLogo, aboutVocabulary } from './descriptions.ts';
import type { Snapshot } from './snapshot.ts';

interface KnownMethod {
  id: string;
  title: Text;
  mark: Mark;
  providers: string[];
}

/** Every method with its looks, as the first provider that carries it describes it. */
function methodsOf(live: Snapshot): KnownMethod[] {
  const methods = new Map<string, KnownMethod>();
  for (const { document } of live.all('provider')) {
    for (const { method, title, mark } of document.methods) {
      const known = methods.get(method) ?? { id: method, title, mark, providers: [] };
      methods.set(method, { ...known, providers: [...known.providers, document.id] });
    }
  }
  return [...methods.values()];
}

/** The words of this installation: what the console needs to name methods, providers, brands and facts. */
export function vocabularyRoutes(live: () => Snapshot): HubRouter {
  const router = newRouter();
  router.get('/v1/vocabulary', may('payments.read'), aboutVocabulary, (ctx) => {
    const snapshot = live();
    const { timeZone, defaultCurrency } = snapshot.settings;
    ctx.body = {
      methods: methodsOf(snapshot),
      providers: snapshot
        .all('provider')
        .map(({ document: { id, title, environment } }) => ({ id, title, environment })),
      brands: snapshot.all('checkout').map(({ document: { id, title, flow } }) => ({ id, title, flow })),
      facts: snapshot.known.facts,
      timeZone,
      defaultCurrency,
    };
  });
  return router;
}

/**
 * Each brand's logo, as an image: nothing inside an SVG runs there, and the policy below makes sure of it.
 * @param once a brand's document as it was published once
 */
export function logoRoutes(
  live: () => Snapshot,
  once: (id: string, revision: number) => Promise<Checkout | undefined>,
): HubRouter {
  const router = newRouter();
  router.get('/v1/brands/:id/logo.svg', open('A logo is public.'), aboutLogo, query('logo-query'), async (ctx) => {
    const { id = '' } = ctx['params'] as { id?: string };
    const { revision } = queryOf(ctx, 'logo-query');
    const brand = revision === undefined ? live().evenArchived('checkout', id)?.document : await once(id, revision);
    const logo = brand?.logo;
    if (!logo) return;
    ctx.set('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'");
    ctx.set('Cache-Control', 'public, max-age=60');
    ctx.type = 'image/svg+xml';
    ctx.body = logo;
  });
  return router;
}

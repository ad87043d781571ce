import Stripe from 'stripe';
import type { Wire } from '../wire.ts';

/** Where the SDK believes it talks to. */
const usual = 'https://api.stripe.com';

/**
 * The official SDK, speaking through the hub's own wire: to another host when the document says so (a path prefix
 * included, which the SDK's `host` option cannot express), with the hub's deadline and size limit, and no redirects.
 */
export function createClient(secretKey: string, baseUrl: string, wire: Wire): Stripe {
  return new Stripe(secretKey, {
    httpClient: Stripe.createFetchHttpClient(fetchThrough(wire, baseUrl)),
    telemetry: false,
    // Whether and when to ask again is decided above the connectors, alike for every provider.
    maxNetworkRetries: 0,
    // Longer than any operation may take; its deadline is the wire’s, which knows how to name what happened.
    timeout: 180_000,
  });
}

/** The SDK calls with an absolute address and the finished body; everything else is the wire's business. */
function fetchThrough(wire: Wire, baseUrl: string): typeof fetch {
  return async (input, init) => {
    const { pathname, search } = new URL(String(input), usual);
    const { status, headers, text } = await wire({
      method: init?.method ?? 'GET',
      url: baseUrl + pathname + search,
      headers: new Headers(init?.headers),
      ...(typeof init?.body === 'string' && init.body !== '' && { body: init.body }),
    });
    // Statuses without a body (Fetch standard, section 2.2.3) refuse even an empty one.
    return new Response([101, 204, 205, 304].includes(status) ? null : text, { status, headers });
  };
}

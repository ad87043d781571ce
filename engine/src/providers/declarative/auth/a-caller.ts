import type { Provider } from '@pih/schemas';
import type { Outcome } from '../../connector.ts';
import { anAttempt } from '../../an-attempt.ts';
import { loopback, type Heard, type Said } from '../../loopback.ts';
import { aDocument } from '../a-document.ts';
import { createDeclarativeConnector } from '../connector.ts';
import type { AuthDocument } from './schemes.ts';

type Given = Parameters<typeof aDocument>[1];

/** For tests: makes one call with an auth scheme, and tells what the provider heard. */
export async function called(
  auth: AuthDocument,
  given: Given & {
    now?: Date;
    say?: (heard: Heard) => Said;
    ask?: (connector: ReturnType<typeof createDeclarativeConnector>) => Promise<Outcome>;
  },
): Promise<{ heard: Heard[]; outcome: Outcome; url: string }> {
  const { now = new Date(), say = () => ({ body: { id: 'p1', url: 'https://pay.example/p1' } }), ask, ...rest } = given;
  await using provider = await loopback(say);
  const document: Provider = aDocument(provider.url, { ...rest, auth });
  const connector = createDeclarativeConnector(document, { secret: () => undefined, now: () => now });
  const outcome = await (ask ? ask(connector) : connector.create(anAttempt(), 'key-1'));
  return { heard: [...provider.heard], outcome, url: provider.url };
}

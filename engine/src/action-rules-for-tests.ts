import type { DocumentView, DraftAnswer, Publication, Session, Settings } from '@pih/schemas';
import { administrator } from './hub-for-tests.ts';

/** Asks an engine for something, in this process or in another. */
type Speak = <Body>(
  method: string,
  path: string,
  asked: { headers?: Record<string, string>; body?: unknown },
) => Promise<{ status: number; headers: Headers; body: Body }>;

const second = { email: 'elena@demo.example', password: 'demo-elena' };
const settings = '/v1/config/settings/merchant';

async function signedIn(speak: Speak, credentials: object): Promise<Record<string, string>> {
  const { headers, body } = await speak<Session>('POST', '/v1/session', { body: credentials });
  return { Cookie: headers.get('set-cookie')?.split(';')[0] ?? '', 'X-CSRF-Token': body.csrfToken };
}

/**
 * Says anew for which actions a second person is asked; the demo organisation asks one for the fourth refund of a day. It
 * takes two administrators, as everywhere.
 */
export async function ruleActions(speak: Speak, rules: NonNullable<Settings['actionApprovals']>): Promise<void> {
  const headers = await signedIn(speak, administrator);
  const { body: read } = await speak<DocumentView>('GET', settings, { headers });
  const document = { ...(read.published?.document as Settings), actionApprovals: rules };
  const version = read.draft?.version ?? 0;
  const { body: draft } = await speak<DraftAnswer>('PUT', `${settings}/draft`, {
    headers,
    body: { document, version },
  });
  const asked = { version: draft.version, note: 'Other rules' };
  const { body } = await speak<Publication>('POST', `${settings}/publish`, { headers, body: asked });
  if (!body.release) return;
  const answer = { headers: await signedIn(speak, second), body: {} };
  const { status } = await speak('POST', `${settings}/releases/${body.release.id}/approve`, answer);
  if (status !== 200) throw new Error(`The rules were not approved: ${status}`);
}

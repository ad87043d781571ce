import { apiSchemas, auditActions } from '@pih/schemas';
import { describe, expect, it } from 'vitest';
import en from './locales/en.json';
import italian from './locales/it.json';

/** Everything that a row of the trail may be about: what people and systems do, and each event of a payment. */
const actions: string[] = [...auditActions, ...apiSchemas.payment.$defs.event.properties.type.enum];

describe.each([
  ['English', en.did],
  ['Italian', italian.did],
])('the sentences of the trail in %s', (_language, did: Record<string, Record<string, string>>) => {
  it('are there for everything that is written down', () => {
    const missing = actions.filter((action) => {
      const [resource = '', verb = ''] = action.split('.');
      return !did[resource]?.[verb];
    });
    expect(missing).toEqual([]);
  });

  it('tell of nothing that never happens', () => {
    const told = Object.entries(did).flatMap(([resource, words]) =>
      Object.keys(words).map((verb) => `${resource}.${verb.replace(/_sum$/, '')}`),
    );
    expect(told.filter((action) => !actions.includes(action))).toEqual([]);
  });
});

import { reasonOf, type Settings } from '@pih/schemas';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestHub, type TestHub } from '../hub-for-tests.ts';
import { changedFields } from './approvals.ts';
import { aBrand, aFlow, editorAt, liveTitle, luca as lucasLogin, problemOf, type Editor } from './life-for-tests.ts';

let hub: TestHub;
/** The administrator; may do everything. */
let giulia: Editor;
/** A checkout manager: edits, publishes, approves. */
let luca: Editor;
/** A third person who may approve. */
let anna: Editor;
/** Two more administrators: nobody else says yes to rules. */
let administrators: Editor[];
beforeAll(async () => {
  hub = await startTestHub();
  giulia = editorAt(hub, await hub.signIn());
  luca = editorAt(hub, await hub.signIn(lucasLogin));
  const third = { email: 'anna@demo.example', password: 'nine green lanterns' };
  await hub.app.access.createOperator({ name: 'Anna Galli', roles: ['checkout-manager'], ...third });
  anna = editorAt(hub, await hub.signIn(third));
  administrators = await Promise.all(['dora', 'dario'].map(administrator));
  await ruled([{ title: 'Brands need a second person', kinds: ['checkout'] }]);
});
afterAll(() => hub.stop());

type Approvals = NonNullable<Settings['approvals']>;
const settings = (): Settings => {
  const live = hub.app.live.current.all('settings')[0]?.document;
  if (!live) throw new Error('The seeds have no settings');
  return structuredClone(live);
};
async function administrator(name: string): Promise<Editor> {
  const login = { email: `${name}@demo.example`, password: `${name} keeps eight lanterns` };
  await hub.app.access.createOperator({ name, roles: ['administrator'], ...login });
  return editorAt(hub, await hub.signIn(login));
}
/** Puts rules into force, past those that are in force. */
async function ruled(approvals: Approvals): Promise<void> {
  const document = { ...settings(), approvals };
  const { outcome, release } = await giulia.published(document);
  if (outcome !== 'awaiting_approval') return;
  for (const approver of administrators) {
    const { body } = await approver.answer('settings/merchant', release?.id, 'approve');
    if (body.outcome === 'published') return;
  }
  throw new Error('The rules could not be put into force');
}
const brand = (id: string, title: string) => aBrand(hub, id, { title });
/** Something that Giulia asks for, which waits for another person. */
async function asked(id: string, title = 'Asked for', about: Record<string, unknown> = {}) {
  const answer = await giulia.published(brand(id, title), about);
  expect(answer).toMatchObject({ outcome: 'awaiting_approval', revision: null });
  return answer.release?.id;
}

describe('a rule that asks for a second person', () => {
  it('keeps a change from going live until somebody else has said yes, and then it is theirs who asked', async () => {
    const release = await asked('two-eyes');
    expect(liveTitle(hub, 'two-eyes')).toBeUndefined();
    const answer = await luca.answer('checkout/two-eyes', release, 'approve', 'Looks right');
    expect(answer.body).toMatchObject({ outcome: 'published', revision: 1, by: { name: 'Giulia Neri' } });
    expect(liveTitle(hub, 'two-eyes')).toBe('Asked for');
    const { published, draft, releases } = await luca.read('checkout/two-eyes');
    expect({ by: published?.by.name, release: published?.release, draft, releases }).toEqual({
      by: 'Giulia Neri',
      release,
      draft: null,
      releases: [],
    });
    expect(await luca.release('checkout/two-eyes', release)).toMatchObject({
      state: 'done',
      needs: ['Brands need a second person'],
      approvals: [{ by: { name: 'Luca Ferri' }, note: 'Looks right' }],
    });
    expect((await luca.history('checkout/two-eyes')).map(({ what, by }) => [what, by.name])).toEqual([
      ['draft_begun', 'Giulia Neri'],
      ['approval_requested', 'Giulia Neri'],
      ['approved', 'Luca Ferri'],
      ['published', 'Giulia Neri'],
    ]);
  });

  it('is about the document as it was when asked for: what is done to the draft later changes nothing', async () => {
    const release = await asked('frozen', 'As approved');
    await giulia.draft(brand('frozen', 'Slipped in'));
    await luca.answer('checkout/frozen', release, 'approve');
    expect(liveTitle(hub, 'frozen')).toBe('As approved');
    expect((await giulia.read('checkout/frozen')).draft?.document).toMatchObject({ title: 'Slipped in' });
  });

  it('is told before anybody asks', async () => {
    await giulia.draft(brand('foretold', 'Next'));
    const needs = (how: string) => giulia.call('POST', 'config/checkout/foretold/needs', { how });
    expect((await needs('publish')).body).toEqual({ needs: ['Brands need a second person'], approvers: 1 });
    expect((await needs('rollback')).body).toEqual({ needs: [], approvers: 0 });
  });

  it('stands in the list of what waits, across all kinds', async () => {
    const release = await asked('listed');
    const list = async (state: string) =>
      (await luca.call<{ data: { id: string }[] }>('GET', `config-releases?state=${state}`)).body.data.map(
        ({ id }) => id,
      );
    expect(await list('awaiting_approval')).toContain(release);
    await luca.answer('checkout/listed', release, 'refuse', 'Wrong logo');
    expect(await list('open')).not.toContain(release);
    expect(await luca.release('checkout/listed', release)).toMatchObject({
      state: 'refused',
      ended: { why: 'Wrong logo' },
    });
    expect(problemOf(await luca.answer('checkout/listed', release, 'approve'))).toBe('release-ended');
  });

  it('lets what is scheduled and what is tried wait as well', async () => {
    const planned = await asked('planned', 'Later', {
      schedule: { from: new Date(Date.now() + 3_600_000).toISOString() },
    });
    expect((await luca.answer('checkout/planned', planned, 'approve')).body).toMatchObject({ outcome: 'scheduled' });
    await luca.answer('checkout/two-eyes', await asked('two-eyes', 'Second'), 'approve');
    const trial = await asked('two-eyes', 'Tried', { canary: { percent: 5 } });
    expect((await luca.answer('checkout/two-eyes', trial, 'approve')).body).toMatchObject({
      outcome: 'canary',
      revision: 3,
    });
    // People have said yes to it when it began.
    expect((await giulia.answer('checkout/two-eyes', trial, 'promote')).body).toMatchObject({ outcome: 'published' });
  });

  it('lets somebody go back at once, and archive only with a second person', async () => {
    await luca.answer('checkout/back', await asked('back', 'One'), 'approve');
    await luca.answer('checkout/back', await asked('back', 'Two'), 'approve');
    const back = await giulia.call('POST', 'config/checkout/back/rollback', { revision: 1, note: 'Back' });
    expect(back.body).toMatchObject({ outcome: 'published', revision: 3 });
    const archived = await giulia.call<{ release: { id: string } }>('POST', 'config/checkout/back/archive', {
      note: 'Sold',
    });
    expect(archived.body).toMatchObject({ outcome: 'awaiting_approval' });
    const answer = await luca.answer('checkout/back', archived.body.release.id, 'approve');
    expect(answer.body).toMatchObject({ outcome: 'archived' });
    expect(liveTitle(hub, 'back')).toBeUndefined();
  });
});

describe('nobody approves', () => {
  it('what they asked for themself, whatever they may do', async () => {
    const release = await asked('own');
    expect((await giulia.answer('checkout/own', release, 'approve')).body).toMatchObject({
      status: 403,
      reason: 'asked',
    });
  });

  it('what they have worked on, though somebody else asked for it', async () => {
    await luca.draft(brand('together', 'By Luca'));
    const release = await asked('together', 'By both');
    expect((await luca.answer('checkout/together', release, 'approve')).body).toMatchObject({ reason: 'edited' });
    expect((await anna.answer('checkout/together', release, 'approve')).body).toMatchObject({ outcome: 'published' });
  });

  it('with an API key, even one that may do everything', async () => {
    const release = await asked('by-machine');
    const key = editorAt(hub, { key: await hub.keyWith('administrator') });
    expect((await key.answer('checkout/by-machine', release, 'approve')).body).toMatchObject({ reason: 'api_key' });
  });

  it('without the permission, or with none at all', async () => {
    const release = await asked('not-allowed');
    const marco = editorAt(hub, await hub.signIn({ email: 'marco@demo.example', password: 'demo-marco' }));
    for (const verb of ['approve', 'refuse', 'withdraw', 'promote'] as const) {
      expect(problemOf(await marco.answer('checkout/not-allowed', release, verb))).toBe('forbidden');
      const nobody = editorAt(hub, { key: null });
      expect(problemOf(await nobody.answer('checkout/not-allowed', release, verb))).toBe('not-signed-in');
    }
    expect((await giulia.release('checkout/not-allowed', release)).state).toBe('awaiting_approval');
  });

  it('what is withdrawn, made up, or of another document', async () => {
    const release = await asked('elsewhere');
    for (const other of ['rel_made_up', 'rel_%00', '..', 'x'.repeat(300)])
      expect(problemOf(await luca.answer('checkout/elsewhere', encodeURIComponent(other), 'approve'))).toMatch(
        /not-found/,
      );
    expect(problemOf(await luca.answer('checkout/rosmarino', release, 'approve'))).toBe('release-not-found');
    expect(problemOf(await luca.answer('flow/elsewhere', release, 'approve'))).toBe('release-not-found');
    await giulia.answer('checkout/elsewhere', release, 'withdraw');
    expect(problemOf(await luca.answer('checkout/elsewhere', release, 'approve'))).toBe('release-ended');
    expect(liveTitle(hub, 'elsewhere')).toBeUndefined();
  });

  it('what something else was published over meanwhile', async () => {
    await luca.answer('checkout/outdated', await asked('outdated', 'One'), 'approve');
    const older = await asked('outdated', 'Two');
    const newer = await asked('outdated', 'Three');
    await luca.answer('checkout/outdated', newer, 'approve');
    const answer = await luca.answer('checkout/outdated', older, 'approve');
    expect(answer.body).toMatchObject({ status: 409, basedOn: 1, revision: 2 });
    expect(problemOf(answer)).toBe('release-outdated');
    expect(liveTitle(hub, 'outdated')).toBe('Three');
  });

  it('what could not be published any more', async () => {
    await giulia.published(aFlow(hub, 'fleeting'));
    const release = (await giulia.published(aBrand(hub, 'broken', { flow: 'fleeting' }))).release?.id;
    await giulia.call('POST', 'config/flow/fleeting/archive', { note: 'Gone' });
    const answer = await luca.answer('checkout/broken', release, 'approve');
    expect(answer.body).toMatchObject({ status: 422, errors: [{ path: '/flow' }] });
    // Nothing was noted: it can be mended and approved.
    expect(await luca.release('checkout/broken', release)).toMatchObject({ state: 'awaiting_approval', approvals: [] });
  });
});

describe('what was tried on a part of the payments', () => {
  const tried = async (id: string) => {
    await ruled([]);
    await giulia.published(aFlow(hub, id));
    const canary = { canary: { percent: 10 } };
    return (await giulia.published(aFlow(hub, id, { title: 'Tried' }), canary)).release?.id;
  };
  const promotionAsked = async (id: string) => {
    const canary = await tried(id);
    await ruled([{ title: 'Flows', kinds: ['flow'], hows: ['publish'] }]);
    const asking = await giulia.answer(`flow/${id}`, canary, 'promote');
    expect(asking.body.outcome).toBe('awaiting_approval');
    return { canary: canary ?? '', asking: asking.body.release?.id };
  };

  it('is not made live for all by going "back" to a revision that never was', async () => {
    await tried('sideways');
    await ruled([{ title: 'Flows', kinds: ['flow'], hows: ['publish'] }]);
    const going = { how: 'rollback', revision: 2 };
    expect((await giulia.call('POST', 'config/flow/sideways/needs', going)).body).toMatchObject({ needs: ['Flows'] });
    const back = await giulia.call('POST', 'config/flow/sideways/rollback', { revision: 2, note: 'Quickly' });
    expect(back.body).toMatchObject({ outcome: 'awaiting_approval', release: { needs: ['Flows'] } });
    const really = await giulia.call('POST', 'config/flow/sideways/rollback', { revision: 1, note: 'Really back' });
    expect(really.body).toMatchObject({ outcome: 'published', revision: 3 });
  });

  it('is not made live by a late yes once it has returned', async () => {
    const { canary, asking } = await promotionAsked('late-yes');
    await hub.app.documents.endCanary({
      kind: 'flow',
      id: 'late-yes',
      release: canary,
      because: reasonOf('offered-nothing', { payments: 50 }),
    });
    const late = await luca.answer('flow/late-yes', asking, 'approve');
    expect([problemOf(late), late.body]).toMatchObject(['release-ended', { release: canary, state: 'returned' }]);
    expect(hub.app.live.current.get('flow', 'late-yes')?.revision).toBe(1);
  });

  it('is promoted under its own number by a yes in time', async () => {
    const { asking } = await promotionAsked('in-time');
    const yes = await luca.answer('flow/in-time', asking, 'approve');
    expect(yes.body).toMatchObject({ outcome: 'published', revision: 2 });
  });
});

describe('an import', () => {
  it('is asked about by a rule for its author too', async () => {
    const rule = { fact: 'author', operator: 'equal', value: 'Luca Ferri' } as const;
    await ruled([{ title: 'Not by Luca', kinds: ['flow'], when: rule }]);
    const documents = [aFlow(hub, 'imported')];
    const imported = (who: Editor) => who.call('POST', 'config-import', { documents, note: 'From files' });
    expect(problemOf(await imported(luca))).toBe('import-needs-approval');
    expect((await imported(giulia)).status).toBe(200);
  });
});

describe('several who approve', () => {
  beforeEach(() => ruled([{ title: 'Two for brands', kinds: ['checkout'], approvers: 2 }]));

  it('are several people: one who says it twice is one', async () => {
    const release = await asked('two-yes');
    expect((await luca.answer('checkout/two-yes', release, 'approve')).body).toMatchObject({
      outcome: 'awaiting_approval',
    });
    expect((await luca.answer('checkout/two-yes', release, 'approve')).body).toMatchObject({ reason: 'twice' });
    expect((await anna.answer('checkout/two-yes', release, 'approve')).body).toMatchObject({ outcome: 'published' });
  });

  it('in the same moment publish once', async () => {
    for (let round = 0; round < 3; round += 1) {
      const id = `at-once-${round}`;
      const release = await asked(id);
      const answers = await Promise.all(
        [luca, anna, luca, anna].map((each) => each.answer(`checkout/${id}`, release, 'approve')),
      );
      expect(answers.filter(({ body }) => body.outcome === 'published')).toHaveLength(1);
      expect((await giulia.read(`checkout/${id}`)).published?.revision).toBe(1);
      const approved = (await giulia.history(`checkout/${id}`)).filter(({ what }) => what === 'approved');
      expect(approved.map(({ by }) => by.name).sort()).toEqual(['Anna Galli', 'Luca Ferri']);
    }
  });

  it('count only while they may approve', async () => {
    const fourth = { email: 'piero@demo.example', password: 'seven paper lanterns' };
    const operator = await hub.app.access.createOperator({
      name: 'Piero Riva',
      roles: ['checkout-manager'],
      ...fourth,
    });
    const piero = editorAt(hub, await hub.signIn(fourth));
    const release = await asked('let-go');
    await piero.answer('checkout/let-go', release, 'approve');
    const gone = await giulia.call('POST', `operators/${operator.id}/disable`);
    expect(gone.status).toBeLessThan(300);
    expect((await luca.answer('checkout/let-go', release, 'approve')).body).toMatchObject({
      outcome: 'awaiting_approval',
    });
    expect((await anna.answer('checkout/let-go', release, 'approve')).body).toMatchObject({ outcome: 'published' });
  });
});

describe('an access that somebody made', () => {
  const invented = { email: 'invented@demo.example', password: 'eleven paper lanterns' };

  it('does not approve what its maker asked for, nor does the maker of a key what was asked with it', async () => {
    await ruled([{ title: 'Brands need a second person', kinds: ['checkout'] }]);
    const body = { name: 'Nobody Else', roles: ['checkout-manager'], ...invented };
    expect((await giulia.call('POST', 'operators', body)).status).toBe(201);
    const puppet = editorAt(hub, await hub.signIn(invented));
    const release = await asked('own-puppet');
    expect((await puppet.answer('checkout/own-puppet', release, 'approve')).body).toMatchObject({ reason: 'made' });
    expect((await luca.answer('checkout/own-puppet', release, 'approve')).body).toMatchObject({ outcome: 'published' });

    const made = await giulia.call<{ key: string }>('POST', 'api-keys', { name: 'Own key', roles: ['administrator'] });
    const byKey = editorAt(hub, { key: made.body.key });
    const { release: waits } = await byKey.published(brand('own-key', 'By key'));
    expect((await giulia.answer('checkout/own-key', waits?.id, 'approve')).body).toMatchObject({ reason: 'made' });
    expect((await luca.answer('checkout/own-key', waits?.id, 'approve')).body).toMatchObject({ outcome: 'published' });
  });
});

describe('the rules themselves', () => {
  it('can be loosened only with those they ask for, in whichever way it is tried', async () => {
    await ruled([{ title: 'Two for brands', kinds: ['checkout'], approvers: 2 }]);
    const { approvals: _, ...without } = settings();
    const loosened = await giulia.published(without);
    expect(loosened).toMatchObject({
      outcome: 'awaiting_approval',
      release: { approvers: 2, needs: ['Two for brands'] },
    });
    const back = await giulia.call('POST', 'config/settings/merchant/rollback', { revision: 1, note: 'No rules' });
    expect(back.body).toMatchObject({ outcome: 'awaiting_approval' });
    // What leaves them alone is free.
    expect(await giulia.published({ ...settings(), title: 'Other title' })).toMatchObject({ outcome: 'published' });
    const archived = await giulia.call('POST', 'config/settings/merchant/archive', { note: 'Gone' });
    expect(problemOf(archived)).toBe('archive-refused');
  });

  it('ask only where their condition holds', async () => {
    await ruled([
      {
        title: 'Looks',
        kinds: ['checkout'],
        when: { fact: 'changed', operator: 'containsAnyOf', value: ['theme', 'logo'] },
        hows: ['publish'],
      },
      { title: 'Not by Luca', kinds: ['checkout'], when: { fact: 'author', operator: 'equal', value: 'Luca Ferri' } },
    ]);
    const [live] = [hub.app.live.current.get('checkout', 'nordlicht')?.document];
    if (!live) throw new Error('The seeds have no nordlicht');
    expect(await giulia.published({ ...live, title: 'Only words' })).toMatchObject({ outcome: 'published' });
    expect(await giulia.published({ ...live, theme: { ...live.theme, scheme: 'light' } })).toMatchObject({
      outcome: 'awaiting_approval',
      release: { needs: ['Looks'] },
    });
    expect(await luca.published({ ...live, title: 'Words by Luca' })).toMatchObject({
      release: { needs: ['Not by Luca'] },
    });
  });

  it('that ask about what a change does not have, or for more people than there are, are refused', async () => {
    const rule = { title: 'Odd', kinds: ['flow' as const] };
    const strange = {
      ...settings(),
      approvals: [{ ...rule, when: { fact: 'moonPhase', operator: 'equal', value: 'full' } }],
    };
    const answer = await giulia.publish('settings/merchant', await giulia.draft(strange as Settings));
    expect(answer.body).toMatchObject({ status: 422, errors: [{ path: '/approvals/0/when/fact' }] });
    const own = await startTestHub();
    try {
      const alone = editorAt(own, await own.signIn());
      const many = { ...settings(), approvals: [{ ...rule, approvers: 3 }] };
      const locked = await alone.publish('settings/merchant', await alone.draft(many));
      expect(locked.body).toMatchObject({ status: 422, errors: [{ rule: 'too-few-approvers' }] });
    } finally {
      await own.stop();
    }
  });
});

it('names the top-level fields in which two documents differ', () => {
  expect(changedFields({ a: 1, b: [1], c: 1 }, { a: 1, b: [2], d: 1 })).toEqual(['b', 'c', 'd']);
  expect(changedFields(null, { a: 1 })).toEqual(['a']);
});

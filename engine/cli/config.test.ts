import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestHub, type TestHub } from '../src/hub-for-tests.ts';

const root = path.resolve(import.meta.dirname, '..', '..');

let hub: TestHub;
let key: string;
beforeAll(async () => {
  hub = await startTestHub();
  key = await hub.keyWith('administrator');
});
afterAll(() => hub.stop());

let folder: string;
const folders: string[] = [];
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'pih-config-'));
  folders.push(folder);
});
afterAll(() => Promise.all(folders.map((each) => rm(each, { recursive: true, force: true }))));

interface Ended {
  code: number;
  said: string;
  complained: string;
}

const asTyped = ['--import', 'tsx', path.join(root, 'engine', 'cli', 'config.ts')];
/** The same, built once: two dozen times reading TypeScript anew would take longer than all that the command does. */
let built: string[];
beforeAll(async () => {
  const folder = await mkdtemp(path.join(root, 'engine', 'dist-of-a-test-'));
  folders.push(folder);
  const bundle = path.join(root, 'engine', 'bin', 'bundle.mjs');
  await promisify(execFile)(process.execPath, [bundle, folder, 'config=cli/config.ts']);
  built = [path.join(folder, 'config.js')];
}, 60_000);

/** The command, in a process of its own. */
function config(args: string[], env: Record<string, string> = {}, program = built): Promise<Ended> {
  const { PATH = '', HOME = '' } = process.env;
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [...program, ...args],
      { cwd: root, env: { PATH, HOME, HUB_URL: hub.local, HUB_KEY: key, ...env } },
      (error, said, complained) => resolve({ code: Number(error?.code ?? 0), said, complained }),
    );
    child.stdin?.end();
  });
}

type Fields = Record<string, unknown>;
const read = async (file: string): Promise<Fields> =>
  JSON.parse(await readFile(path.join(folder, file), 'utf8')) as Fields;
const write = async (file: string, content: unknown): Promise<void> => {
  await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
  await writeFile(path.join(folder, file), typeof content === 'string' ? content : JSON.stringify(content));
};
const exported = async () => expect((await config(['export', folder])).code).toBe(0);
const live = (id: string) => hub.app.live.current.get('checkout', id);

describe('config export', () => {
  it('writes one file for each document, always the same, and no secret', async () => {
    const { code, said } = await config(['export', folder], {}, asTyped);
    expect([code, said]).toEqual([0, expect.stringContaining('  + checkout/rosmarino.json')]);
    const text = await readFile(path.join(folder, 'checkout', 'rosmarino.json'), 'utf8');
    expect(text.startsWith('{\n  "kind": "checkout",\n  "id": "rosmarino",\n  "title": "Rosmarino",\n')).toBe(true);
    expect(await readFile(path.join(folder, 'provider', 'stripe.json'), 'utf8')).toContain(
      '"$secret": "STRIPE_SECRET_KEY"',
    );
    const secret = (await hub.app.secrets.read('STRIPE_SECRET_KEY')) ?? '';
    for (const kind of await readdir(folder))
      for (const file of await readdir(path.join(folder, kind)))
        expect(await readFile(path.join(folder, kind, file), 'utf8')).not.toContain(secret);
    const again = await config(['export', folder]);
    expect(again.said).toMatch(/: 0 new, 0 changed, \d+ the same\.\n$/);
  });

  it('removes the files of documents that are gone only when told to', async () => {
    await exported();
    await write('kpi/gone.json', { kind: 'kpi', id: 'gone' });
    expect((await config(['export', folder])).said).toContain('? kpi/gone.json');
    expect(await readdir(path.join(folder, 'kpi'))).toContain('gone.json');
    expect((await config(['export', folder, '--prune'])).said).toContain('- kpi/gone.json');
    expect(await readdir(path.join(folder, 'kpi'))).not.toContain('gone.json');
  });
});

describe('config validate', { timeout: 60_000 }, () => {
  it('finds nothing wrong with what was exported, without an engine', async () => {
    await exported();
    const { code, said } = await config(['validate', folder], { HUB_URL: 'http://127.0.0.1:9', HUB_KEY: '' });
    expect([code, said]).toEqual([0, expect.stringContaining('nothing wrong')]);
  });

  it('names file and field of all that is wrong, and ends with 1', async () => {
    await exported();
    await write('checkout/rosmarino.json', { ...(await read('checkout/rosmarino.json')), colour: 'red' });
    await write('flow/broken.json', '{ "kind": "flow", ');
    await write('flow/misplaced.json', { kind: 'flow', id: 'other' });
    const unreadable = await config(['validate', folder]);
    expect(unreadable.code).toBe(1);
    expect(unreadable.complained).toContain('flow/broken.json\n  is not valid JSON');
    expect(unreadable.complained).toContain(
      'flow/misplaced.json\n  holds flow "other", which belongs into flow/other.json',
    );
    await rm(path.join(folder, 'flow', 'broken.json'));
    await rm(path.join(folder, 'flow', 'misplaced.json'));
    expect((await config(['validate', folder])).complained).toBe(
      'checkout/rosmarino.json\n  /colour: does not belong there\n',
    );
    await write('checkout/rosmarino.json', {
      ...(await read('checkout/rosmarino.json')),
      colour: undefined,
      flow: 'none',
    });
    const lost = await config(['validate', folder]);
    expect(lost.complained).toBe('checkout/rosmarino.json\n  /flow: names the flow "none", which does not exist\n');
  });

  it('asks the engine what only that knows', async () => {
    const brand = { ...live('rosmarino')?.document, id: 'another' };
    await write('checkout/another.json', brand);
    // By itself the flow is missing; the engine has it.
    expect((await config(['validate', folder])).complained).toContain('names the flow "rosmarino"');
    expect((await config(['validate', folder, '--against'])).code).toBe(0);
    await write('checkout/another.json', { ...brand, flow: 'none' });
    const { code, complained } = await config(['validate', folder, '--against']);
    expect([code, complained]).toEqual([1, expect.stringContaining('checkout/another.json\n  /flow: names the flow')]);
  });

  it('says which folders are no kind', async () => {
    await write('flows/x.json', {});
    const { code, complained } = await config(['validate', folder]);
    expect([code, complained]).toEqual([1, expect.stringContaining('no kind: flows')]);
  });
});

describe('config diff and import', { timeout: 120_000 }, () => {
  it('show field by field what changes, and publish it when told to', async () => {
    await exported();
    expect((await config(['diff', folder])).code).toBe(0);
    await write('checkout/rosmarino.json', { ...(await read('checkout/rosmarino.json')), merchantName: 'Rosmarino 2' });
    await write('checkout/second.json', { ...(await read('checkout/rosmarino.json')), id: 'second' });
    const { code, said } = await config(['diff', folder]);
    expect(code).toBe(1);
    expect(said).toContain(
      '  ~ checkout/rosmarino  becomes revision 2\n    ~ /merchantName  "Rosmarino" → "Rosmarino 2"\n',
    );
    expect(said).toContain('  + checkout/second  new\n');
    expect(said).toMatch(/2 documents differ, \d+ the same\.\n$/);

    const unasked = await config(['import', folder]);
    expect([unasked.code, unasked.complained]).toEqual([2, expect.stringContaining('--yes')]);
    expect(live('second')).toBeUndefined();

    const imported = await config(['import', folder, '--yes', '--note', 'A second brand']);
    expect([imported.code, imported.said]).toEqual([0, expect.stringContaining('Published 2 documents')]);
    expect(live('second')?.document.merchantName).toBe('Rosmarino 2');
    expect((await hub.app.documents.read('checkout', 'second')).published).toMatchObject({
      note: 'A second brand',
      how: 'import',
      by: { type: 'api_key' },
    });
    expect((await config(['import', folder, '--yes'])).said).toContain('Nothing differs');
  });

  it('change nothing when one file is wrong', async () => {
    await exported();
    await write('checkout/third.json', { ...(await read('checkout/rosmarino.json')), id: 'third' });
    await write('flow/rosmarino.json', { ...(await read('flow/rosmarino.json')), nodes: [] });
    const { code, complained } = await config(['import', folder, '--yes']);
    expect([code, complained]).toEqual([1, expect.stringContaining('flow/rosmarino.json\n  /nodes')]);
    expect(live('third')).toBeUndefined();
  });
});

describe('config, asked wrongly', () => {
  it.each([
    [[], 'Say what to do.'],
    [['explode', 'x'], 'There is no command "explode".'],
    [['export'], 'Say which folder'],
    [['export', 'x', '--force'], "Unknown option '--force'"],
  ])('with %j ends with 2 and says how it goes', async (args, sentence) => {
    const { code, complained } = await config(args);
    expect([code, complained]).toEqual([2, expect.stringContaining(sentence)]);
    expect(complained).toContain('npm run config -- <command> <folder>');
  });

  it('ends with 2 when nobody answers, and says how to get a key', async () => {
    const nobody = await config(['export', folder], { HUB_URL: 'http://127.0.0.1:9' });
    expect([nobody.code, nobody.complained]).toEqual([2, expect.stringContaining('does not answer')]);
    const keyless = await config(['export', folder], { HUB_KEY: '' });
    expect([keyless.code, keyless.complained]).toEqual([2, expect.stringContaining('/v1/api-keys')]);
    const stranger = await config(['export', folder], { HUB_KEY: 'pihk_made_up' });
    expect([stranger.code, stranger.complained]).toEqual([2, expect.stringContaining('does not know this key')]);
  });

  it('ends with 1 when the key may not, naming what is missing', async () => {
    const { code, complained } = await config(['export', folder], { HUB_KEY: await hub.keyWith('shop') });
    expect([code, complained]).toEqual([1, expect.stringContaining('config.read')]);
  });
});

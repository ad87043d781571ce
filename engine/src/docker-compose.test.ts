import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readEnvironment, variables } from './environment.ts';

const read = (name: string): string => readFileSync(path.resolve(import.meta.dirname, '../..', name), 'utf8');
const compose = read('docker-compose.yml');

const indentOf = (line: string): number => line.length - line.trimStart().length;

/** The lines below a key of a block-style YAML text, up to the next one on its level. */
function below(text: string, key: string): string[] {
  const lines = text.split('\n').filter((line) => line.trim() && !line.trim().startsWith('#'));
  const at = lines.findIndex((line) => line.trim() === `${key}:`);
  if (at < 0) throw new Error(`There is no ${key} in docker-compose.yml`);
  const rest = lines.slice(at + 1);
  const end = rest.findIndex((line) => indentOf(line) <= indentOf(lines[at] ?? ''));
  return end < 0 ? rest : rest.slice(0, end);
}

const engineVariables = new Map(
  below(below(compose, 'engine').join('\n'), 'environment').map((line) => {
    const [, name = '', value = ''] = /^\s*([A-Z_]+): (.*)$/.exec(line) ?? [];
    return [name, value.replace(/^'(.*)'$/, '$1')] as const;
  }),
);

describe('docker-compose.yml', () => {
  it('sets nothing for the engine that the engine does not read', () => {
    expect(engineVariables.size).toBeGreaterThan(5);
    expect(Object.keys(variables)).toEqual(expect.arrayContaining([...engineVariables.keys()]));
  });

  it('starts in production, on MongoDB, and with no key or password of its own', () => {
    expect(engineVariables.get('NODE_ENV')).toBe('production');
    expect(engineVariables.get('MONGODB_URI')).toMatch(/^mongodb:\/\/.*replicaSet=/);
    for (const name of ['MASTER_KEY', 'ADMIN_EMAIL', 'ADMIN_PASSWORD'])
      expect(engineVariables.get(name)).toMatch(new RegExp(`^\\$\\{${name}:\\?.+\\}$`));
  });

  it('gives the engine what it needs to start', () => {
    const given = Object.fromEntries(
      [...engineVariables].map(([name, value]) => [name, value.replace(/^\$\{\w+:-(.*)\}$/, '$1')]),
    );
    const env = { ...given, MASTER_KEY: Buffer.alloc(32).toString('base64'), PUBLIC_URL: 'https://pay.example' };
    expect(readEnvironment(env)).toMatchObject({ isProduction: true, host: '0.0.0.0', port: 3000 });
  });

  it('publishes the port that the engine listens on', () => {
    const ports = below(below(compose, 'engine').join('\n'), 'ports').join();
    expect(ports).toContain(`:${engineVariables.get('PORT')}'`);
  });
});

describe.each(['docker-compose.yml', 'engine/Dockerfile'])('the images of %s', (name) => {
  it('are pinned by a tag that says which', () => {
    const named = [...read(name).matchAll(/^\s*(?:image:|FROM)\s+(\S+)/gm)].map(([, image]) => image ?? '');
    expect(named.length).toBeGreaterThan(0);
    for (const image of named) expect(image).toMatch(/:v?\d+\.\d+\.\d+[\w.-]*$/);
  });
});

import { apiSchemas, isCurrency, kinds, kindSchemas, parameterSchemas, publishedProblems } from '@pih/schemas';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHub, type TestHub } from '../../hub-for-tests.ts';
import { newRouter, type HubRouter } from '../context.ts';
import { may, open } from '../decide.ts';
import { described } from '../describe.ts';
import { query } from '../query.ts';
import { openApiOf, routesOf } from './index.ts';

type Node = Record<string, unknown>;
interface Operation {
  operationId: string;
  summary: string;
  tags: string[];
  description: string;
  'x-permission': string | null;
  security: Record<string, string[]>[];
  parameters: { name: string; in: string; required: boolean; schema: Node }[];
  responses: Record<string, { description: string; content?: Record<string, { schema: Node; example?: unknown }> }>;
}
interface Document {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  tags: { name: string }[];
  components: { schemas: Record<string, Node>; securitySchemes: Record<string, Node> };
}

let hub: TestHub;
let document: Document;
beforeAll(async () => {
  hub = await startTestHub();
  document = (await hub.ask<Document>('GET', '/openapi.json', { key: null })).body;
});
afterAll(() => hub.stop());

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value);

function* nodes(value: unknown): Generator<Node> {
  if (Array.isArray(value)) for (const item of value) yield* nodes(item);
  if (!isNode(value)) return;
  yield value;
  for (const item of Object.values(value)) yield* nodes(item);
}

const at = (pointer: string): unknown =>
  pointer
    .slice(2)
    .split('/')
    .reduce<unknown>((value, key) => (isNode(value) ? value[key] : undefined), document);

const operations = (): [called: string, operation: Operation, path: string][] =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, Operation, string] => [
      `${method} ${path}`,
      operation,
      path,
    ]),
  );

describe('every route', () => {
  it('is described, or left out for a reason that is written down', () => {
    for (const { method, path, description, leftOut } of routesOf(hub.app.routers)) {
      expect([description, leftOut].filter(Boolean), `${method} ${path}`).toHaveLength(1);
      if (leftOut) expect(leftOut.length).toBeGreaterThan(10);
    }
  });

  it('that is described stands in the document, and nothing else does', () => {
    const written = routesOf(hub.app.routers)
      .filter(({ description }) => description)
      .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`);
    expect(
      operations()
        .map(([called]) => called)
        .sort(),
    ).toEqual(written.sort());
  });
});

describe('the document', () => {
  it('is OpenAPI 3.1, for everybody, without the simulators’ demo in production', async () => {
    expect(document.openapi).toBe('3.1.0');
    const production = openApiOf(
      hub.app.routers.filter(({ stack }) => !stack.some(({ path }) => /demo/.test(String(path)))),
    );
    expect(JSON.stringify(production)).not.toMatch(/"Demo"/);
  });

  it('has no reference that leads nowhere', () => {
    const refs = [...nodes(document)].flatMap(({ $ref }) => (typeof $ref === 'string' ? [$ref] : []));
    expect(refs.length).toBeGreaterThan(300);
    for (const ref of refs) expect(isNode(at(ref)), ref).toBe(true);
  });

  it('holds every schema and every text of them', () => {
    const text = JSON.stringify(document.components.schemas);
    for (const { title, description } of [...Object.values(apiSchemas), ...Object.values(kindSchemas)]) {
      expect(text).toContain(JSON.stringify(title));
      expect(text).toContain(JSON.stringify(description));
    }
    expect(text).not.toMatch(/"(?:\$id|\$schema|\$defs|x-it)":/);
  });

  it('has schemas that compile, and whose examples they accept', () => {
    const ajv = new Ajv2020({ strict: false, discriminator: true, formats: { currency: isCurrency } });
    for (const format of ['date-time', 'uri', 'email', 'time-zone']) ajv.addFormat(format, true);
    ajv.addSchema({ $id: 'document', components: document.components });
    for (const [name, { examples }] of Object.entries(document.components.schemas)) {
      const validate = ajv.compile({ $ref: `document#/components/schemas/${name}` });
      for (const example of (examples ?? []) as unknown[])
        expect(validate(example), `${name}: ${ajv.errorsText(validate.errors)}`).toBe(true);
    }
    // Most problems are answered by many operations, and compiling takes its time.
    const compiled = new Map<string, ReturnType<typeof ajv.compile>>();
    for (const [called, { responses }] of operations())
      for (const [status, { content = {} }] of Object.entries(responses))
        for (const { schema, example } of Object.values(content)) {
          // References of the document start at its top, which is another one for ajv.
          const text = JSON.stringify(schema).replaceAll('"#/', '"document#/');
          const validate = compiled.get(text) ?? ajv.compile(JSON.parse(text) as Node);
          compiled.set(text, validate);
          if (example !== undefined) expect(validate(example), `${called} ${status}`).toBe(true);
        }
  });

  it('names each operation once', () => {
    const ids = operations().map(([, { operationId }]) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z][A-Za-z]+$/);
  });

  it('declares exactly the parameters that stand in each path', () => {
    for (const [called, { parameters }, path] of operations()) {
      const declared = parameters.filter((parameter) => parameter.in === 'path');
      expect(
        declared.map(({ name }) => name),
        called,
      ).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
      for (const { required } of declared) expect(required).toBe(true);
      const names = parameters.map(({ name, in: place }) => `${place} ${name}`);
      expect(new Set(names).size).toBe(names.length);
    }
  });

  it('says of each operation who may, in words and for programs', () => {
    const schemes = Object.keys(document.components.securitySchemes);
    for (const [called, { 'x-permission': permission, security, description, summary, tags }] of operations()) {
      expect(summary, called).toMatch(/^[A-Z].*[^.]$/);
      expect(document.tags.map(({ name }) => name)).toEqual(expect.arrayContaining(tags));
      expect(description).toContain(permission === null ? 'Open to all' : `\`${permission}\``);
      for (const needed of security.flatMap((each) => Object.keys(each))) expect(schemes).toContain(needed);
      if (permission === null) continue;
      const isChange = !called.startsWith('get ');
      expect(security, called).toEqual([{ apiKey: [] }, { session: [], ...(isChange && { csrf: [] }) }]);
    }
  });

  it('names the problems of each answer that is one, all of them published', () => {
    const known = new Map(publishedProblems.map(({ type, status }) => [type, status]));
    for (const [called, { responses }] of operations()) {
      expect(Object.keys(responses), called).toEqual(expect.arrayContaining(['400', '429', '500']));
      for (const [status, { description, content = {} }] of Object.entries(responses)) {
        if (!content['application/problem+json']) continue;
        for (const [, type = ''] of description.matchAll(/`([a-z0-9-]+)`/g))
          expect(known.get(type)).toBe(Number(status));
      }
    }
  });

  it('knows the same kinds of documents as the schemas', () => {
    expect([...parameterSchemas.kind.enum]).toEqual([...kinds].sort());
  });
});

describe('a description that cannot be true is refused', () => {
  const withRoute = (add: (router: HubRouter) => void): (() => unknown) => {
    const router = newRouter();
    add(router);
    return () => openApiOf([router]);
  };
  const about = { name: 'a', chapter: 'Service', summary: 'A', success: { status: 204 } } as const;
  const anybody = open('for this test only');

  it('when a parameter of the path is not described, or described and not there', () => {
    expect(withRoute((router) => router.get('/a/:id', anybody, described(about), () => {}))).toThrow(/has id/);
    const more = described({ ...about, path: { id: 'paymentId' } });
    expect(withRoute((router) => router.get('/a', anybody, more, () => {}))).toThrow(/described as id/);
  });

  it('when it names a problem that nobody can look up', () => {
    const odd = described({ ...about, problems: [{ type: 'made-up' }] });
    expect(withRoute((router) => router.get('/a', anybody, odd, () => {}))).toThrow(/made-up/);
  });

  it('and what middleware says of itself needs no second place', () => {
    const router = newRouter();
    router.get('/a', may('payments.read'), described(about), query('payment-query'), () => {});
    const operation = (openApiOf([router]) as unknown as Document).paths['/a']?.['get'];
    expect(operation?.['x-permission']).toBe('payments.read');
    expect(operation?.parameters.map(({ name }) => name)).toEqual(Object.keys(apiSchemas['payment-query'].properties));
  });
});

import type { FlowNode, FlowOfferedMethod, Requirement } from '@pih/schemas';

type Providers = ReadonlySet<string>;
type Methods = ReadonlyMap<string, Providers>;

const nameOf = (methods: Methods): string =>
  [...methods]
    .map(([method, providers]) => `${method}:${[...providers].sort().join('+')}`)
    .sort()
    .join();

/** What has been put together where ways come together: what may be there by then, and what surely is. */
export class Offered {
  readonly may: Methods;
  readonly must: Methods;
  /** What the shopper surely has been asked for. */
  readonly asked: ReadonlySet<Requirement>;
  readonly name: string;
  readonly #after = new Map<FlowNode, Offered>();
  readonly #either = new Map<Offered, Offered>();

  constructor(may: Methods, must: Methods, asked: ReadonlySet<Requirement>) {
    this.may = may;
    this.must = must;
    this.asked = asked;
    const isSharp = may === must;
    this.name = `${nameOf(may)}${isSharp ? '' : `|${nameOf(must)}`}|${[...asked].sort().join()}`;
  }

  /** What has been put together after a node. */
  after(node: FlowNode, known: Known): Offered {
    const found = this.#after.get(node);
    if (found) return found;
    const after = known(changed(this, node));
    this.#after.set(node, after);
    return after;
  }

  /** What has been put together after this way or another. */
  or(other: Offered, known: Known): Offered {
    const found = this.#either.get(other);
    if (found) return found;
    const either = known(eitherOffered(this, other));
    this.#either.set(other, either);
    return either;
  }
}

/** Hands back the one among equal ones that has been known longest. */
export type Known = (offered: Offered) => Offered;

export function rememberOffered(): Known {
  const known = new Map<string, Offered>();
  return (offered) => {
    const first = known.get(offered.name) ?? offered;
    known.set(offered.name, first);
    return first;
  };
}

export const nothingOffered = new Offered(new Map(), new Map(), new Set());

function withMethods(methods: Methods, more: readonly FlowOfferedMethod[]): Methods {
  const found = new Map(methods);
  for (const { method, providers } of more) found.set(method, new Set([...(found.get(method) ?? []), ...providers]));
  return found;
}

const withoutMethods = (methods: Methods, gone: readonly string[]): Methods =>
  new Map([...methods].filter(([method]) => !gone.includes(method)));

function changed(offered: Offered, node: FlowNode): Offered {
  const { may, must, asked } = offered;
  const isSharp = may === must;
  const of = (change: (methods: Methods) => Methods) => {
    const possibly = change(may);
    return new Offered(possibly, isSharp ? possibly : change(must), asked);
  };
  switch (node.type) {
    case 'offer':
      return of((methods) => withMethods(methods, node.data.methods));
    case 'hide':
      return of((methods) => withoutMethods(methods, node.data.methods));
    case 'require':
      return new Offered(may, must, new Set([...asked, ...node.data.requirements]));
    default:
      return offered;
  }
}

/** What may be there, and what surely is, after either of two ways. */
export function eitherOffered(a: Offered, b: Offered): Offered {
  const may = [...b.may].reduce<Methods>(
    (methods, [method, providers]) => withMethods(methods, [{ method, providers: [...providers] as [string] }]),
    a.may,
  );
  const must = [...a.must].flatMap(([method, providers]): [string, Providers][] => {
    const other = b.must.get(method);
    return other ? [[method, new Set([...providers].filter((each) => other.has(each)))]] : [];
  });
  return new Offered(may, new Map(must), new Set([...a.asked].filter((each) => b.asked.has(each))));
}

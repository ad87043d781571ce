import type { Condition } from '@pih/schemas';
import type { Drawing } from '../drawing.ts';
import { found, type Finding } from '../finding.ts';

interface Named {
  brand: string;
  path: string;
}

const textsIn = (value: unknown, path: string): Named[] =>
  Array.isArray(value)
    ? value.flatMap((each, index) => (typeof each === 'string' ? [{ brand: each, path: `${path}/${index}` }] : []))
    : typeof value === 'string'
      ? [{ brand: value, path }]
      : [];

function brandsIn(condition: Condition, path: string): Named[] {
  if ('all' in condition) return condition.all.flatMap((part, index) => brandsIn(part, `${path}/all/${index}`));
  if ('any' in condition) return condition.any.flatMap((part, index) => brandsIn(part, `${path}/any/${index}`));
  if ('not' in condition) return brandsIn(condition.not, `${path}/not`);
  const { fact, operator, value } = condition;
  return fact === 'brand' && operator !== 'startsWith' ? textsIn(value, `${path}/value`) : [];
}

/** Brands that a flow asks about and that no live checkout has: unknown, or archived since. */
export function* aboutBrands({ flow, around, faulty }: Drawing): Generator<Finding> {
  for (const [index, node] of flow.nodes.entries()) {
    if (faulty.has(node.id)) continue;
    const path = `/nodes/${index}/data`;
    const named =
      node.type === 'condition'
        ? brandsIn(node.data.when, `${path}/when`)
        : node.type === 'switch' && node.data.fact === 'brand'
          ? node.data.cases.flatMap(({ values }, place) => textsIn(values, `${path}/cases/${place}/values`))
          : [];
    for (const { brand, path: at } of named)
      if (!around.brands.includes(brand)) yield found('unknownBrand', { brand }, { path: at, node });
  }
}

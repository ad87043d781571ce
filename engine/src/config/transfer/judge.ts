import { brokenRule, documentErrors, isKind, kinds, type AnyDocument, type FieldError, type Kind } from '@pih/schemas';
import { givingWay } from '../../give-way.ts';
import { referenceErrors } from '../references.ts';
import type { DocumentDependencies } from '../service.ts';
import type { Live, Snapshot } from '../snapshot.ts';
import { plainSecretErrors } from './plain-secrets.ts';

/** More than this nobody mends at once. */
const mostSaid = 50;

/** Puts what is wrong with one document where it stands in the list. Values are left out: one may be a secret. */
const inList = (index: number, errors: readonly FieldError[]): FieldError[] =>
  errors.map(({ value: _value, ...error }) => ({ ...error, path: `/documents/${index}${error.path}` }));

function kindErrors({ kind }: Record<string, unknown>): FieldError[] {
  if (typeof kind === 'string' && isKind(kind)) return [];
  return [
    { path: '/kind', rule: 'enum', message: `must be one of ${kinds.join(', ')}`, params: { limit: [...kinds] } },
  ];
}

function formErrors(given: Record<string, unknown>): FieldError[] {
  const unknown = kindErrors(given);
  return unknown.length ? unknown : [...documentErrors(given['kind'] as Kind, given), ...plainSecretErrors(given)];
}

/** A document whose kind and id an earlier one has already. */
function repetitions(given: readonly Record<string, unknown>[]): FieldError[] {
  const first = new Map<string, number>();
  return given.flatMap(({ kind, id }, index): FieldError[] => {
    const name = `${String(kind)} "${String(id)}"`;
    const earlier = first.get(name);
    if (earlier === undefined) first.set(name, index);
    return earlier === undefined
      ? []
      : [
          brokenRule('unique', `/documents/${index}/id`, {
            ...{ kind: String(kind), id: String(id), earlier: `/documents/${earlier}` },
          }),
        ];
  });
}

/** What is wrong with documents each by itself: their schemas, secrets that are no references, the same one twice. */
export function errorsInForm(given: readonly Record<string, unknown>[]): FieldError[] {
  const errors = given.flatMap((document, index) => inList(index, formErrors(document)));
  return [...errors, ...repetitions(given)].slice(0, mostSaid);
}

/** The configuration as it would be with these documents in it. */
export const withAll = (live: Snapshot, documents: readonly AnyDocument[]): Snapshot =>
  documents.reduce((all, document) => all.with(document.kind, { revision: 0, document } as Live<Kind>), live);

/**
 * What is wrong with documents that fit their schemas, once all of them are live together: what they refer to, what refers
 * to them, and what their kinds demand beyond that.
 * @param documents with their places in the list they came in
 */
export async function errorsTogether(
  documents: readonly { index: number; document: AnyDocument }[],
  live: Snapshot,
  gate: DocumentDependencies['gate'],
): Promise<FieldError[]> {
  const proposed = withAll(
    live,
    documents.map(({ document }) => document),
  );
  const errors: FieldError[] = [];
  const giveWay = givingWay();
  for (const { index, document } of documents) {
    await giveWay();
    const { kind } = document;
    const references = await referenceErrors(kind, document as never, proposed, giveWay);
    errors.push(...inList(index, references.length ? references : await gate(kind, document as never, proposed)));
  }
  return errors.slice(0, mostSaid);
}

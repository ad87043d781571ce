import type { Kind } from '@pih/schemas/types';
import { shallowRef, type ShallowRef } from 'vue';
import { problemOf } from '../../api/index.ts';
import type { Option } from '../../ui/index.ts';
import { readDocuments } from '../api.ts';

/** The documents of a kind to pick from. While they cannot be read there is nothing to pick: what is chosen stays. */
export function useDocumentOptions(kind: Kind): Readonly<ShallowRef<readonly Option[]>> {
  const options = shallowRef<readonly Option[]>([]);
  readDocuments(kind).then(
    ({ data }) => (options.value = data.map(({ id, title }) => ({ value: id, label: title }))),
    problemOf,
  );
  return options;
}

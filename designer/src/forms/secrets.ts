import type { Problem, SecretList } from '@pih/schemas/types';
import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import { problemOf } from '../api/index.ts';
import { readSecrets, writeSecret } from './api.ts';

type Secret = SecretList['data'][number];

/** Where each secret comes from; never a value. */
export const useSecrets = defineStore('secrets', () => {
  const list = shallowRef<readonly Secret[]>();
  const byName = computed(() => new Map(list.value?.map((secret) => [secret.name, secret])));
  let asked: Promise<void> | undefined;

  async function load(): Promise<void> {
    try {
      list.value = (await readSecrets()).data;
    } catch (error) {
      problemOf(error); // The form works without: it then does not say whether a value is stored.
    }
  }

  return {
    /** Asks the engine once, however many fields want to know. */
    ask: (): Promise<void> => (asked ??= load()),
    isKnown: computed(() => list.value !== undefined),
    names: computed(() => [...byName.value.keys()]),
    source: (name: string): Secret['source'] => byName.value.get(name)?.source ?? 'missing',
    updatedAt: (name: string): string | undefined => byName.value.get(name)?.updatedAt,
    /** Stores a value, which nobody can read again. What went wrong otherwise. */
    async write(name: string, value: string): Promise<Problem | undefined> {
      try {
        await writeSecret(name, value);
      } catch (error) {
        return problemOf(error);
      }
      await load();
      return undefined;
    },
  };
});

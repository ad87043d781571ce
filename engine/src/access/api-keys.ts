import { newId } from '@pih/schemas';
import type { Model } from 'mongoose';
import type { StoredApiKey } from './model.ts';
import { ApiKeyNotFound } from './problems.ts';
import { hashOf, newToken, type Random } from './tokens.ts';

/** What a system sends as "Authorization: Bearer …". */
export type ApiKeySecret = `pihk_${string}`;

const recordEveryMs = 60_000;

/** What a key is called and what it may do: ids of role documents. */
export interface ApiKeyRoles {
  name: string;
  roles: readonly string[];
}

/** An API key as it is listed; times are ISO 8601, UTC. */
export interface ApiKey {
  id: string;
  name: string;
  roles: string[];
  createdAt: string;
  lastUsedAt: string | null;
}

/** An API key at the only moment when it can be read. */
export interface NewApiKey extends Omit<ApiKey, 'lastUsedAt'> {
  key: ApiKeySecret;
}

export interface ApiKeys {
  /** Makes a key. A given one (demo seeds) that exists already is handed back as it is, revoked or not. */
  create(request: ApiKeyRoles, key?: ApiKeySecret): Promise<NewApiKey>;
  /** Those that work, newest first. */
  list(): Promise<ApiKey[]>;
  /** The key that a secret opens, recording the use; undefined when it is unknown or revoked. */
  use(key: string): Promise<StoredApiKey | undefined>;
  /** @throws ApiKeyNotFound when there is none, or it was revoked before */
  revoke(id: string): Promise<void>;
}

const basics = ({ _id, name, roles, createdAt }: StoredApiKey): Omit<ApiKey, 'lastUsedAt'> => ({
  id: _id,
  name,
  roles,
  createdAt: createdAt.toISOString(),
});

export function createApiKeys(model: Model<StoredApiKey>, now: () => Date, random: Random): ApiKeys {
  /** Of requests at the same moment only one writes: the others no longer find the time that they read. */
  async function record({ _id, lastUsedAt }: StoredApiKey, usedAt: Date): Promise<void> {
    if (lastUsedAt && usedAt.getTime() - lastUsedAt.getTime() < recordEveryMs) return;
    await model.updateOne({ _id, lastUsedAt }, { $set: { lastUsedAt: usedAt } });
  }

  return {
    async create({ name, roles }, key = `pihk_${newToken(random)}`) {
      const createdAt = now();
      const stored = await model
        .findOneAndUpdate(
          { keyHash: hashOf(key) },
          {
            $setOnInsert: {
              _id: newId('apiKey', createdAt),
              name,
              roles: [...roles],
              createdAt,
              lastUsedAt: null,
              revokedAt: null,
            },
          },
          { upsert: true, returnDocument: 'after' },
        )
        .lean<StoredApiKey>()
        .orFail();
      return { ...basics(stored), key };
    },
    async list() {
      const stored = await model.find({ revokedAt: null }).sort({ _id: -1 }).lean<StoredApiKey[]>();
      return stored.map((key) => ({ ...basics(key), lastUsedAt: key.lastUsedAt?.toISOString() ?? null }));
    },
    async use(key) {
      const stored = await model.findOne({ keyHash: hashOf(key), revokedAt: null }).lean<StoredApiKey>();
      if (!stored) return undefined;
      await record(stored, now());
      return stored;
    },
    async revoke(id) {
      const { matchedCount } = await model.updateOne({ _id: id, revokedAt: null }, { $set: { revokedAt: now() } });
      if (!matchedCount) throw new ApiKeyNotFound({ id });
    },
  };
}

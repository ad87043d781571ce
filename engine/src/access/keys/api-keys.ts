import { newId } from '@pih/schemas';
import type { Model } from 'mongoose';
import type { Maker, StoredApiKey } from '../model/index.ts';
import { ApiKeyNotFound } from '../problems.ts';
import { withNote, type Untold } from '../telling.ts';
import { hashOf, newToken, type Random } from '../signing-in/tokens.ts';

/** What a system sends as "Authorization: Bearer …". */
export type ApiKeySecret = `pihk_${string}`;

const recordEveryMs = 60_000;

/** How long a key that was recognised is not looked up again; so long it may work after another node has revoked it. */
const rememberedMs = 1_000;
/** Far more than a merchant has. */
const mostRemembered = 1_000;

/** What a key is called and what it may do: ids of role documents. */
export interface ApiKeyRoles {
  name: string;
  roles: readonly string[];
}

interface NewApiKeyRequest extends ApiKeyRoles {
  /** The hub itself when absent. */
  createdBy?: Maker;
  /** For the audit trail, told the id of the key. */
  note?: (id: string) => Untold | undefined;
}

/** An API key as it is listed; times are ISO 8601, UTC. */
export interface ApiKey {
  id: string;
  name: string;
  roles: string[];
  createdAt: string;
  createdBy: Maker | null;
  lastUsedAt: string | null;
}

/** An API key at the only moment when it can be read. */
export interface NewApiKey extends Omit<ApiKey, 'lastUsedAt'> {
  key: ApiKeySecret;
}

export interface ApiKeys {
  /** Makes a key. A given one (demo seeds) that exists already is handed back as it is, revoked or not. */
  create(request: NewApiKeyRequest, key?: ApiKeySecret): Promise<NewApiKey>;
  /** Those that work, newest first. */
  list(): Promise<ApiKey[]>;
  /**
   * The key that a secret opens, recording the use; undefined when it is unknown or revoked. Revoked on this node it opens
   * nothing from that moment on, revoked on another one for a second at most.
   */
  use(key: string): Promise<StoredApiKey | undefined>;
  /** Looks every key up anew: another node may have revoked one. */
  forget(): void;
  /** The key of an id, unless it was revoked. */
  active(id: string): Promise<StoredApiKey | undefined>;
  /** @throws ApiKeyNotFound when there is none, or it was revoked before */
  revoke(id: string, untold?: Untold): Promise<void>;
}

const basics = ({ _id, name, roles, createdAt, createdBy }: StoredApiKey): Omit<ApiKey, 'lastUsedAt'> => ({
  id: _id,
  name,
  roles,
  createdAt: createdAt.toISOString(),
  createdBy: createdBy ?? null,
});

export function createApiKeys(model: Model<StoredApiKey>, now: () => Date, random: Random): ApiKeys {
  /** What was recognised lately, by hash; never a refusal, so that a new key works at once. */
  const remembered = new Map<string, { key: StoredApiKey; at: number }>();
  /** A key that is looked up while one is revoked may be that one: it is not remembered. */
  let revocations = 0;

  function forgetAll(): void {
    revocations += 1;
    remembered.clear();
  }

  function recall(keyHash: string): StoredApiKey | undefined {
    const found = remembered.get(keyHash);
    if (!found) return undefined;
    const age = now().getTime() - found.at;
    if (age >= 0 && age < rememberedMs) return found.key;
    // Forgotten for good, so that a clock that is set back makes nothing young again.
    remembered.delete(keyHash);
    return undefined;
  }

  async function lookUp(keyHash: string): Promise<StoredApiKey | undefined> {
    const at = now().getTime();
    const before = revocations;
    const key = await model.findOne({ keyHash, revokedAt: null }).lean<StoredApiKey>();
    if (!key) return undefined;
    if (remembered.size >= mostRemembered) remembered.clear();
    if (before === revocations) remembered.set(keyHash, { key, at });
    return key;
  }

  /** Of requests at the same moment only one writes: the others no longer find the time that they read. */
  async function record(key: StoredApiKey, usedAt: Date): Promise<void> {
    const { _id, lastUsedAt } = key;
    if (lastUsedAt && usedAt.getTime() - lastUsedAt.getTime() < recordEveryMs) return;
    key.lastUsedAt = usedAt;
    await model.updateOne({ _id, lastUsedAt }, { $set: { lastUsedAt: usedAt } });
  }

  return {
    async create({ name, roles, createdBy, note }, key = `pihk_${newToken(random)}`) {
      const createdAt = now();
      const id = newId('apiKey', createdAt);
      const untold = note?.(id);
      const stored = await model
        .findOneAndUpdate(
          { keyHash: hashOf(key) },
          {
            $setOnInsert: {
              _id: id,
              name,
              roles: [...roles],
              createdAt,
              createdBy: createdBy ?? null,
              lastUsedAt: null,
              revokedAt: null,
              ...(untold && { untold: [untold] }),
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
      const keyHash = hashOf(key);
      const found = recall(keyHash) ?? (await lookUp(keyHash));
      if (found) await record(found, now());
      return found;
    },
    forget: forgetAll,
    async active(id) {
      return (await model.findOne({ _id: id, revokedAt: null }).lean<StoredApiKey>()) ?? undefined;
    },
    async revoke(id, untold) {
      const { matchedCount } = await model
        .updateOne({ _id: id, revokedAt: null }, { $set: { revokedAt: now() }, ...withNote(untold) })
        .finally(forgetAll);
      if (!matchedCount) throw new ApiKeyNotFound({ id });
    },
  };
}

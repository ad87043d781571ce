import type { Model } from 'mongoose';
import type { StoredOperator } from '../model/index.ts';
import type { SecondFactors } from './second-factor.ts';

/** How long a secret that was handed out may wait to be proven. */
const offerLastsMs = 30 * 60_000;

/** What let somebody in at the second step. */
export type Proof = 'code' | 'recovery_code';

/** The second factors of operators: each write is one that only one of two at once can make. */
export interface Factors {
  /** Hands out a secret; it counts once it is proven, and replaces what was handed out before. */
  offer(id: string, email: string): Promise<{ secret: string; uri: string }>;
  /** Turns the factor on when the code is right, and hands out recovery codes; undefined when it is wrong, or there is no offer. */
  confirm(id: string, code: string): Promise<string[] | undefined>;
  /** Uses up a code or a recovery code; undefined for what is wrong or used. */
  prove(id: string, code: string): Promise<Proof | undefined>;
  /** Fresh recovery codes; the earlier ones are worth nothing. Undefined while the factor is off. */
  renewRecoveryCodes(id: string): Promise<string[] | undefined>;
  /** Turns the factor off. False when it was off. */
  remove(id: string): Promise<boolean>;
}

export function createFactors(model: Model<StoredOperator>, codes: SecondFactors, now: () => Date): Factors {
  const read = (id: string) => model.findOne({ _id: id, disabledAt: null }).lean<StoredOperator>();

  /** The write decides: of two that prove the same code at the same moment one finds that it was used. */
  async function useStep(id: string, code: string): Promise<boolean> {
    const factor = (await read(id))?.secondFactor;
    const step = factor && codes.stepOf(id, factor.sealed, code, factor.lastStep);
    if (!factor || step === undefined) return false;
    const { modifiedCount } = await model.updateOne(
      { _id: id, 'secondFactor.sealed': factor.sealed, 'secondFactor.lastStep': { $lt: step } },
      { $set: { 'secondFactor.lastStep': step } },
    );
    return modifiedCount > 0;
  }

  async function useRecoveryCode(id: string, code: string): Promise<boolean> {
    const hash = codes.recoveryHash(code);
    if (hash === undefined) return false;
    const { modifiedCount } = await model.updateOne(
      { _id: id, 'secondFactor.recovery': hash },
      { $pull: { 'secondFactor.recovery': hash } },
    );
    return modifiedCount > 0;
  }

  return {
    async offer(id, email) {
      const { sealed, ...offered } = codes.offer(id, email);
      await model.updateOne({ _id: id }, { $set: { offeredFactor: { sealed, at: now() } } });
      return offered;
    },
    async confirm(id, code) {
      const offered = (await read(id))?.offeredFactor;
      if (!offered || now().getTime() - offered.at.getTime() > offerLastsMs) return undefined;
      const lastStep = codes.stepOf(id, offered.sealed, code, 0);
      if (lastStep === undefined) return undefined;
      const recovery = codes.recoveryCodes();
      const secondFactor = { sealed: offered.sealed, since: now(), lastStep, recovery: recovery.hashes };
      const { modifiedCount } = await model.updateOne(
        { _id: id, 'offeredFactor.sealed': offered.sealed },
        { $set: { secondFactor, offeredFactor: null } },
      );
      return modifiedCount > 0 ? recovery.codes : undefined;
    },
    async prove(id, code) {
      if (await useStep(id, code)) return 'code';
      return (await useRecoveryCode(id, code)) ? 'recovery_code' : undefined;
    },
    async renewRecoveryCodes(id) {
      const { codes: fresh, hashes } = codes.recoveryCodes();
      const { modifiedCount } = await model.updateOne(
        { _id: id, secondFactor: { $ne: null } },
        { $set: { 'secondFactor.recovery': hashes } },
      );
      return modifiedCount > 0 ? fresh : undefined;
    },
    async remove(id) {
      const { modifiedCount } = await model.updateOne(
        { _id: id, secondFactor: { $ne: null } },
        { $set: { secondFactor: null, offeredFactor: null } },
      );
      return modifiedCount > 0;
    },
  };
}

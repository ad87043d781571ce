import { createHmac } from 'node:crypto';
import { generateURI, ScureBase32Plugin, verifySync } from 'otplib';
import { seal, unseal } from '../../seal.ts';
import type { Random } from '../signing-in/tokens.ts';

/** Bytes of a shared secret: as long as the hash, as RFC 4226, section 4 (R6) recommends. */
const secretBytes = 20;
/** Seconds that a code counts for, and how far a phone's clock may be off: one period either way (RFC 6238, section 5.2). */
const period = 30;

/** How many recovery codes there are. */
export const recoveryCodeCount = 10;
/** 32 signs without those that look alike (Crockford's base 32). */
const signs = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const recoveryCodeSigns = 12;

/** Secrets, codes and recovery codes of second factors; knows no operator but by id, and keeps nothing. */
export interface SecondFactors {
  /** A fresh secret: for the person, and sealed for the store. */
  offer(operatorId: string, email: string): { secret: string; uri: string; sealed: string };
  /**
   * The period whose code was given, when it is later than all that were used; undefined for a code that is wrong or spent.
   * @param sealed the secret as it is stored
   */
  stepOf(operatorId: string, sealed: string, code: string, after: number): number | undefined;
  /** Fresh recovery codes, and what is stored of them. */
  recoveryCodes(): { codes: string[]; hashes: string[] };
  /** What is stored of a recovery code, however it was typed; undefined for what is none by its form. */
  recoveryHash(code: string): string | undefined;
}

const base32 = new ScureBase32Plugin();

/** "7f3k 9qxm-2dwc" as 7F3K9QXM2DWC; signs that are misread are put right. */
const typed = (code: string): string =>
  code.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');

/**
 * @param masterKey 32 bytes; whoever has a copy of the store without it can make no code
 * @param issuer what the app on the phone shows above the codes
 */
export function createSecondFactors(masterKey: Buffer, now: () => Date, random: Random, issuer: string): SecondFactors {
  const nameOf = (operatorId: string): string => `second-factor:${operatorId}`;
  const hashed = (code: string): string => createHmac('sha256', masterKey).update(`recovery:${code}`).digest('hex');

  return {
    offer(operatorId, email) {
      const secret = base32.encode(random(secretBytes));
      return {
        secret,
        uri: generateURI({ issuer, label: email, secret }),
        sealed: seal(masterKey, nameOf(operatorId), secret),
      };
    },
    stepOf(operatorId, sealed, code, after) {
      const token = code.replace(/\s/g, '');
      if (!/^\d{6}$/.test(token)) return undefined;
      const secret = unseal(masterKey, nameOf(operatorId), sealed);
      const epoch = Math.floor(now().getTime() / 1000);
      const result = verifySync({ secret, token, epoch, epochTolerance: period, afterTimeStep: after });
      return result.valid && 'timeStep' in result ? result.timeStep : undefined;
    },
    recoveryCodes() {
      const codes = Array.from({ length: recoveryCodeCount }, () =>
        Array.from(random(recoveryCodeSigns), (byte) => signs[byte % signs.length]).join(''),
      );
      return { codes: codes.map((code) => code.replace(/(.{4})(?=.)/g, '$1-')), hashes: codes.map(hashed) };
    },
    recoveryHash(code) {
      const whole = typed(code);
      return whole.length === recoveryCodeSigns ? hashed(whole) : undefined;
    },
  };
}

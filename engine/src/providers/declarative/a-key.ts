import { generateKeyPairSync, type KeyPairSyncResult } from 'node:crypto';

/** For tests: a fresh key pair in PEM. */
export const anRsaKey = (modulusLength = 2048): KeyPairSyncResult<string, string> =>
  generateKeyPairSync('rsa', {
    modulusLength,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });

export const anEcKey = (namedCurve = 'P-256'): KeyPairSyncResult<string, string> =>
  generateKeyPairSync('ec', {
    namedCurve,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });

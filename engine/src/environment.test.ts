import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readEnvironment, secretsIn, variables, WrongEnvironment, type Variable } from './environment.ts';

const masterKey = randomBytes(32).toString('base64');

describe('the environment', () => {
  it('may be empty: everything has a value that works on a first evening', () => {
    expect(readEnvironment({}, '/hub')).toEqual({
      isProduction: false,
      host: '127.0.0.1',
      port: 3000,
      sandboxPort: 3001,
      trustProxy: false,
      dataFolder: '/hub/data',
      logLevel: 'warn',
    });
  });

  it('opens to the network and logs in production', () => {
    expect(
      readEnvironment({ NODE_ENV: 'production', MASTER_KEY: masterKey, PUBLIC_URL: 'https://pay.example' }),
    ).toMatchObject({
      isProduction: true,
      host: '0.0.0.0',
      logLevel: 'info',
    });
  });

  it.each<[Partial<Record<Variable, string>>, RegExp]>([
    [{ NODE_ENV: 'production' }, /MASTER_KEY is missing.*openssl/],
    [{ NODE_ENV: 'production', MASTER_KEY: masterKey }, /PUBLIC_URL is missing/],
    [{ MASTER_KEY: 'short' }, /MASTER_KEY must be 32 bytes/],
    [{ PORT: 'abc' }, /PORT must be a port.*"abc"/],
    [{ PORT: '70000' }, /PORT/],
    [{ SANDBOX_PORT: '-1' }, /SANDBOX_PORT/],
    [{ PUBLIC_URL: 'shop.example' }, /PUBLIC_URL/],
    [{ PUBLIC_URL: 'ftp://shop.example' }, /PUBLIC_URL/],
    [{ LOG_LEVEL: 'loud' }, /LOG_LEVEL must be one of trace, .*"loud"/],
  ])('says what is wrong with %o', (env, message) => {
    expect(() => readEnvironment(env)).toThrow(WrongEnvironment);
    expect(() => readEnvironment(env)).toThrow(message);
  });

  it('repeats no key and no password in what it says', () => {
    expect(() => readEnvironment({ MASTER_KEY: 'c2VjcmV0' })).toThrow(expect.not.stringContaining('c2VjcmV0'));
  });

  it('takes an address with or without a slash at its end', () => {
    expect(readEnvironment({ PUBLIC_URL: 'https://pay.example/' }).publicUrl).toBe('https://pay.example');
  });

  it('hands documents the variables that are meant as secrets, and no other of the machine', () => {
    const own = Object.fromEntries(Object.keys(variables).map((name) => [name, 'x']));
    const env = { ...own, AWS_SECRET_ACCESS_KEY: 'cloud', SECRET_STRIPE_SECRET_KEY: 'sk' };
    expect(secretsIn(env)).toEqual({ STRIPE_SECRET_KEY: 'sk' });
  });
});

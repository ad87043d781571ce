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
      rateLimits: { address: 30_000, caller: 30_000, checkout: 600 },
      logLevel: 'warn',
      demoPayments: 1500,
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
    [{ SANDBOX_URL: 'elsewhere' }, /SANDBOX_URL/],
    [
      {
        NODE_ENV: 'production',
        MASTER_KEY: masterKey,
        PUBLIC_URL: 'https://pay.example',
        SANDBOX_URL: 'http://x.example',
      },
      /SANDBOX_URL is set.*no simulators in production/,
    ],
    [{ PUBLIC_URL: 'shop.example' }, /PUBLIC_URL/],
    [{ PUBLIC_URL: 'ftp://shop.example' }, /PUBLIC_URL/],
    [{ ALLOWED_PRIVATE_ADDRESSES: '10.0.0.0/8, shop' }, /ALLOWED_PRIVATE_ADDRESSES.*"shop"/],
    [{ ALLOWED_PRIVATE_ADDRESSES: '0.0.0.0/0' }, /ALLOWED_PRIVATE_ADDRESSES.*most addresses/],
    [{ RATE_LIMIT_ADDRESS: '0' }, /RATE_LIMIT_ADDRESS must be a number of requests.*"0"/],
    [{ RATE_LIMIT_KEY: 'many' }, /RATE_LIMIT_KEY/],
    [{ RATE_LIMIT_CHECKOUT: '-1' }, /RATE_LIMIT_CHECKOUT/],
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

  it('allows the private addresses that it names, and none without', () => {
    const env = { ALLOWED_PRIVATE_ADDRESSES: ' 192.168.7.0/24,10.1.2.3 ,fd00:7::/64' };
    expect(readEnvironment(env).allowedAddresses).toEqual(['192.168.7.0/24', '10.1.2.3', 'fd00:7::/64']);
    expect(readEnvironment({}).allowedAddresses).toBeUndefined();
  });

  it('hands documents the variables that are meant as secrets, and no other of the machine', () => {
    const own = Object.fromEntries(Object.keys(variables).map((name) => [name, 'x']));
    const env = { ...own, AWS_SECRET_ACCESS_KEY: 'cloud', SECRET_STRIPE_SECRET_KEY: 'sk' };
    expect(secretsIn(env)).toEqual({ STRIPE_SECRET_KEY: 'sk' });
  });
});

import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { csrfTokenOf, hashOf, isSame, newToken } from './tokens.ts';

afterEach(() => {
  vi.restoreAllMocks();
  syncBuiltinESMExports();
});

describe('tokens', () => {
  it('have 256 random bits, written for a cookie', () => {
    const token = newToken(crypto.randomBytes);
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(newToken(crypto.randomBytes)).not.toBe(token);
  });

  it('are not found in their hash or their CSRF token', () => {
    const token = newToken(crypto.randomBytes);
    expect(hashOf(token)).not.toContain(token);
    expect(csrfTokenOf(token)).not.toBe(hashOf(token));
    expect(csrfTokenOf(token)).not.toBe(csrfTokenOf(newToken(crypto.randomBytes)));
  });

  it('are told apart, whatever their lengths', () => {
    expect(isSame('abc', 'abc')).toBe(true);
    for (const wrong of ['', 'ab', 'abd', 'abcd']) expect(isSame(wrong, 'abc')).toBe(false);
  });

  it('are compared in constant time', () => {
    const compare = vi.spyOn(crypto, 'timingSafeEqual');
    syncBuiltinESMExports();
    isSame('abc', 'abd');
    expect(compare).toHaveBeenCalledTimes(1);
  });
});

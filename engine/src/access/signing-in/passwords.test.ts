import { parseOptions, verify } from '@node-rs/argon2';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { hashPassword, opensWith } from './passwords.ts';

// Files share their modules: here passwords.ts is evaluated over the spies, and whoever comes next evaluates it without.
vi.hoisted(() => vi.resetModules());
vi.mock('@node-rs/argon2', { spy: true });
afterAll(() => void vi.resetModules());
beforeEach(() => void vi.mocked(verify).mockClear());

describe('passwords', () => {
  it('are kept as argon2id with the cost that OWASP asks for', async () => {
    const stored = await hashPassword('correct horse');
    expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(stored).not.toContain('correct horse');
  });

  it('are salted: the same password is never stored twice alike', async () => {
    expect(await hashPassword('correct horse')).not.toBe(await hashPassword('correct horse'));
  });

  it('open their own hash only', async () => {
    const stored = await hashPassword('correct horse');
    expect(await opensWith(stored, 'correct horse')).toBe(true);
    expect(await opensWith(stored, 'Correct horse')).toBe(false);
  });

  it('may be typed with composed or combining accents', async () => {
    expect(await opensWith(await hashPassword('perch\u00e9 perch\u00e9'), 'perche\u0301 perche\u0301')).toBe(true);
  });

  it('cost the same work when nobody has the e-mail', async () => {
    expect(await opensWith(undefined, 'correct horse')).toBe(false);
    expect(verify).toHaveBeenCalledTimes(1);
    const [decoy = ''] = vi.mocked(verify).mock.calls[0] ?? [];
    expect(parseOptions(decoy)).toEqual(parseOptions(await hashPassword('correct horse')));
  });
});

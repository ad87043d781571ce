import { expect, it } from 'vitest';
import { isCommon, mustBeStrong } from './password-rules.ts';
import { PasswordTooCommon, PasswordTooShort } from '../problems.ts';

it.each([
  'P4ssword2026!',
  'passwordpassword',
  'Welcome!!!123456',
  'qwertyuiop1234',
  '123456789012',
  'abcdefghijklmn',
  'aaaaaaaaaaaab',
  'Juventus_1897_',
  'giulia.neri.2026',
  'nerigiulia1234',
])('knows that "%s" is tried first', (password) => {
  expect(isCommon(password, ['Giulia Neri', 'giulia.neri@shop.example'])).toBe(true);
});

it.each(['violet anchor biscuit', 'correct horse', 'tre gatti sul tetto', 'x7#Kq!2mVz&9', 'eight or more'])(
  'lets "%s" pass',
  (password) => expect(isCommon(password, ['Giulia Neri', 'giulia@shop.example'])).toBe(false),
);

it('counts characters as people do, and asks for twelve', () => {
  expect(() => mustBeStrong('eleven chrs')).toThrow(PasswordTooShort);
  expect(() => mustBeStrong('🐎🐎🐎🐎🐎🐎')).toThrow(PasswordTooShort);
  expect(() => mustBeStrong('password1234')).toThrow(PasswordTooCommon);
  expect(() => mustBeStrong('violet anchor')).not.toThrow();
});

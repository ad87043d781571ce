import type { Provider } from '@pih/schemas';
import { expect, it } from 'vitest';
import { aLiveProvider } from '../a-provider.ts';
import { addressErrors } from './check.ts';

it('finds every address in a document that leads into a private network, with its place', () => {
  const paypal = aLiveProvider('https://127.0.0.1/api');
  const hosts = { tokens: { live: 'https://[fd00::7]', sandbox: 'https://login.provider.example' } };
  const document: Provider = {
    ...paypal,
    baseUrls: { live: 'https://127.0.0.1/api', sandbox: 'http://0xa9fea9fe/', simulator: '{sandbox}/sample' },
    ...(paypal.declarative && { declarative: { ...paypal.declarative, hosts } }),
  };
  expect(addressErrors(document)).toEqual([
    {
      path: '/baseUrls/live',
      rule: 'address-private',
      message: 'leads to 127.0.0.1, which is not on the public internet',
      params: { host: '127.0.0.1' },
      value: 'https://127.0.0.1/api',
    },
    {
      path: '/baseUrls/sandbox',
      rule: 'address-private',
      message: 'leads to 169.254.169.254, which is not on the public internet',
      params: { host: '169.254.169.254' },
      value: 'http://0xa9fea9fe/',
    },
    {
      path: '/declarative/hosts/tokens/live',
      rule: 'address-private',
      message: 'leads to fd00::7, which is not on the public internet',
      params: { host: 'fd00::7' },
      value: 'https://[fd00::7]',
    },
  ]);
});

it('lets pass what the installation allows, and names, which are judged when they are looked up', () => {
  const document = { ...aLiveProvider(''), baseUrls: { live: 'https://192.168.7.40', sandbox: 'https://pay.example' } };
  expect(addressErrors(document, ['192.168.7.0/24'])).toEqual([]);
});

import { describe, expect, it } from 'vitest';
import { mayReach, parseRange } from './addresses.ts';

describe('an address', () => {
  it.each([
    ['the own machine', ['127.0.0.1', '127.8.8.8', '0.0.0.0', '::1', '::']],
    ['a private network', ['10.0.0.5', '172.16.0.1', '172.31.255.255', '192.168.1.4', 'fd00::1', 'fc00::1', 'fec0::1']],
    ['the metadata of a cloud', ['169.254.169.254', 'fe80::a9fe:a9fe', '168.63.129.16', '100.100.100.200']],
    ['a network shared by a carrier', ['100.64.0.1', '100.127.255.254']],
    ['nobody in particular', ['224.0.0.1', '255.255.255.255', '240.0.0.1', 'ff02::1', '192.0.2.1', '2001:db8::1']],
    ['IPv4 behind IPv6', ['::ffff:127.0.0.1', '::ffff:a00:5', '::127.0.0.1', '64:ff9b::7f00:1', '64:ff9b::10.0.0.5']],
    ['a tunnel', ['2002:7f00:1::', '2002:a00:5::1', '2001:0:4136:e378:8000:63bf:3fff:fdd2', '64:ff9b:1::1']],
    [
      'something that is no plain address',
      ['', 'localhost', 'fe80::1%eth0', '2606:4700::1111%1', '1.2.3', '010.8.8.8', '8.8.8.8 '],
    ],
  ])('of %s is not reached', (_where, addresses) => {
    for (const address of addresses) expect([address, mayReach(address, [])]).toEqual([address, false]);
  });

  it('of the public internet is reached, by IPv4, by IPv6 and through the translator between them', () => {
    for (const address of ['8.8.8.8', '151.101.1.21', '2606:4700::1111', '64:ff9b::808:808', '::ffff:8.8.8.8'])
      expect([address, mayReach(address, [])]).toEqual([address, true]);
  });

  it('is reached when an installation allows its range, however it is wrapped', () => {
    const allowed = ['192.168.7.0/24', 'fd00:7::/64', '10.1.2.3'].map(parseRange);
    for (const address of ['192.168.7.40', '::ffff:192.168.7.40', 'fd00:7::40', '10.1.2.3'])
      expect(mayReach(address, allowed)).toBe(true);
    for (const address of ['192.168.8.1', 'fd00:8::1', '10.1.2.4', '127.0.0.1'])
      expect(mayReach(address, allowed)).toBe(false);
  });

  it.each(['', 'shop', '10.0.0', '10.0.0.0/33', '10.0.0.0/8/8', '010.0.0.1', 'fd00::/129', '10.0.0.0/'])(
    'range is not taken for one when it reads %j',
    (text) => expect(() => parseRange(text)).toThrow(),
  );
});

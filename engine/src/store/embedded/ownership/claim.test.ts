import { linkSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { temporaryFolder } from '../store-for-tests.ts';
import { addressIn, listen, uriOf, type Address } from './address.ts';
import { claim } from './claim.ts';
import { FolderInUse } from './folder-in-use.ts';

let folder: string;
let servers: Server[];
beforeEach(() => {
  folder = temporaryFolder();
  servers = [];
});
afterEach(() => {
  for (const server of servers) server.close();
  rmSync(folder, { recursive: true, force: true });
});

async function aStarter(name: string): Promise<Address> {
  const server = createServer((socket) => socket.destroy());
  servers.push(server);
  return listen(server, addressIn(folder, name));
}
const owners = (): string[] => readdirSync(folder).filter((name) => name.startsWith('owner.'));

it('gives the folder to one of many who start at the same time', async () => {
  const addresses = await Promise.all(Array.from({ length: 20 }, (_, i) => aStarter(`s${i}`)));
  const results = await Promise.allSettled(addresses.map((address) => claim(folder, address)));
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const result of results) if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(FolderInUse);
  expect(owners()).toEqual(['owner.1']);
  expect(readdirSync(folder).filter((name) => name.startsWith('claim.'))).toEqual([]);
});

it('gives it to one of many again after the owner has gone', async () => {
  await claim(folder, await aStarter('first'));
  await expect(claim(folder, await aStarter('second'))).rejects.toThrow(
    `The data folder ${folder} is in use by this process`,
  );
  await new Promise((resolve) => servers[0]?.close(resolve));
  const addresses = await Promise.all(Array.from({ length: 20 }, (_, i) => aStarter(`n${i}`)));
  const results = await Promise.allSettled(addresses.map((address) => claim(folder, address)));
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(owners()).toEqual(['owner.2']);
});

it('does not take a port that now belongs to somebody else for a living owner', async () => {
  const server = createServer();
  servers.push(server);
  const address = await listen(server, { port: 0 });
  writeFileSync(path.join(folder, 'owner.1'), JSON.stringify({ pid: 2 ** 22 + 1, address }));
  await claim(folder, await aStarter('next'));
  expect(owners()).toEqual(['owner.2']);
});

it('withdraws when it won with a number that was overtaken', async () => {
  const living = await aStarter('living');
  writeFileSync(path.join(folder, 'living'), JSON.stringify({ pid: process.pid, address: living }));
  // The starter looks, sees nobody; before it looks again, number 2 has come and number 1 has been cleared away.
  linkSync(path.join(folder, 'living'), path.join(folder, 'owner.2'));
  await expect(claim(folder, await aStarter('late'))).rejects.toBeInstanceOf(FolderInUse);
  expect(owners()).toEqual(['owner.2']);
});

it('listens on a loopback port where the path is too long for a socket', async () => {
  const long = path.join(folder, 'x'.repeat(120));
  expect(addressIn(long, 'a')).toEqual({ port: 0 });
  const server = createServer();
  servers.push(server);
  expect(uriOf(await listen(server, addressIn(long, 'a')))).toMatch(
    /^mongodb:\/\/127\.0\.0\.1:\d+\/\?directConnection=true$/,
  );
});

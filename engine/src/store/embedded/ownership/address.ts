import { chmodSync } from 'node:fs';
import { createConnection, type AddressInfo, type Server } from 'node:net';
import path from 'node:path';

/** Where the store listens: the path of a unix socket, or a port on the loopback interface. */
export type Address = { path: string } | { port: number };

/** Operating systems cut socket paths at 104 to 108 bytes. */
const longestSocketPath = 100;

/** A socket inside the folder; a loopback port where the path is too long for one, and on Windows. */
export function addressIn(folder: string, name: string): Address {
  const socket = path.join(folder, `${name}.sock`);
  const fits = process.platform !== 'win32' && Buffer.byteLength(socket) <= longestSocketPath;
  return fits ? { path: socket } : { port: 0 };
}

/** Listens, for this user only. @returns the address with its port filled in */
export async function listen(server: Server, address: Address): Promise<Address> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen('path' in address ? address : { host: '127.0.0.1', port: address.port }, () => {
      server.removeListener('error', reject);
      resolve();
    });
  });
  if ('port' in address) return { port: (server.address() as AddressInfo).port };
  chmodSync(address.path, 0o600);
  return address;
}

/** Whether somebody listens there. Anything but a clear refusal counts as yes: the folder's data is at stake. */
export function answers(address: Address): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection('path' in address ? address : { host: '127.0.0.1', port: address.port });
    const settle = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => settle(true));
    socket.once('error', (error: NodeJS.ErrnoException) =>
      settle(error.code !== 'ECONNREFUSED' && error.code !== 'ENOENT'),
    );
  });
}

/** The address as a MongoDB connection string. */
export function uriOf(address: Address): string {
  const host = 'path' in address ? encodeURIComponent(address.path) : `127.0.0.1:${address.port}`;
  return `mongodb://${host}/?directConnection=true`;
}

import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { answers, type Address } from './address.ts';
import { FolderInUse } from './folder-in-use.ts';

/** What an owner writes about itself. */
interface Owner {
  pid: number;
  address: Address;
}

const ownerFile = /^owner\.(\d+)$/;
const mostAttempts = 20;

/**
 * Makes this process the folder's owner, or refuses.
 *
 * Owners are numbered: the file `owner.7` names the seventh owner and the address at which it listens. Whoever wants the
 * folder listens first, looks for the highest number, and only if nobody answers there any more links the next number
 * into place; linking fails for all but one. The kernel closes a listener with its process, however that ends, so a
 * killed owner never blocks the folder, and no clock or process number decides. The highest file stays behind as a
 * counter (it is removed only by a higher one): numbers never repeat, so a starter that looked long ago cannot
 * win with an outdated number; it finds a higher one beside its own and withdraws.
 * @throws FolderInUse when the owner is alive
 */
export async function claim(folder: string, address: Address): Promise<void> {
  const draft = path.join(folder, `claim.${randomUUID()}`);
  writeFileSync(draft, JSON.stringify({ pid: process.pid, address } satisfies Owner), { mode: 0o600 });
  try {
    for (let attempt = 0; attempt < mostAttempts; attempt++) if (await tryNext(folder, draft)) return;
  } finally {
    rmSync(draft, { force: true });
  }
  throw new FolderInUse(folder);
}

async function tryNext(folder: string, draft: string): Promise<boolean> {
  const latest = numbersIn(folder).at(-1) ?? 0;
  const owner = ownerAt(folder, latest);
  if (owner && (await isAlive(owner))) throw new FolderInUse(folder, owner.pid);
  const mine = latest + 1;
  if (!linked(draft, fileOf(folder, mine))) return false;
  const numbers = numbersIn(folder);
  if (numbers.at(-1) !== mine) {
    rmSync(fileOf(folder, mine), { force: true });
    return false;
  }
  for (const number of numbers) if (number < mine) removeTraces(folder, number);
  return true;
}

const fileOf = (folder: string, number: number): string => path.join(folder, `owner.${number}`);

function numbersIn(folder: string): number[] {
  const numbers = readdirSync(folder).map((name) => Number(ownerFile.exec(name)?.[1] ?? 0));
  return numbers.filter((number) => number > 0).sort((a, b) => a - b);
}

function ownerAt(folder: string, number: number): Owner | undefined {
  try {
    return JSON.parse(readFileSync(fileOf(folder, number), 'utf8')) as Owner;
  } catch {
    return undefined; // removed meanwhile by a higher number, which the next look will find
  }
}

/** A port may belong to somebody else by now, a socket in the folder cannot: for a port the process must live as well. */
async function isAlive({ pid, address }: Owner): Promise<boolean> {
  if ('port' in address && !processLives(pid)) return false;
  return answers(address);
}

function processLives(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function removeTraces(folder: string, number: number): void {
  const address = ownerAt(folder, number)?.address;
  if (address && 'path' in address) rmSync(address.path, { force: true });
  rmSync(fileOf(folder, number), { force: true });
}

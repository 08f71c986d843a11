import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Problem } from '../domain/problem';
import { inspect, readBase } from './base';
import { diskFiles, errorCode, syncDirectory } from './files';
import { StoreLayout } from './layout';
import { assertOurs } from './migrate';
import { RESCUED_LOG } from './rescue';
import type { Vfs } from './sqlite/vfs';

/** A copy of the store that can be put back: a backup, or what was rescued when the files were removed under us. */
export interface Backup {
  readonly name: string;
  readonly at: number;
  readonly bytes: number;
  readonly rescued: boolean;
}

const KEEP = 7;
const CHECKED_BYTES = 64 << 20;
const BACKUP = /^state-(\d{8}T\d{9}Z)(?:-[a-z0-9-]+)?\.db$/;

/** Newest first. */
export async function listBackups(layout: StoreLayout): Promise<Backup[]> {
  const names = await readdir(layout.backups).catch(ifMissing<string[]>([]));
  const found: Backup[] = [];
  for (const name of names.filter((candidate) => BACKUP.test(candidate))) {
    const { size, mtimeMs } = await stat(join(layout.backups, name));
    found.push({ name, at: Math.round(mtimeMs), bytes: size, rescued: false });
  }
  const rescued = await stat(join(layout.rescue, 'state.db')).catch(ifMissing(undefined));
  if (rescued) {
    found.push({ name: basename(layout.rescue), at: Math.round(rescued.mtimeMs), bytes: rescued.size, rescued: true });
  }
  return found.sort((a, b) => b.at - a.at);
}

/** Copies the published file, with a checksum beside it; the oldest backups beyond a week's worth give way. */
export async function createBackup(
  { vfs, layout }: { vfs: Vfs; layout: StoreLayout },
  reason: string,
  now: Date,
): Promise<string> {
  await mkdir(layout.backups, { recursive: true, mode: 0o700 });
  const stamp = now.toISOString().replace(/[-:.]/g, '');
  const name = `state-${stamp}-${reason}.db`;
  const path = join(layout.backups, name);
  const partial = `${path}.partial`;
  await diskFiles.copyDurably(layout.database, partial);
  await markOrdinary(partial);
  // Durable as well: after a power loss an empty checksum would condemn a good backup.
  await writeFile(`${path}.sha256`, `${await sha256(partial)}  ${name}\n`, { mode: 0o600, flush: true });
  await rename(partial, path);
  syncDirectory(diskFiles, layout.backups);
  // A damaged store must not push out the backups of a time when it was whole. (Checking a large one would keep everybody
  // waiting; there the checksum and SQLite's own complaints have to do.)
  if ((await stat(path)).size <= CHECKED_BYTES) await verifyBackup(vfs, layout, name);
  await prune(layout);
  return name;
}

/** Throws unless the backup is whole: checksum, origin, schema and SQLite's own check (rule S10). */
async function verifyBackup(vfs: Vfs, layout: StoreLayout, name: string): Promise<void> {
  const path = join(layout.backups, name);
  if (!BACKUP.test(name)) {
    throw new Problem('not_found', `There is no backup named ${name}.`, 'Choose one of the backups that are listed.');
  }
  const expected = await readFile(`${path}.sha256`, 'utf8').catch(ifMissing(undefined));
  if (expected !== undefined && !expected.startsWith(await sha256(path))) {
    throw new Problem('store_damaged', `The backup ${name} differs from its checksum.`, 'Choose an older backup.');
  }
  inspect(vfs, diskFiles, path, (connection) => {
    assertOurs(connection, path);
    const verdict = connection.value('pragma quick_check(1)');
    if (verdict !== 'ok') throw new Error(String(verdict));
  });
}

/** Puts a verified backup, or what was rescued, in place of the store; what was there is set aside first. */
export async function restoreBackup(vfs: Vfs, layout: StoreLayout, name: string, now: Date): Promise<void> {
  if (name === basename(layout.rescue)) {
    await restoreRescued(vfs, layout, now);
    return;
  }
  await verifyBackup(vfs, layout, name);
  const copy = layout.nextCopy();
  await diskFiles.copyDurably(join(layout.backups, name), copy);
  await setAside(layout, now, [basename(layout.backups)]);
  await rename(copy, layout.database);
  syncDirectory(diskFiles, layout.folder);
}

/**
 * Moves everything that makes up the store into a folder of its own; nothing is deleted. The database goes first: as long
 * as anything else is left, a store without it is not taken for a new one.
 */
export async function setAside(layout: StoreLayout, now: Date, keep: readonly string[] = []): Promise<string> {
  const target = layout.aside(now);
  await mkdir(target, { recursive: true, mode: 0o700 });
  const names = await readdir(layout.folder);
  const logs = names.filter((name) => StoreLayout.walGeneration(name) !== undefined);
  const parts = [basename(layout.database), ...logs, basename(layout.rescue), basename(layout.backups)];
  for (const name of parts) {
    if (names.includes(name) && !keep.includes(name)) await rename(join(layout.folder, name), join(target, name));
  }
  syncDirectory(diskFiles, target);
  syncDirectory(diskFiles, layout.folder);
  return target;
}

/** From copies, and with the database last: whatever ends it half way, it can be done again from the start. */
async function restoreRescued(vfs: Vfs, layout: StoreLayout, now: Date): Promise<void> {
  const rescued = join(layout.rescue, 'state.db');
  const { generation } = readBase(vfs, diskFiles, rescued);
  const copy = layout.nextCopy();
  await diskFiles.copyDurably(rescued, copy);
  const aside = await setAside(layout, now, [basename(layout.rescue), basename(layout.backups)]);
  await diskFiles.copyDurably(join(layout.rescue, RESCUED_LOG), layout.wal(generation));
  syncDirectory(diskFiles, layout.folder);
  await rename(copy, layout.database);
  syncDirectory(diskFiles, layout.folder);
  await rename(layout.rescue, join(aside, basename(layout.rescue)));
}

async function prune(layout: StoreLayout): Promise<void> {
  const backups = (await listBackups(layout)).filter(({ rescued }) => !rescued);
  for (const { name } of backups.slice(KEEP)) {
    await rm(join(layout.backups, name), { force: true });
    await rm(join(layout.backups, `${name}.sha256`), { force: true });
  }
}

/** The published file says "no writers" while a leader is live; a backup is an ordinary database. */
async function markOrdinary(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.write(Uint8Array.of(1, 1), 0, 2, 18);
    await file.datasync();
  } finally {
    await file.close();
  }
}

async function sha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

function ifMissing<T>(value: T): (error: unknown) => T {
  return (error) => {
    if (errorCode(error) === 'ENOENT') return value;
    throw error;
  };
}

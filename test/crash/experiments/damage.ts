import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { ProblemCode } from '../../../src/domain/problem';
import type { StoreLayout } from '../../../src/storage/layout';
import { audit } from '../lib/audit';
import { copyStore, newWorkspace, removeWorkspace, storeOf } from '../lib/folders';
import { loadSqlite } from '../lib/product';
import type { Experiment, Report } from '../lib/report';
import { Session } from '../lib/session';

interface Damage {
  readonly what: string;
  readonly code: ProblemCode;
  readonly inflict: (layout: StoreLayout) => Promise<void> | void;
}

const damages: readonly Damage[] = [
  { what: 'an empty state.db', code: 'store_damaged', inflict: ({ database }) => truncateSync(database, 0) },
  {
    what: 'a state.db cut in the middle',
    code: 'store_damaged',
    inflict: ({ database }) => truncateSync(database, Math.floor(statSync(database).size / 2)),
  },
  {
    what: 'a state.db cut in its last page',
    code: 'store_damaged',
    inflict: ({ database }) => truncateSync(database, statSync(database).size - 100),
  },
  {
    what: 'garbage in the place of state.db',
    code: 'store_damaged',
    inflict: ({ database }) => writeFileSync(database, Buffer.alloc(statSync(database).size, 'garbage ')),
  },
  {
    what: 'garbage in its schema',
    code: 'store_damaged',
    inflict: ({ database }) => overwrite(database, 100, Buffer.alloc(2000, 0xa5)),
  },
  {
    what: "another program's database",
    code: 'store_foreign',
    inflict: async ({ database }) => writeFileSync(database, await foreignDatabase()),
  },
  {
    what: 'a schema from the future',
    code: 'store_newer',
    inflict: ({ database }) => overwrite(database, 60, Buffer.from([0, 0, 0x27, 0x0f])),
  },
  {
    what: 'a log without state.db',
    code: 'store_missing',
    inflict: (layout) => {
      rmSync(layout.database);
      writeFileSync(layout.wal(7), 'a log');
    },
  },
  { what: 'backups without state.db', code: 'store_missing', inflict: ({ database }) => rmSync(database) },
];

/** Whatever cannot be opened is refused with a reason, left as it is, and replaced only when a person says so. */
export const damage: Experiment = {
  name: 'damage',
  about: 'stores that are cut, overwritten, foreign, too new or half missing',
  async run(report) {
    const origin = await makeStore();
    for (const [index, each] of damages.entries()) await refuses(report, origin, each, index % 2 === 0);
    await isFoundLater(report, origin);
    removeWorkspace(origin.workspace);
  },
};

interface Origin {
  readonly workspace: string;
  readonly acknowledged: ReadonlyMap<string, string>;
}

/** A store with a backup: the first publish makes one. */
async function makeStore(): Promise<Origin> {
  const workspace = newWorkspace();
  const session = new Session(workspace, 'host', 'a');
  await session.write(30);
  await session.client.publish();
  const acknowledged = new Map(session.acknowledged);
  await session.client.close();
  return { workspace, acknowledged };
}

async function refuses(report: Report, origin: Origin, each: Damage, windowFirst: boolean): Promise<void> {
  const { what, code, inflict } = each;
  const { workspace, layout } = copyStore(storeOf(origin.workspace));
  await inflict(layout);
  const before = contents(layout);

  // Whoever comes first leads; who may repair does not depend on that.
  const { window, agent } = await openBoth(workspace, windowFirst);
  report.expectEqual('the status says why', await window.problem(), code, what);
  report.expectEqual('another process is told as well', await agent.problem(), code, what);
  report.expectEqual('a write is refused', await agent.write(1), code, what);
  report.expectEqual('nothing on disk is changed', contents(layout), before, what);
  const refusal = await agent.client.startEmpty().then(
    () => 'done',
    (error: unknown) => (error as { code: string }).code,
  );
  report.expectEqual('an agent may not replace it', refusal, 'conflict', what);
  const [backup] = window.backups;
  report.expect('a backup is offered', backup !== undefined, () => what);
  await repair(report, each, { window, agent }, windowFirst ? undefined : backup?.name);
  await agent.client.close();
  await window.client.close();

  const aside = Object.entries(contents(layout)).filter(([name]) => name.startsWith('aside-'));
  for (const name of Object.keys(before).filter((candidate) => candidate.startsWith('state'))) {
    const kept = aside.some(([path, hash]) => path.endsWith(`/${name}`) && hash === before[name]);
    report.expect('the old files are kept', kept, () => `${what}: ${name}`);
  }
  const restored = windowFirst ? [] : origin.acknowledged;
  const wanted = new Map([...restored, ...window.acknowledged, ...agent.acknowledged]);
  await audit(report, layout, wanted, what);
  removeWorkspace(workspace);
}

interface Both {
  readonly window: Session;
  readonly agent: Session;
}

async function openBoth(workspace: string, windowFirst: boolean): Promise<Both> {
  const first = new Session(workspace, windowFirst ? 'host' : 'process', 'b');
  await first.problem();
  const second = new Session(workspace, windowFirst ? 'process' : 'host', 'c');
  return windowFirst ? { window: first, agent: second } : { window: second, agent: first };
}

async function repair(report: Report, { what }: Damage, { window, agent }: Both, backup?: string): Promise<void> {
  await (backup === undefined ? window.client.startEmpty() : window.client.restore(backup));
  const how = backup === undefined ? 'starting empty' : 'restoring a backup';
  report.expectEqual(
    `${how} makes it usable for all`,
    [await window.problem(), await agent.problem()],
    ['ready', 'ready'],
    what,
  );
  report.expectEqual(
    'everybody writes again',
    [await window.write(3), await agent.write(3)],
    [undefined, undefined],
    what,
  );
}

/** Damage behind what an open looks at: the command that meets it is refused, and a backup is offered then. */
async function isFoundLater(report: Report, origin: Origin): Promise<void> {
  const what = 'garbage in the rows';
  const { workspace, layout } = copyStore(storeOf(origin.workspace));
  const { size } = statSync(layout.database);
  // Behind the schema lie the rows of the first tables.
  overwrite(layout.database, Math.floor(size * 0.12), Buffer.alloc(Math.floor(size * 0.8), 0x5a));
  const window = new Session(workspace, 'host', 'b');
  await window.problem();
  report.expectEqual(
    'damage in the rows is found by the command that meets it',
    await window.write(1),
    'store_damaged',
  );
  report.expectEqual('and the status says so', await window.problem(), 'store_damaged');
  const [backup] = window.backups;
  if (backup) await window.client.restore(backup.name);
  report.expectEqual('everybody writes again', await window.write(3), undefined, what);
  await window.client.close();
  await audit(report, layout, new Map([...origin.acknowledged, ...window.acknowledged]), what);
  removeWorkspace(workspace);
}

/** Every file of the store with a hash of its content, without what processes keep there while they run. */
function contents(layout: StoreLayout): Record<string, string> {
  const names = readdirSync(layout.folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(layout.folder, join(entry.parentPath, entry.name)))
    .filter((name) => !name.startsWith('run/'))
    .sort();
  return Object.fromEntries(
    names.map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(layout.folder, name)))
        .digest('hex'),
    ]),
  );
}

function overwrite(path: string, at: number, bytes: Uint8Array): void {
  const content = readFileSync(path);
  content.set(bytes, at);
  writeFileSync(path, content);
}

async function foreignDatabase(): Promise<Uint8Array> {
  const { runtime } = await loadSqlite();
  const database = new runtime.sql.Database();
  database.exec('create table bookmarks (url text)');
  const image = database.export();
  database.close();
  return image;
}

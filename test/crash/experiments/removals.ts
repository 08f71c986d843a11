import { copyFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import type { StoreLayout } from '../../../src/storage/layout';
import { audit } from '../lib/audit';
import { newWorkspace, removeWorkspace, storeOf } from '../lib/folders';
import { loadSqlite } from '../lib/product';
import { isReady } from '../../unit/engine/harness';
import type { Experiment, Report } from '../lib/report';
import { Session } from '../lib/session';
import { allAcknowledged, Writer } from '../lib/writers';
import { mixedHistories } from './mixedHistories';

/** Files of the store are removed or replaced while a leader has them open. */
export const removals: Experiment = {
  name: 'removals',
  about: 'rm -rf and restored backups under a live leader',
  async run(report, { seed }) {
    await mixedHistories(report, await loadSqlite(), seed);
    await wholeFolder(report);
    await wholeFolderUnderWriters(report, seed);
    await onlySockets(report);
    await onlyTheLog(report);
    await onlyTheDatabase(report);
    await overwritten(report, 'garbage', ({ database }) => writeFileSync(database, 'garbage'));
    await overwritten(report, 'an older copy', ({ database }, copy) => copyFileSync(copy, database));
    await olderDatabase(report, 'copied over state.db', (from, to) => copyFileSync(from, to));
    await olderDatabase(report, 'renamed to state.db', (from, to) => {
      copyFileSync(from, `${to}.restored`);
      renameSync(`${to}.restored`, to);
    });
  },
};

interface Scene {
  readonly workspace: string;
  readonly layout: StoreLayout;
  readonly leader: Session;
}

/** A store with something published, and something that only the log holds. */
async function scene(): Promise<Scene> {
  const workspace = newWorkspace();
  const leader = new Session(workspace, 'host', 'a');
  await leader.write(20);
  await leader.client.publish();
  await leader.write(20);
  return { workspace, layout: storeOf(workspace), leader };
}

async function end(report: Report, { workspace, layout, leader }: Scene, when: string): Promise<void> {
  await leader.client.close();
  await audit(report, layout, leader.acknowledged, when);
  removeWorkspace(workspace);
}

async function wholeFolder(report: Report): Promise<void> {
  const what = 'rm -rf of the whole folder';
  const { workspace, layout, leader } = await scene();
  rmSync(layout.folder, { recursive: true });
  report.expectEqual(`${what}: the next write is refused`, await leader.write(1), 'store_removed');
  report.expectEqual(`${what}: the status says so`, await leader.problem(), 'store_removed');
  const rescued = leader.backups.find((backup) => backup.rescued);
  report.expect(`${what}: what the store held is offered`, rescued !== undefined);
  if (rescued) await leader.client.restore(rescued.name);
  report.expect(`${what}: it can be restored`, isReady(leader.client.status));
  report.expectEqual(`${what}: and written again`, await leader.write(5), undefined);
  await end(report, { workspace, layout, leader }, what);
}

/** As before, but with others in the middle of their work: none of them may make an empty store of it. */
async function wholeFolderUnderWriters(report: Report, seed: number): Promise<void> {
  const what = 'rm -rf under writers';
  const { workspace, layout, leader } = await scene();
  const writer = new Writer({ workspace, door: 'process', name: 'w', seed, callers: 3, pauseMs: 5 });
  await writer.until(() => writer.acknowledged.length > 10);
  removeAll(layout);
  await writer.until(() => writer.problem !== undefined);
  report.expect(`${what}: they are told`, writer.problem?.includes('store_removed') === true, () => {
    return writer.problem ?? 'nothing';
  });
  await writer.kill();
  for (const [command, task] of allAcknowledged([writer])) leader.acknowledged.set(command, task);
  // The window may have to take the lead first, from a writer that had it when it was killed.
  const rescued = await leader.rescued();
  report.expectEqual(`${what}: the leader is told`, await leader.problem(), 'store_removed');
  await leader.client.restore(rescued);
  report.expect(`${what}: it can be restored`, isReady(leader.client.status), () =>
    [JSON.stringify(leader.client.status), ...leader.log].join('\n'),
  );
  await end(report, { workspace, layout, leader }, what);
}

/** Files may come while they are removed. */
function removeAll(layout: StoreLayout): void {
  rmSync(layout.folder, { recursive: true, force: true, maxRetries: 3 });
}

async function onlySockets(report: Report): Promise<void> {
  const what = 'rm -rf of run/';
  const { workspace, layout, leader } = await scene();
  await leader.client.publish();
  rmSync(layout.run, { recursive: true });
  const second = new Writer({ workspace, door: 'process', name: 'w', seed: 1, callers: 1, pauseMs: 2 });
  await second.until(() => second.acknowledged.length > 5);
  report.expectEqual(`${what}: both go on`, await leader.write(5), undefined);
  await second.until(() => second.acknowledged.length > 20);
  await second.kill();
  report.expectEqual(`${what}: also when the other one dies`, await leader.write(5), undefined);
  for (const [command, task] of allAcknowledged([second])) leader.acknowledged.set(command, task);
  report.expectEqual(`${what}: and both wrote to one store`, second.errors, []);

  // One that has lost its place without noticing must not touch its successor's files when it ends.
  await leader.client.publish();
  rmSync(layout.run, { recursive: true });
  const third = new Writer({ workspace, door: 'process', name: 'x', seed: 1, callers: 1, pauseMs: 2, count: 10 });
  await third.until(() => third.acknowledged.length === 10 || third.errors.length > 0);
  const fourth = new Writer({ workspace, door: 'process', name: 'y', seed: 1, callers: 1, pauseMs: 2 });
  await fourth.until(() => fourth.acknowledged.length > 5);
  await leader.client.close();
  await fourth.kill();
  for (const [command, task] of allAcknowledged([third, fourth])) leader.acknowledged.set(command, task);
  await audit(report, layout, leader.acknowledged, what);
  removeWorkspace(workspace);
}

async function onlyTheLog(report: Report): Promise<void> {
  const what = 'rm of the log';
  const made = await scene();
  for (const name of readdirSync(made.layout.folder)) {
    if (name.endsWith('.wal')) rmSync(`${made.layout.folder}/${name}`);
  }
  report.expectEqual(`${what}: writing goes on`, await made.leader.write(5), undefined);
  await end(report, made, what);
}

async function onlyTheDatabase(report: Report): Promise<void> {
  const what = 'rm of state.db';
  const made = await scene();
  rmSync(made.layout.database);
  report.expectEqual(`${what}: the next write is refused`, await made.leader.write(1), 'store_removed');
  const rescued = made.leader.backups.find((backup) => backup.rescued);
  if (rescued) await made.leader.client.restore(rescued.name);
  report.expectEqual(`${what}: it can be restored`, await made.leader.write(5), undefined);
  await end(report, made, what);
}

/** Writers meet pages of somebody else's before anybody notices; none of what they made of these may come back. */
async function overwritten(
  report: Report,
  by: string,
  write: (layout: StoreLayout, copy: string) => void,
): Promise<void> {
  const what = `${by} written into state.db`;
  const { workspace, layout, leader } = await scene();
  const copy = `${workspace}/copy.db`;
  copyFileSync(layout.database, copy);
  await leader.write(200);
  await leader.client.publish();
  await leader.write(20);
  const kept = new Map(leader.acknowledged);
  write(layout, copy);
  await leader.write(1);
  await leader.client.close();
  // As after a removal: a person chooses what was rescued.
  rmSync(layout.database);
  const window = new Session(workspace, 'host', 'b', kept);
  await window.client.restore(await window.rescued());
  report.expectEqual(`${what}: what the store held can be restored`, await window.write(5), undefined);
  await window.client.close();
  await audit(report, layout, kept, what);
  removeWorkspace(workspace);
}

/** Somebody puts an older copy of the database back, on purpose: that is what counts from then on. */
async function olderDatabase(report: Report, how: string, put: (from: string, to: string) => void): Promise<void> {
  const what = `an older backup ${how}`;
  const { workspace, layout, leader } = await scene();
  const copy = `${workspace}/copy.db`;
  copyFileSync(layout.database, copy);
  const then = new Map([...leader.acknowledged].slice(0, 20));
  await leader.client.publish();
  await leader.write(10);
  put(copy, layout.database);
  leader.acknowledged.clear();
  report.expectEqual(`${what}: writing goes on`, await leader.write(5), undefined);
  for (const [command, task] of then) leader.acknowledged.set(command, task);
  const kept = readdirSync(layout.folder).some((name) => name.startsWith('orphan-') || name === 'rescued');
  report.expect(`${what}: what only the log held is kept`, kept, () => readdirSync(layout.folder).join());
  report.expect(
    `${what}: and it is said`,
    'notices' in leader.client.status && leader.client.status.notices.length > 0,
  );
  await end(report, { workspace, layout, leader }, what);
}

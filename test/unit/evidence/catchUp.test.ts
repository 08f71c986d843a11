import assert from 'node:assert/strict';
import { symlinkSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { Workspace } from '../../../src/workspace/workspace';
import { readContent } from '../../../src/workspace/disk/content';
import { lookForChanges } from '../../../src/orchestrator/evidence/catchUp';
import { hashOf, usePlace, type Place } from './place';

const engine = { actor: 'system', door: 'engine' } as const;
/** Times are older than this before they say anything (rule F3). */
const SETTLED_MS = 150;

const later = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Everything, as a new leader does after its start. */
async function catchUp({ desk }: Place): Promise<number> {
  let looked = 0;
  for (let after: string | null = ''; after !== null;) {
    const page: { looked: number; next: string | null } = await desk.act('files.catchUp', { after }, engine);
    looked += page.looked;
    after = page.next;
  }
  return looked;
}

/** Everything that nobody has told of in some folders, as after a storm; in parts, as it is told. */
async function seek({ desk }: Place, ...folders: string[]): Promise<boolean> {
  const { changes, isWhole } = await desk.act('files.seek', { folders }, engine);
  for (let at = 0; at < changes.length; at += 1_000)
    await desk.act('files.observe', { changes: changes.slice(at, at + 1_000) }, engine);
  return isWhole;
}

/** What a process that has just been started has to read of the files. */
async function read(place: Place): Promise<string[]> {
  const { desk, folder } = place;
  const workspace = new Workspace(folder, true);
  const read: string[] = [];
  const { disk } = workspace;
  const contentOf = disk.contentOf.bind(disk);
  disk.contentOf = (found, given, hold) =>
    contentOf(found, given, (bytes) => {
      read.push(found.real.slice(disk.root.length + 1));
      hold?.(bytes);
    });
  const { connection } = desk;
  const signal = new AbortController().signal;
  const context = {
    now: desk.now,
    actor: 'system',
    isPerson: false,
    workspace,
    signal,
    closing: signal,
    progress: () => undefined,
  };
  for (let after: string | null = ''; after !== null;) {
    const page = await lookForChanges({ ...context, read: (look) => look(connection) }, after, 200);
    after = page.next;
  }
  return read.sort();
}

describe('X1 what changed while nobody watched', () => {
  const place = usePlace();
  const evidence = (task: string) => place().desk.task(task).evidence;

  async function done(...paths: string[]): Promise<string> {
    const task = await place().begin();
    for (const path of paths) place().write(path);
    await place().finish(paths.map((path) => ({ op: 'create', path })));
    return task;
  }

  it('is found, for files and for folders, and is found to be good again', async () => {
    const files = await done('a.ts', 'b.ts');
    const folder = await place().begin();
    place().write('out/c.ts', 'c');
    await place().finish([{ op: 'create', path: 'out' }]);
    await catchUp(place());
    assert.deepEqual([evidence(files), evidence(folder)], ['verified', 'verified']);
    place().remove('a.ts');
    place().write('out/c.ts', 'other');
    await catchUp(place());
    await place().settle();
    assert.deepEqual([evidence(files), evidence(folder)], ['changed', 'changed']);
    place().write('a.ts');
    place().write('out/c.ts', 'c');
    await catchUp(place());
    await place().settle();
    assert.deepEqual([evidence(files), evidence(folder)], ['verified', 'verified']);
  });

  it('F3 what has the times that it had is not read, in any later process', async () => {
    const paths = Array.from({ length: 300 }, (_, n) => `src/${n}.ts`);
    const task = await place().begin();
    for (const path of paths) place().write(path);
    place().write('out/deep/c.ts');
    await later(SETTLED_MS);
    await place().finish([...paths, 'out'].map((path) => ({ op: 'create', path })));
    assert.deepEqual(await read(place()), ['out/deep/c.ts'], 'files were known when they were handed in');
    assert.equal(await catchUp(place()), 301);
    assert.deepEqual(await read(place()), []);
    place().write('src/7.ts', 'CONTENT of src/7.ts\n');
    const then = new Date(1_700_000_000_000);
    utimesSync(place().path('src/7.ts'), then, then);
    assert.deepEqual(await read(place()), ['src/7.ts'], 'as long as before, and its time set back');
    await catchUp(place());
    await place().settle();
    assert.equal(evidence(task), 'changed');
  });

  it('F3 what was changed again right after it was found is read again', async () => {
    const task = await done('a.ts');
    for (let turn = 0; turn < 20; turn++) {
      place().write('a.ts', `content ${String(turn).padStart(2, '0')}`);
      await catchUp(place());
      await place().settle();
      assert.equal(evidence(task), 'changed');
      place().write('a.ts', `content ${String(turn).padStart(2, '0').replace('0', '1')}`);
      const seen = await new Workspace(place().folder, true).disk.look(new AbortController().signal).see('a.ts');
      assert.ok(seen.kind === 'file');
      const known = place().desk.connection.rows('select hash, stamp from known_files');
      assert.ok(known.every(({ stamp, hash }) => stamp !== seen.stamp || hash === seen.hash));
    }
  });

  it('G4 where nothing has changed, nothing is written', async () => {
    await done('a.ts', 'b.ts');
    await later(SETTLED_MS);
    await catchUp(place());
    const { connection } = place().desk;
    const before = Number(connection.value('select total_changes()'));
    await catchUp(place());
    assert.equal(Number(connection.value('select total_changes()')), before);
  });

  it('nothing is remembered of files that nobody answers for any more', async () => {
    const task = await done('a.ts', 'b.ts');
    const folder = await place().begin();
    place().write('out/c.ts', 'c');
    place().write('out/d.ts', 'd');
    await place().finish([{ op: 'create', path: 'out' }]);
    await later(SETTLED_MS);
    await catchUp(place());
    const known = () =>
      place()
        .desk.connection.rows('select path from known_files order by path')
        .map(({ path }) => path);
    assert.deepEqual(known(), ['a.ts', 'b.ts', 'out/c.ts', 'out/d.ts']);
    place().desk.run('files.detach', { task, path: 'a.ts', reason: 'Not mine.' });
    place().remove('out/c.ts');
    await catchUp(place());
    assert.deepEqual(known(), ['b.ts', 'out/d.ts']);
    place().desk.run('files.detach', { task: folder, path: 'out', reason: 'Not mine.' });
    await catchUp(place());
    assert.deepEqual(known(), ['b.ts']);
  });

  describe('and is new, with somebody at work', () => {
    const filesOf = (task: string) =>
      place()
        .desk.read('task.files', { task })
        .rows.map(({ path, op }) => `${op} ${path}`)
        .sort();

    it('is found in the folders of a storm, and where the plan has its files', async () => {
      place().write('src/old.ts');
      const long = new Date(Date.now() - 3_600_000);
      utimesSync(place().path('src/old.ts'), long, long);
      const task = await place().begin({ files: ['plan/*.ts'] });
      place().desk.now = Date.now() - 60_000;
      for (const path of ['src/a.ts', 'src/deep/b.ts', 'plan/c.ts', 'elsewhere/d.ts', 'node_modules/e.ts'])
        place().write(path);
      place().write('.gitignore', 'ignored\n');
      place().write('src/ignored/f.ts');
      symlinkSync(tmpdir(), place().path('src/out'));
      assert.ok(await seek(place(), 'src', 'src/deep', '../other', 'src/out', 'src/gone', 'src/ignored'));
      const found = ['create plan/c.ts', 'create src/a.ts', 'create src/deep/b.ts'];
      assert.deepEqual(
        filesOf(task).filter((said) => !said.endsWith('old.ts')),
        found,
      );
      await seek(place(), 'src');
      assert.equal(filesOf(task).filter((said) => said.endsWith('a.ts')).length, 1, 'and is no news any more');
      await seek(place(), 'src', 'node_modules');
      const beside = filesOf(task).filter((said) => !said.endsWith('old.ts') && !found.includes(said));
      assert.deepEqual(beside, ['create .gitignore', 'create elsewhere/d.ts'], 'and what lies beside several of them');
    });

    it('is found however much it is, nothing is looked for while nobody works, and what was there is no news', async () => {
      for (let n = 0; n < 100; n++) place().write(`before/${n}.ts`);
      assert.equal((await place().desk.act('files.seek', { folders: [''] }, engine)).looked, 0);
      await later(100);
      place().desk.now = Date.now();
      const task = await place().begin();
      for (let n = 0; n < 2_100; n++) place().write(`many/${n}.ts`);
      assert.ok(await seek(place(), ''));
      assert.equal(place().desk.connection.value(`select count(*) from evidence where task_id = '${task}'`), 2_100);
    });
  });

  it('F3 a file that grows while it is read is read to an end that it had', async () => {
    const path = place().path('growing');
    place().write('growing', 'x'.repeat(600_000));
    const { lstatSync, appendFileSync } = await import('node:fs');
    const stat = lstatSync(path, { bigint: true });
    const signal = new AbortController().signal;
    let times = 0;
    const timer = setInterval(() => times++ < 2 && appendFileSync(path, 'y'), 0);
    const content = await readContent(path, stat, signal);
    clearInterval(timer);
    if (content.kind === 'content') {
      const text = 'x'.repeat(600_000) + 'y'.repeat(Number(content.stat.size) - 600_000);
      assert.equal(content.hash, hashOf(text));
    } else assert.match(content.reason, /being written/);
  });
});

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { usePlace } from './place';

describe('F2 files that come and go while a task is at work', () => {
  const place = usePlace();
  const tell = (kind: 'created' | 'changed' | 'deleted', path = 'test.db-journal') =>
    place().observes([{ path, kind }]);
  const evidence = async (task: string): Promise<string> => {
    await place().settle();
    return place().desk.task(task).evidence;
  };
  const finish = async (): Promise<void> => {
    place().write('a.ts');
    await place().finish([{ op: 'create', path: 'a.ts' }]);
  };

  async function comesAndGoes(): Promise<void> {
    place().write('test.db-journal');
    await tell('created');
    place().write('test.db-journal', 'written to');
    await tell('changed');
    place().remove('test.db-journal');
    await tell('deleted');
  }

  it('are no duty of it, however often they come', async () => {
    const task = await place().begin();
    for (let time = 0; time < 3; time++) await comesAndGoes();
    await finish();
    place().write('test.db-journal', 'by somebody who tries it');
    await tell('created');
    assert.equal(await evidence(task), 'verified');
    assert.equal(place().desk.read('task.files', { task }).rows.length > 3, true, 'they are told with it');
  });

  it('are one where they were there before, and where their removal is claimed', async () => {
    place().write('old.txt');
    const task = await place().begin();
    place().write('old.txt', 'changed');
    await tell('changed', 'old.txt');
    place().remove('old.txt');
    await tell('deleted', 'old.txt');
    await finish();
    place().write('old.txt');
    await tell('created', 'old.txt');
    assert.equal(await evidence(task), 'changed');
    const other = await place().begin();
    await comesAndGoes();
    await place().claims([{ op: 'delete', path: 'test.db-journal' }]);
    await finish();
    place().write('test.db-journal');
    await tell('created');
    assert.equal(await evidence(other), 'changed');
  });
});

describe('F2 an old file that is seen to be made anew and to go', () => {
  const place = usePlace();
  const inGit = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.email=a@b.c', '-c', 'user.name=a', ...args], {
      cwd: place().folder,
      stdio: 'pipe',
    });
  const duties = (task: string) =>
    place()
      .desk.connection.rows(`select path, expected from evidence where task_id = '${task}'`)
      .map(({ path, expected }) => `${String(path)} ${String(expected)}`);

  it('is a duty where git has it, one event for each or one for both, and though git would ignore it', async () => {
    for (const path of ['one.ts', 'both.ts', 'lib/kept.js']) place().write(path);
    inGit('init', '-q');
    inGit('add', '-A');
    place().write('.gitignore', 'lib/\n');
    const task = await place().begin();
    place().write('one.ts', 'as a formatter writes it');
    await place().observes([{ path: 'one.ts', kind: 'created' }]);
    place().remove('one.ts');
    await place().observes([{ path: 'one.ts', kind: 'deleted' }]);
    place().remove('both.ts');
    place().remove('lib/kept.js');
    await place().observes([
      { path: 'both.ts', kind: 'created' },
      { path: 'passing.tmp', kind: 'created' },
      { path: 'lib/kept.js', kind: 'deleted' },
      { path: 'lib/new.js', kind: 'deleted' },
    ]);
    assert.deepEqual(duties(task), ['both.ts absent', 'lib/kept.js absent', 'one.ts absent']);
  });

  it('is a duty where it was there when the task began, as its plan knows', async () => {
    place().write('a.ts');
    const task = await place().begin({ files: ['*.ts'] });
    place().write('a.ts', 'new');
    place().write('b.ts', 'new');
    await place().observes([
      { path: 'a.ts', kind: 'created' },
      { path: 'b.ts', kind: 'created' },
    ]);
    place().remove('a.ts');
    place().remove('b.ts');
    await place().observes([
      { path: 'a.ts', kind: 'deleted' },
      { path: 'b.ts', kind: 'deleted' },
    ]);
    assert.deepEqual(duties(task), ['a.ts absent']);
  });
});

(process.platform === 'win32' ? describe.skip : describe)('F4 what git keeps is not waited for', () => {
  const place = usePlace();
  const pipe = (path: string): unknown => {
    mkdirSync(place().path('.git'), { recursive: true });
    return execFileSync('mkfifo', [place().path(path)]);
  };

  for (const path of ['.gitignore', '.git/index', '.git/config', '.git/commondir']) {
    it(`where ${path} is a pipe`, async () => {
      pipe(path);
      await place().begin();
      place().write('src/a.ts');
      const { verification } = await place().finish([{ op: 'modify', path: 'src' }]);
      assert.equal(verification.status, 'verified', verification.summary);
    });
  }
});

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { GitIndex } from '../../../src/workspace/disk/gitIndex';
import { useFolder } from '../storage/harness';

const settings = ['user.email=a@b.c', 'user.name=a', 'gc.auto=0', 'protocol.file.allow=always'].flatMap((set) => [
  '-c',
  set,
]);
const git = (cwd: string, ...args: string[]): string =>
  execFileSync('git', [...settings, ...args], { cwd, encoding: 'utf8', stdio: 'pipe' });

describe('G9 what git has of a workspace folder', () => {
  const folder = useFolder();
  const place = (...names: string[]): string => join(realpathSync(folder()), ...names);

  function repository(name: string, files: Readonly<Record<string, string>>, ...how: string[]): string {
    const root = place(name);
    mkdirSync(root);
    git(root, 'init', '-q', ...how);
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    git(root, 'add', '-A');
    git(root, 'commit', '-q', '-m', 'before');
    return root;
  }

  const files = { 'packages/app/src/a.ts': 'a\n', 'packages/app2/b.ts': 'b\n', 'c.ts': 'c\n' };
  const later = (): number => Date.now() + 60_000;

  /** The workspace folder, which has `src/a.ts` and nothing else. */
  async function assertKnown(workspace: string): Promise<void> {
    const index = await GitIndex.read(workspace);
    assert.ok(index);
    assert.ok(index.hasFile('src/a.ts'));
    assert.ok(index.has('src'));
    for (const path of ['c.ts', 'b.ts', '2/b.ts', 'packages/app/src/a.ts', '../app2/b.ts']) {
      assert.ok(!index.has(path), path);
    }
    assert.ok(await index.hadBefore('src/a.ts', Buffer.from('a\n'), later()));
    assert.ok(!(await index.hadBefore('src/a.ts', Buffer.from('other\n'), later())));
    assert.ok(!(await index.hadBefore('src/a.ts', Buffer.from('a\n'), 0)), 'not before there was git');
  }

  it('that is the top of a repository', async () => {
    const root = repository('whole', { 'src/a.ts': 'a\n' });
    await assertKnown(root);
  });

  it('whose repository names contents by their SHA-256', async () => {
    const root = repository('sha256', { 'src/a.ts': 'a\n', 'd.ts': 'd\n' }, '--object-format=sha256');
    await assertKnown(root);
    git(root, 'update-index', '--split-index');
    writeFileSync(join(root, 'd.ts'), 'other\n');
    git(root, 'add', '-A');
    await assertKnown(root);
  });

  it('whose repository begins in a folder above', async () => {
    const root = repository('mono', files);
    await assertKnown(join(root, 'packages', 'app'));
    git(root, 'update-index', '--index-version', '4');
    await assertKnown(join(root, 'packages', 'app'));
    git(root, 'gc', '-q');
    await assertKnown(join(root, 'packages', 'app'));
  });

  it('in a further working tree, whose .git is a file', async () => {
    const root = repository('main', files);
    git(root, 'worktree', 'add', '-q', place('further'), '-b', 'further');
    await assertKnown(place('further', 'packages', 'app'));
    git(place('further'), 'rm', '-q', 'packages/app/src/a.ts');
    assert.ok(!(await GitIndex.read(place('further', 'packages', 'app')))?.has('src/a.ts'), 'each tree has its own');
    await assertKnown(join(root, 'packages', 'app'));
  });

  it('in a submodule, of which the repository around knows nothing', async () => {
    const inner = repository('inner', files);
    const outer = repository('outer', { 'x.ts': 'x\n', 'lib/y.ts': 'y\n' });
    git(outer, 'submodule', 'add', '-q', inner, 'lib/inner');
    await assertKnown(join(outer, 'lib', 'inner', 'packages', 'app'));
    const around = await GitIndex.read(join(outer, 'lib'));
    assert.ok(around);
    assert.ok(around.hasFile('y.ts'));
    assert.ok(!around.has('inner/c.ts'));
  });

  for (const version of ['2', '4']) {
    it(`that has written its index in two parts, in version ${version}`, async () => {
      const many = Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`many/${n}.ts`, `${n}\n`]));
      const root = repository('split', { ...many, 'src/a.ts': 'a\n', 'src/gone.ts': 'gone\n' });
      git(root, 'update-index', '--index-version', version);
      git(root, '-c', 'splitIndex.maxPercentChange=100', 'update-index', '--split-index');
      writeFileSync(join(root, 'src', 'new.ts'), 'new\n');
      writeFileSync(join(root, 'many', '7.ts'), 'seven\n');
      git(root, '-c', 'splitIndex.maxPercentChange=100', 'add', 'src/new.ts', 'many/7.ts');
      git(root, '-c', 'splitIndex.maxPercentChange=100', 'rm', '-q', 'src/gone.ts');
      assert.ok(readdirSync(join(root, '.git')).some((name) => name.startsWith('sharedindex.')));
      const index = await GitIndex.read(root);
      const there = { ...many, 'src/a.ts': 'a\n', 'src/new.ts': 'new\n', 'many/7.ts': 'seven\n' };
      for (const [path, text] of Object.entries(there))
        assert.ok(await index?.hadBefore(path, Buffer.from(text), later()), path);
      assert.ok(index?.hasFile('src/gone.ts') === false);
    });
  }

  it('that lies in no repository, or in one that leaves it out', async () => {
    mkdirSync(place('plain'));
    assert.equal(await GitIndex.read(place('plain')), undefined);
    const root = repository('around', { '.gitignore': 'own/\n' });
    mkdirSync(join(root, 'own'));
    writeFileSync(join(root, 'own', '.gitignore'), '');
    assert.ok(!(await GitIndex.read(join(root, 'own')))?.has('.gitignore'));
  });
});

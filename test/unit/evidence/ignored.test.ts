import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Disk } from '../../../src/workspace/disk/disk';
import { useFolder } from '../storage/harness';
import { usePlace } from './place';

const git = (cwd: string, ...args: string[]): string =>
  execFileSync('git', ['-c', 'user.email=a@b.c', '-c', 'user.name=a', ...args], { cwd, encoding: 'utf8' });

describe('F6, F14 what git ignores', () => {
  const folder = useFolder();

  const trees: readonly {
    what: string;
    rules: Record<string, string>;
    at?: string;
    paths: string[];
    worktree?: true;
  }[] = [
    {
      what: 'the rules of folders above',
      rules: { '.gitignore': 'out/\n*.log\n!keep.log\n' },
      at: 'packages/app',
      paths: ['out/x.js', 'a.log', 'keep.log', 'src/a.ts', 'src/out/b.js'],
    },
    {
      what: 'anchored rules of folders above',
      rules: { '.gitignore': '/packages/app/gen\n/gen\n' },
      at: 'packages/app',
      paths: ['gen/a.ts', 'src/gen/a.ts'],
    },
    {
      what: 'what nearer rules bring back',
      rules: { '.gitignore': 'build\n*.log\nvendor/*\n', 'sub/.gitignore': '!build\n!keep.log\n' },
      paths: ['build/x.js', 'sub/build/x.js', 'sub/build/deep/y.js', 'sub/keep.log', 'sub/a.log', 'vendor/v.js'],
    },
    { what: 'info/exclude', rules: { '.git/info/exclude': 'secret/\n' }, paths: ['secret/a', 'a'] },
    {
      what: 'info/exclude of a further working tree',
      rules: { '.git/info/exclude': 'secret/\n' },
      paths: ['secret/a', 'a'],
      worktree: true,
    },
    {
      what: 'core.excludesFile',
      rules: { 'mine.txt': 'tmp/\n*.bak\n', '.gitignore': '!good.bak\n' },
      paths: ['tmp/a', 'a.bak', 'good.bak', 'a'],
    },
  ];

  for (const { what, rules, at = '.', paths, worktree } of trees) {
    it(`as git does: ${what}`, async () => {
      const repository = join(folder(), 'repository');
      mkdirSync(repository);
      git(repository, 'init', '-q');
      for (const [name, text] of Object.entries(rules)) {
        mkdirSync(dirname(join(repository, name)), { recursive: true });
        writeFileSync(join(repository, name), text);
      }
      if ('mine.txt' in rules) git(repository, 'config', 'core.excludesFile', join(repository, 'mine.txt'));
      let root = join(repository, at);
      if (worktree) {
        git(repository, 'commit', '-q', '--allow-empty', '-m', 'first');
        root = join(folder(), 'tree');
        git(repository, 'worktree', 'add', '-q', root);
      }
      mkdirSync(root, { recursive: true });
      const look = new Disk(root).look(new AbortController().signal);
      for (const path of paths) {
        mkdirSync(dirname(join(root, path)), { recursive: true });
        writeFileSync(join(root, path), '');
        const byGit = spawnSync('git', ['check-ignore', '-q', path], { cwd: root }).status === 0;
        assert.equal(await look.rules.ignores(path), byGit, path);
      }
    });
  }
});

describe('F14, G7 what is named counts though git ignores it', () => {
  const place = usePlace();

  it('in a glob of the plan, and as a folder', async () => {
    place().write('.gitignore', 'dist/\n');
    await place().begin({ files: ['dist/*.js'] });
    place().write('dist/app.js', 'built');
    const { accepted, verification } = await place().finish([{ op: 'create', path: 'dist' }]);
    assert.deepEqual(
      [accepted, verification.status, verification.files.map(({ path, status }) => `${path} ${status}`).sort()],
      [true, 'verified', ['dist verified', 'dist/*.js verified']],
    );
  });
});

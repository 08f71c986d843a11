import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseGlob } from '../../../src/domain/evidence/glob';
import { workspacePath } from '../../../src/domain/evidence/workspacePath';
import { Disk } from '../../../src/workspace/disk/disk';
import { WalkIncomplete } from '../../../src/workspace/disk/walk';
import { Places } from '../../../src/workspace/disk/place';
import { useFolder } from '../storage/harness';
import { hashOf } from './place';

const onlyPosix = process.platform === 'win32' ? it.skip : it;
const signal = new AbortController().signal;

describe('F1, F4 hostile paths', () => {
  const folder = useFolder();
  const see = (path: string) => new Disk(folder()).look(signal).see(path);
  const write = (path: string, text = 'x'): string => {
    writeFileSync(join(folder(), path), text);
    return hashOf(text);
  };

  const refused: readonly (readonly [string, RegExp])[] = [
    ['../outside.ts', /leads out/],
    ['src/../../outside.ts', /leads out/],
    ['src\\..\\..\\outside.ts', /leads out/],
    ['/etc/passwd', /not relative/],
    ['C:\\Windows\\system.ini', /not relative/],
    ['c:file', /not relative/],
    ['\\\\server\\share\\x', /not relative/],
    ['~/secrets', /not relative/],
    ['file:///etc/passwd', /not relative/],
    ['', /needed/],
    ['   ', /needed/],
    ['.', /folder itself/],
    ['./', /folder itself/],
    ['a\0b', /control/],
    ['a\nb', /control/],
    ['a\ud800', /half/],
    ['\udc00/b', /half/],
    ['x'.repeat(1_025), /at most/],
    ['con', /Windows/],
    ['src/NUL.txt', /Windows/],
    ['lpt1.log', /Windows/],
    ['CONOUT$', /Windows/],
    ['com¹', /Windows/],
    ['nul .txt', /Windows/],
    ['src./a.ts', /Windows/],
    ['\\\\?\\C:\\x', /not relative/],
    ['\\\\.\\pipe\\x', /not relative/],
    ['//?/C:/x', /not relative/],
    ['z:..\\x', /not relative/],
    ['ends with a dot.', /Windows/],
    ['ends with a space ', /Windows/],
    ['.git/config', /do not answer/],
    ['.GIT/hooks/pre-commit', /do not answer/],
    ['.task_orchestrator/state.db', /do not answer/],
    ['sub/.git/HEAD', /do not answer/],
  ];
  for (const [path, why] of refused) {
    it(`are refused by their text: ${JSON.stringify(path.slice(0, 40))}`, () => {
      const checked = workspacePath(path, 'windows');
      assert.ok('mistake' in checked, JSON.stringify(checked));
      assert.match(checked.mistake, why);
    });
  }

  it('are refused only on Windows where only Windows cannot store them', async () => {
    const windows = new Places(new Disk(folder()).root, true, 'windows');
    const odd = ['aux.c', 'con', 'src/NUL.txt', 'lpt1.log', 'ends with a dot.', 'ends with a space ', 'src./a.ts'];
    for (const path of odd) {
      assert.ok('mistake' in workspacePath(path, 'windows'), path);
      assert.deepEqual(workspacePath(path, 'other'), { path });
      // A plan may have been made elsewhere.
      const found = await windows.find(path);
      assert.ok(found.kind === 'missing' && found.reason === 'Windows cannot store its name', path);
    }
    assert.deepEqual(workspacePath('a:b.ts', 'other'), { path: 'a:b.ts' });
    for (const path of ['C:/x', 'c:\\x', '/etc/passwd', '../x', '.git/aux']) {
      assert.ok('mistake' in workspacePath(path, 'other'), path);
    }
  });

  it('are not refused when they only look odd', () => {
    for (const path of ['a..b', 'src/.hidden', 'ünïcode/文件', '-rf', '$(rm)', 'console.ts', '.gitignore', 'a b']) {
      const checked = workspacePath(path);
      assert.deepEqual(checked, { path });
    }
    assert.deepEqual(workspacePath('./src//a/./b.ts'), { path: 'src/a/b.ts' });
  });

  onlyPosix('are not followed out of the folder, by a file or a folder', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'task-orchestrator-elsewhere-'));
    try {
      writeFileSync(join(elsewhere, 'secret'), 'secret');
      symlinkSync(join(elsewhere, 'secret'), join(folder(), 'file'));
      symlinkSync(elsewhere, join(folder(), 'dir'));
      symlinkSync('dir', join(folder(), 'twice'));
      mkdirSync(join(folder(), 'inner'));
      symlinkSync('..', join(folder(), 'inner', 'up'));
      assert.equal((await see('file')).kind, 'outside');
      assert.equal((await see('dir/secret')).kind, 'outside');
      assert.equal((await see('dir')).kind, 'outside');
      assert.equal((await see('twice/secret')).kind, 'outside');
      assert.equal((await see('dir/nothing')).kind, 'outside');
      write('own');
      assert.equal((await see('inner/up/own')).kind, 'file');
      symlinkSync('../..', join(folder(), 'inner', 'far'));
      assert.equal((await see('inner/far')).kind, 'outside');
      // What lies beside the folder under a name that begins like it is outside too.
      writeFileSync(`${folder()}-beside`, 'x');
      symlinkSync(`${folder()}-beside`, join(folder(), 'beside'));
      assert.equal((await see('beside')).kind, 'outside');
      rmSync(`${folder()}-beside`);
    } finally {
      rmSync(elsewhere, { recursive: true });
    }
  });

  onlyPosix('end at loops, dead links, pipes, sockets and devices', async () => {
    symlinkSync('b', join(folder(), 'a'));
    symlinkSync('a', join(folder(), 'b'));
    assert.deepEqual(await see('a'), { kind: 'unreadable', reason: 'it is a link that leads back to itself' });
    assert.equal((await see('a/c')).kind, 'unreadable');
    symlinkSync('gone', join(folder(), 'dead'));
    assert.equal((await see('dead')).kind, 'missing');
    execFileSync('mkfifo', [join(folder(), 'pipe')]);
    assert.match(JSON.stringify(await see('pipe')), /named pipe/);
    symlinkSync('/dev/zero', join(folder(), 'zero'));
    assert.equal((await see('zero')).kind, 'outside');
    const server = createServer().listen(join(folder(), 'socket'));
    await new Promise((listening) => server.once('listening', listening));
    assert.match(JSON.stringify(await see('socket')), /a socket/);
    await new Promise((closed) => server.close(closed));
  });

  it('are missing with a reason', async () => {
    write('file');
    mkdirSync(join(folder(), 'src'));
    write('src/Parser.ts');
    assert.deepEqual(await see('nothing'), { kind: 'missing', reason: 'there is no such file' });
    assert.match(JSON.stringify(await see('file/inner')), /a file, not a folder/);
    assert.match(JSON.stringify(await see(`${'n'.repeat(300)}.ts`)), /longer than this disk allows/);
    assert.match(JSON.stringify(await see('src/parser.ts')), /Parser\.ts/);
    write('e\u0301.txt');
    if (process.platform === 'linux') assert.match(JSON.stringify(await see('\u00e9.txt')), /another name/);
  });

  it('have one name also where the disk takes another for it', async () => {
    mkdirSync(join(folder(), 'Src'));
    write('Src/A.ts');
    // A disk that ignores case answers for a name that is not there; this is what is looked at then.
    const places = new Places(new Disk(folder()).root, true, 'other');
    assert.equal((await places.find('Src/A.ts')).kind, 'file');
    symlinkSync('A.ts', join(folder(), 'Src', 'a.ts'));
    assert.equal((await places.find('Src/A.ts')).kind, 'file');
  });

  it('with odd letters are ordinary files', async () => {
    for (const name of ['文件 名.ts', "it's; $(rm) `x`.ts", '🎉', '-rf', 'a'.repeat(255)]) {
      const hash = write(name, name);
      const seen = await see(name);
      assert.ok(seen.kind === 'file' && seen.hash === hash, name);
    }
  });
});

describe('F3, F5, F6 what is on disk', () => {
  const folder = useFolder();
  const write = (path: string, text: string): string => {
    mkdirSync(join(folder(), path, '..'), { recursive: true });
    writeFileSync(join(folder(), path), text);
    return hashOf(text);
  };

  it('a content is known again only while nothing about the file has changed', async () => {
    const disk = new Disk(folder());
    for (let turn = 0; turn < 30; turn++) {
      // As long as before, and as soon after as can be: times alone would not tell.
      const hash = write('a', `content ${String(turn).padStart(2, '0')}`);
      const seen = await disk.look(signal).see('a');
      assert.ok(seen.kind === 'file' && seen.hash === hash, `turn ${turn}`);
    }
  });

  it('a large file is hashed piece by piece', async () => {
    const content = 'x'.repeat(3_000_001);
    const hash = write('large', content);
    const seen = await new Disk(folder()).look(signal).see('large');
    assert.ok(seen.kind === 'file' && seen.hash === hash && seen.size === content.length);
  });

  it('a folder is the set of its files, without those that are ignored', async () => {
    write('.gitignore', 'dist/\n*.log\n!keep.log\n');
    write('src/.gitignore', 'generated\n');
    write('src/a.ts', 'a');
    write('src/b/c.ts', 'c');
    const see = async (path: string) => {
      const seen = await new Disk(folder()).look(signal).see(path);
      return seen.kind === 'directory' ? seen.hash : seen.kind;
    };
    const before = await see('src');
    write('src/x.log', 'noise');
    write('src/generated/d.ts', 'noise');
    write('src/dist/e.js', 'noise');
    write('src/node_modules/f/g.js', 'noise');
    assert.equal(await see('src'), before);
    write('src/keep.log', 'kept');
    const after = await see('src');
    assert.notEqual(after, before);
    rmSync(join(folder(), 'src/keep.log'));
    assert.equal(await see('src'), before);
  });

  it('globs of a plan find files, bases and folders', async () => {
    write('src/a/b.test.ts', 'b');
    write('.github/w.yml', 'w');
    write('docs/x.md', 'x');
    const matches = async (text: string) => {
      const glob = parseGlob(text);
      assert.ok(glob, text);
      return new Disk(folder()).look(signal).matches(glob, 10, Date.now() + 5_000);
    };
    assert.deepEqual(await matches('src/**/*.test.ts'), ['src/a/b.test.ts']);
    assert.deepEqual(await matches('./docs/x.md'), ['docs/x.md']);
    assert.deepEqual(await matches('docs'), ['docs/x.md']);
    assert.deepEqual(await matches('docs/'), ['docs/x.md']);
    assert.deepEqual(await matches('**/*.yml'), ['.github/w.yml']);
    assert.deepEqual(await matches('{src,docs}/**'), ['docs/x.md', 'src/a/b.test.ts'].sort());
    assert.deepEqual(await matches('nothing/**'), []);
    for (const outside of ['../**', '/etc/*', 'a/../../b']) assert.equal(parseGlob(outside), undefined, outside);
  });

  onlyPosix('G1 a glob below a folder that cannot be looked into is not known to find nothing', async () => {
    symlinkSync('loop', join(folder(), 'loop'));
    for (const text of ['loop/in/*.ts', 'loop/in.ts']) {
      const glob = parseGlob(text);
      assert.ok(glob, text);
      assert.equal(await new Disk(folder()).look(signal).matches(glob, 10, Date.now() + 5_000), undefined, text);
    }
  });

  onlyPosix('F5 a folder that cannot be looked into is not taken for one with nothing in it', async () => {
    symlinkSync('loop', join(folder(), 'loop'));
    const files = new Disk(folder()).look(signal).within('loop/in', Date.now() + 5_000);
    await assert.rejects(async () => files.next(), WalkIncomplete);
  });

  it('ends when nobody waits any more', async () => {
    write('a', 'a');
    const ended = new AbortController();
    ended.abort();
    await assert.rejects(async () => new Disk(folder()).look(ended.signal).see('a'));
  });
});

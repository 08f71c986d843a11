import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { FreshFolders } from '../../../src/vscode/evidence/freshFolders';

const LONGEST_MS = 10_000;
/** Longer than what comes together is waited for. */
const QUIET_MS = 150;

// Where a system does not watch a folder by itself with all that is below, which is where this is for.
(process.platform === 'linux' ? describe : describe.skip)('X1 folders that have just come', () => {
  let root: string;
  let folders: FreshFolders;
  let told: string[];

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'fresh-'));
    told = [];
    folders = new FreshFolders(root, (path, how) => {
      told.push(`${how} ${path}`);
    });
  });
  afterEach(() => {
    folders.dispose();
    rmSync(root, { recursive: true, force: true });
  });

  const at = (path: string): string => join(root, path);
  const put = (path: string): void => {
    mkdirSync(join(at(path), '..'), { recursive: true });
    writeFileSync(at(path), 'x');
  };
  const hears = async (...wanted: string[]): Promise<void> => {
    const start = Date.now();
    while (!wanted.every((line) => told.includes(line))) {
      assert.ok(Date.now() - start < LONGEST_MS, `heard ${told.join(', ')}, not all of ${wanted.join(', ')}`);
      await delay(5);
    }
    await delay(QUIET_MS);
    assert.deepEqual([...new Set(told)].sort(), [...wanted].sort());
    told = [];
  };

  it('tell what is in them, and what becomes of it, at any depth', async () => {
    put('new/a.txt');
    put('new/b/c/d.txt');
    put('new/node_modules/x/y.js');
    symlinkSync('..', at('new/b/up'));
    folders.came('new');
    folders.came('plain.txt');
    await hears('created new/a.txt', 'created new/b/c/d.txt', 'created new/b/up');
    appendFileSync(at('new/b/c/d.txt'), 'more');
    await hears('changed new/b/c/d.txt');
    put('new/b/c/e/f/g.txt');
    await hears('created new/b/c/e/f/g.txt');
    put('new/b/c/e/f/h.txt');
    await hears('created new/b/c/e/f/h.txt');
    rmSync(at('new/b/c/e/f/h.txt'));
    await hears('deleted new/b/c/e/f/h.txt');
    // What is in a folder goes with it.
    rmSync(at('new/b/c/e'), { recursive: true });
    await delay(QUIET_MS);
    assert.ok(told.includes('deleted new/b/c/e'), told.join(', '));
    told = [];
    put('new/b/c/e/again.txt');
    await hears('created new/b/c/e/again.txt');
    put('new/b/c/e/more.txt');
    await hears('created new/b/c/e/more.txt');
  });

  it('are followed where they are moved to, and what a person moves is not told anew', async () => {
    put('old/b/c/d.txt');
    folders.came('old');
    await hears('created old/b/c/d.txt');
    renameSync(at('old/b'), at('old/e'));
    folders.moved('old/b', 'old/e');
    folders.came('old/e');
    await delay(QUIET_MS);
    assert.deepEqual(told, []);
    put('old/e/c/f.txt');
    await hears('created old/e/c/f.txt');
  });

  it('tell what has come there after a move, also before anybody has looked', async () => {
    put('old/b/c/d.txt');
    await delay(QUIET_MS);
    renameSync(at('old/b'), at('old/e'));
    folders.moved('old/b', 'old/e');
    put('old/e/f.txt');
    put('old/e/c/g.txt');
    folders.came('old/e');
    await hears('created old/e/f.txt', 'created old/e/c/g.txt');
  });

  it('are left when they are gone, and when nobody wants to know any more', async () => {
    put('new/b/c.txt');
    folders.came('new');
    await hears('created new/b/c.txt');
    folders.left('new');
    put('new/b/d.txt');
    await delay(QUIET_MS);
    assert.deepEqual(told, []);
    folders.came('new');
    await hears('created new/b/c.txt', 'created new/b/d.txt');
    folders.dispose();
    put('new/b/e.txt');
    folders.came('new');
    await delay(QUIET_MS);
    assert.deepEqual(told, []);
  });
});

import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Disk } from '../../../src/workspace/disk/disk';
import { rival } from '../orchestrator/desk';
import { hashOf, usePlace } from './place';

/**
 * A folder on a disk that takes `SRC` for `src`, if there is one: that of temporary files on Windows and macOS, or the one that
 * is named, on a drive with FAT for example.
 */
const caseless = process.env['TASK_ORCHESTRATOR_CASELESS_FOLDER'];
const signal = new AbortController().signal;

describe('F4 names on a disk that takes one for another', () => {
  const place = usePlace(caseless);

  before(function () {
    const probe = mkdtempSync(join(caseless ?? tmpdir(), 'probe-'));
    writeFileSync(join(probe, 'a'), '');
    const isCaseless = existsSync(join(probe, 'A'));
    rmSync(probe, { recursive: true });
    if (!isCaseless) this.skip();
  });

  const rows: readonly (readonly [claimed: string, reason: RegExp])[] = [
    ['SRC/a.ts', /"SRC" is called "src" on disk/],
    ['src/A.ts', /it is called "a.ts" on disk/],
    ['src/a.TS', /it is called "a.ts" on disk/],
    ['Src/A.Ts', /"Src" is called "src" on disk/],
    ['src/É.ts', /it is called "é.ts" on disk|there only under another name|no such file|another name/],
  ];
  for (const [claimed, reason] of rows) {
    it(`${claimed} is missing where src/a.ts and src/é.ts are, and nothing is written over them`, async () => {
      place().write('src/a.ts');
      place().write('src/é.ts');
      const task = await place().begin();
      const { verification } = await place().finish([{ op: 'create', path: claimed }]);
      assert.equal(verification.files[0]?.status, 'missing');
      assert.match(verification.files[0].reason, reason);
      const { steps } = await place().desk.look('restore.preview', { task });
      assert.ok(
        steps.every(({ action }) => action !== 'write'),
        JSON.stringify(steps),
      );
    });
  }

  it('a rename that changes the case alone is one', async () => {
    place().write('src/a.ts', 'a');
    await place().begin();
    renameSync(place().path('src/a.ts'), place().path('src/A.ts'));
    assert.ok(readdirSync(place().path('src')).includes('A.ts'));
    const { verification } = await place().finish([{ op: 'rename', from: 'src/a.ts', path: 'src/A.ts' }]);
    assert.equal(verification.status, 'verified', JSON.stringify(verification));
  });

  it('what was recorded is not written over what is called otherwise now', async () => {
    const task = await place().begin();
    place().write('src/a.ts', 'recorded');
    await place().finish([{ op: 'create', path: 'src/a.ts' }]);
    renameSync(place().path('src/a.ts'), place().path('src/A.ts'));
    writeFileSync(place().path('src/A.ts'), 'somebody else’s');
    const { steps } = await place().desk.look('restore.preview', { task });
    assert.deepEqual(
      steps.map(({ action, reason }) => [action, reason]),
      [['impossible', 'it is called "A.ts" on disk']],
    );
  });

  it('two tasks that mean one file by two names do not share it', async () => {
    const task = await place().begin();
    place().write('src/a.ts', 'a');
    await place().finish([{ op: 'create', path: 'src/a.ts' }]);
    await place().begin({}, rival);
    const { accepted } = await place().finish([{ op: 'modify', path: 'SRC/A.ts' }], rival);
    assert.ok(!accepted);
    assert.equal((await place().verify(task)).evidence, 'verified');
  });

  it('a folder and a glob of a plan have one name as well', async () => {
    place().write('Out/a.ts');
    await place().begin({ files: ['OUT/*.ts'] });
    const { verification } = await place().finish([{ op: 'create', path: 'out' }]);
    assert.deepEqual(verification.files.map(({ path, status }) => `${path} ${status}`).sort(), [
      'OUT/*.ts missing',
      'out missing',
    ]);
  });

  it('F3 where times are coarse and can be set back, a content is read each time', async () => {
    const disk = new Disk(place().folder);
    for (const text of ['one', 'two']) {
      place().write('same.txt', text);
      const then = new Date(1_700_000_000_000);
      utimesSync(place().path('same.txt'), then, then);
      const seen = await disk.look(signal).see('same.txt');
      assert.ok(seen.kind === 'file' && seen.hash === hashOf(text), text);
    }
  });
});

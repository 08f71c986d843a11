import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, symlinkSync, utimesSync } from 'node:fs';
import { ada, agent, rival } from '../orchestrator/desk';
import { hashOf, usePlace, type Place } from './place';

type Answer = Awaited<ReturnType<Place['finish']>>;

interface Story {
  readonly told: string;
  /** Plays it up to the answer to whoever finishes. */
  readonly play: (place: Place) => Promise<Answer>;
  readonly outcome: 'verified' | 'failed' | 'unverifiable';
  /** The path that it is about, and what is said of it. */
  readonly says?: readonly [path: string, status: string, reason: RegExp];
  /** Not on every system, or not for everybody. */
  readonly unless?: boolean;
}

const isWindows = process.platform === 'win32';
const isRoot = process.getuid?.() === 0;

/** Claims without a file, or with another one than was said. */
const lies: Story[] = [
  {
    told: 'claimed and never written',
    play: async (place) => {
      await place.begin();
      return place.finish([{ op: 'create', path: 'src/a.ts' }]);
    },
    outcome: 'failed',
    says: ['src/a.ts', 'missing', /no such file/],
  },
  {
    told: 'another content than the one that was named',
    play: async (place) => {
      await place.begin();
      place.write('a.ts', 'const a = 1;');
      return place.finish([{ op: 'create', path: 'a.ts', sha256: hashOf('const a = 2;') }]);
    },
    outcome: 'failed',
    says: ['a.ts', 'differs', /not what was recorded/],
  },
  {
    told: 'an empty file',
    play: async (place) => {
      await place.begin();
      place.write('a.ts', '');
      return place.finish([{ op: 'create', path: 'a.ts' }]);
    },
    outcome: 'unverifiable',
    says: ['a.ts', 'unverifiable', /is empty/],
  },
  {
    told: 'emptied after its content was named',
    play: async (place) => {
      await place.begin();
      const sha256 = place.write('a.ts');
      await place.claims([{ op: 'create', path: 'a.ts', sha256 }]);
      place.write('a.ts', '');
      return place.finish();
    },
    outcome: 'failed',
    says: ['a.ts', 'differs', /it is empty/],
  },
  {
    told: 'deleted after it was claimed',
    play: async (place) => {
      await place.begin();
      place.write('a.ts');
      await place.claims([{ op: 'create', path: 'a.ts' }]);
      place.remove('a.ts');
      return place.finish();
    },
    outcome: 'failed',
    says: ['a.ts', 'missing', /no such file/],
  },
  {
    told: 'renamed without a word',
    play: async (place) => {
      await place.begin();
      place.write('a.ts');
      await place.claims([{ op: 'create', path: 'a.ts' }]);
      place.rename('a.ts', 'b.ts');
      return place.finish();
    },
    outcome: 'failed',
    says: ['a.ts', 'missing', /no such file/],
  },
  {
    told: 'a rename that left the old file behind',
    play: async (place) => {
      place.write('a.ts');
      await place.begin();
      place.write('b.ts');
      return place.finish([{ op: 'rename', from: 'a.ts', path: 'b.ts' }]);
    },
    outcome: 'failed',
    says: ['a.ts', 'still_exists', /still there/],
  },
  {
    told: 'a deletion that did not happen',
    play: async (place) => {
      place.write('a.ts');
      await place.begin();
      return place.finish([{ op: 'delete', path: 'a.ts' }]);
    },
    outcome: 'failed',
    says: ['a.ts', 'still_exists', /still there/],
  },
  {
    told: 'only touched',
    play: async (place) => {
      place.write('src/a.ts');
      await place.begin({ files: ['src/*.ts'] });
      utimesSync(place.path('src/a.ts'), new Date(), new Date());
      return place.finish([{ op: 'modify', path: 'src/a.ts' }]);
    },
    outcome: 'unverifiable',
    says: ['src/a.ts', 'unverifiable', /same as before the task began/],
  },
  {
    told: 'claimed as modified and not even touched',
    play: async (place) => {
      place.write('a.ts');
      place.desk.pass(3_600_000);
      await place.begin();
      return place.finish([{ op: 'modify', path: 'a.ts' }]);
    },
    outcome: 'unverifiable',
    says: ['a.ts', 'unverifiable', /not been touched since before/],
  },
  {
    told: 'nothing claimed, and the planned file was there before',
    play: async (place) => {
      place.write('src/a.ts');
      await place.begin({ files: ['src/a.ts'] });
      return place.finish();
    },
    outcome: 'unverifiable',
    says: ['src/a.ts', 'unverifiable', /nothing that matches it has changed/],
  },
  {
    told: 'nothing claimed, and the planned file was never written',
    play: async (place) => {
      await place.begin({ files: ['src/**/*.ts'] });
      return place.finish();
    },
    outcome: 'failed',
    says: ['src/**/*.ts', 'missing', /nothing matches it/],
  },
  {
    told: 'nothing claimed at all',
    play: async (place) => {
      await place.begin();
      return place.finish();
    },
    outcome: 'unverifiable',
  },
  {
    told: 'a folder where a file was claimed',
    play: async (place) => {
      await place.begin();
      const sha256 = place.write('a');
      await place.claims([{ op: 'create', path: 'a', sha256 }]);
      place.remove('a');
      mkdirSync(place.path('a'));
      return place.finish();
    },
    outcome: 'failed',
    says: ['a', 'differs', /a folder, not a file/],
  },
  {
    told: 'other line ends than those that were named',
    play: async (place) => {
      await place.begin();
      place.write('a.ts', 'one\r\ntwo\r\n');
      return place.finish([{ op: 'create', path: 'a.ts', sha256: hashOf('one\ntwo\n') }]);
    },
    outcome: 'failed',
    says: ['a.ts', 'differs', /only its line ends differ/],
  },
  {
    told: 'half written',
    play: async (place) => {
      await place.begin();
      const whole = Buffer.alloc(300_000, 'x');
      place.write('a.bin', whole.subarray(0, 200_000));
      return place.finish([{ op: 'create', path: 'a.bin', sha256: hashOf(whole) }]);
    },
    outcome: 'failed',
    says: ['a.bin', 'differs', /not what was recorded/],
  },
  {
    told: 'a link that leads out of the folder',
    play: async (place) => {
      await place.begin();
      symlinkSync('/etc/hostname', place.path('a.ts'));
      return place.finish([{ op: 'create', path: 'a.ts' }]);
    },
    outcome: 'unverifiable',
    says: ['a.ts', 'outside', /leads out/],
    unless: isWindows,
  },
  {
    told: 'a folder above it that is a link out of the folder',
    play: async (place) => {
      await place.begin();
      symlinkSync('/etc', place.path('src'));
      return place.finish([{ op: 'create', path: 'src/hostname' }]);
    },
    outcome: 'unverifiable',
    says: ['src/hostname', 'outside', /leads out/],
    unless: isWindows,
  },
  {
    told: 'a link to nothing',
    play: async (place) => {
      await place.begin();
      symlinkSync('gone.ts', place.path('a.ts'));
      return place.finish([{ op: 'create', path: 'a.ts' }]);
    },
    outcome: 'failed',
    says: ['a.ts', 'missing', /link to something that is not there/],
    unless: isWindows,
  },
  {
    told: 'a named pipe in its place',
    play: async (place) => {
      await place.begin();
      execFileSync('mkfifo', [place.path('a.ts')]);
      return place.finish([{ op: 'create', path: 'a.ts' }]);
    },
    outcome: 'unverifiable',
    says: ['a.ts', 'unreadable', /a named pipe/],
    unless: isWindows,
  },
  {
    told: 'no permission to read it',
    play: async (place) => {
      await place.begin();
      place.write('a.ts');
      chmodSync(place.path('a.ts'), 0);
      return place.finish([{ op: 'create', path: 'a.ts' }]);
    },
    outcome: 'unverifiable',
    says: ['a.ts', 'unreadable', /no permission/],
    unless: isWindows || isRoot,
  },
  {
    told: 'the same name in another case',
    play: async (place) => {
      await place.begin();
      place.write('src/Parser.ts');
      return place.finish([{ op: 'create', path: 'src/parser.ts' }]);
    },
    outcome: 'failed',
    says: ['src/parser.ts', 'missing', /Parser\.ts/],
  },
  {
    told: 'changed by a person after its content was named',
    play: async (place) => {
      await place.begin();
      const sha256 = place.write('a.ts');
      await place.claims([{ op: 'create', path: 'a.ts', sha256 }]);
      place.write('a.ts', 'and now for something else');
      await place.observes([{ path: 'a.ts', kind: 'changed' }]);
      return place.finish();
    },
    outcome: 'failed',
    says: ['a.ts', 'differs', /not what was recorded/],
  },
  {
    told: 'named before it was saved',
    play: async (place) => {
      await place.begin();
      place.write('a.ts', 'old');
      await place.claims([{ op: 'modify', path: 'a.ts', sha256: hashOf('new') }]);
      place.desk.workspace.ownWindowSays({ trusted: true, unsaved: ['a.ts'] });
      return place.finish();
    },
    outcome: 'failed',
    says: ['a.ts', 'unsaved', /not saved/],
  },
  {
    told: 'only in an editor that was never saved',
    play: async (place) => {
      await place.begin();
      place.desk.workspace.ownWindowSays({ trusted: true, unsaved: ['a.ts'] });
      return place.finish([{ op: 'create', path: 'a.ts' }]);
    },
    outcome: 'failed',
    says: ['a.ts', 'unsaved', /save it/],
  },
  {
    told: 'a check that fails',
    play: async (place) => {
      place.desk.workspace.ownWindowSays({ trusted: true, unsaved: [] });
      const { task } = place.desk.run('task.plan', { goal: 'Do it', checks: ['exit 3'] }, ada);
      place.desk.run('checks.approve', { task, checks: ['exit 3'] });
      await place.take(task);
      place.write('a.ts');
      return place.finish([{ op: 'create', path: 'a.ts' }]);
    },
    outcome: 'failed',
    unless: isWindows,
  },
  {
    told: 'a check that an agent wrote for itself',
    play: async (place) => {
      place.desk.workspace.ownWindowSays({ trusted: true, unsaved: [] });
      await place.begin({ checks: ['true'] });
      place.write('a.ts');
      return place.finish([{ op: 'create', path: 'a.ts' }]);
    },
    outcome: 'unverifiable',
  },
  {
    told: 'a check in a folder that is not trusted',
    play: async (place) => {
      const { task } = place.desk.run('task.plan', { goal: 'Do it', checks: ['true'] }, ada);
      place.desk.run('checks.approve', { task, checks: ['true'] });
      await place.take(task);
      place.write('a.ts');
      return place.finish([{ op: 'create', path: 'a.ts' }]);
    },
    outcome: 'unverifiable',
  },
  {
    told: 'one file of many missing',
    play: async (place) => {
      await place.begin();
      const files = Array.from({ length: 100 }, (_, index) => ({ op: 'create' as const, path: `f/${index}.ts` }));
      for (const { path } of files.slice(0, 99)) place.write(path);
      return place.finish(files);
    },
    outcome: 'failed',
    says: ['f/99.ts', 'missing', /no such file/],
  },
  {
    told: 'a folder that lost a file after it was handed in for approval',
    play: async (place) => {
      const task = await place.begin({ approval: 'result' });
      place.write('out/a.txt');
      place.write('out/b.txt');
      await place.finish([{ op: 'create', path: 'out' }]);
      place.remove('out/b.txt');
      const { state, accepted, verification } = await place.desk.act('task.approve', { task }, ada);
      return { task, state, accepted, verification: verification! };
    },
    outcome: 'failed',
    says: ['out', 'differs', /its files are not those/],
  },
];

/** Work that is there, whatever happened on the way. */
const honest: Story[] = [
  {
    told: 'a new file',
    play: async (place) => {
      await place.begin({ files: ['src/**'] });
      place.write('src/a.ts');
      return place.finish([{ op: 'create', path: 'src/a.ts' }]);
    },
    outcome: 'verified',
  },
  {
    told: 'a file with its content named',
    play: async (place) => {
      await place.begin();
      return place.finish([{ op: 'create', path: 'a.ts', sha256: place.write('a.ts').toUpperCase() }]);
    },
    outcome: 'verified',
  },
  {
    told: 'edited on after it was claimed',
    play: async (place) => {
      await place.begin();
      place.write('a.ts', 'first');
      await place.claims([{ op: 'create', path: 'a.ts' }]);
      place.write('a.ts', 'second, and better');
      return place.finish();
    },
    outcome: 'verified',
  },
  {
    told: 'saved by an editor after it was claimed',
    play: async (place) => {
      await place.begin();
      place.write('a.ts', 'first');
      await place.claims([{ op: 'modify', path: 'a.ts' }]);
      place.write('a.ts', 'formatted on save');
      await place.observes([{ path: 'a.ts', kind: 'changed' }]);
      return place.finish();
    },
    outcome: 'verified',
  },
  {
    told: 'a modified file, planned before',
    play: async (place) => {
      place.write('src/a.ts');
      await place.begin({ files: ['src/*.ts'] });
      place.write('src/a.ts', 'changed');
      return place.finish([{ op: 'modify', path: 'src/a.ts' }]);
    },
    outcome: 'verified',
  },
  {
    told: 'only the planned file, without a claim',
    play: async (place) => {
      place.write('src/a.ts');
      await place.begin({ files: ['src/a.ts'] });
      place.write('src/a.ts', 'changed');
      return place.finish();
    },
    outcome: 'verified',
  },
  {
    told: 'made and removed again',
    play: async (place) => {
      await place.begin();
      place.write('a.ts');
      await place.claims([{ op: 'create', path: 'a.ts' }]);
      place.remove('a.ts');
      return place.finish([{ op: 'delete', path: 'a.ts' }]);
    },
    outcome: 'verified',
  },
  {
    told: 'made and then renamed',
    play: async (place) => {
      await place.begin();
      const sha256 = place.write('a.ts');
      await place.claims([{ op: 'create', path: 'a.ts', sha256 }]);
      place.rename('a.ts', 'lib/b.ts');
      return place.finish([{ op: 'move', from: 'a.ts', path: 'lib/b.ts' }]);
    },
    outcome: 'verified',
  },
  {
    told: 'a whole folder moved',
    play: async (place) => {
      await place.begin();
      place.write('old/a.ts');
      await place.claims([{ op: 'create', path: 'old/a.ts' }]);
      place.rename('old', 'new');
      return place.finish([{ op: 'rename', from: 'old', path: 'new' }]);
    },
    outcome: 'verified',
  },
  {
    told: 'a planned file that was to be removed',
    play: async (place) => {
      place.write('src/old.ts');
      await place.begin({ files: ['src/old.ts'] });
      place.remove('src/old.ts');
      return place.finish([{ op: 'delete', path: 'src/old.ts' }]);
    },
    outcome: 'verified',
  },
  {
    told: 'a claim that was a mistake, taken back',
    play: async (place) => {
      await place.begin();
      place.write('a.ts');
      await place.claims([
        { op: 'create', path: 'a.ts' },
        { op: 'modify', path: 'never.ts' },
      ]);
      return place.finish([{ op: 'read', path: 'never.ts' }]);
    },
    outcome: 'verified',
  },
  {
    told: 'a file that git ignores',
    play: async (place) => {
      place.write('.gitignore', 'dist/\n');
      await place.begin();
      place.write('dist/a.js');
      return place.finish([{ op: 'create', path: 'dist/a.js' }]);
    },
    outcome: 'verified',
  },
  {
    told: 'an empty file that is customarily empty',
    play: async (place) => {
      await place.begin();
      place.write('pkg/__init__.py', '');
      return place.finish([{ op: 'create', path: 'pkg/__init__.py' }]);
    },
    outcome: 'verified',
  },
  {
    told: 'an empty file whose content was named',
    play: async (place) => {
      await place.begin();
      return place.finish([{ op: 'create', path: 'a', sha256: place.write('a', '') }]);
    },
    outcome: 'verified',
  },
  {
    told: 'a folder of files',
    play: async (place) => {
      await place.begin();
      place.write('out/a/1.txt');
      place.write('out/2.txt');
      return place.finish([{ op: 'create', path: 'out' }]);
    },
    outcome: 'verified',
  },
  {
    told: 'a link to another place in the folder',
    play: async (place) => {
      await place.begin();
      place.write('real.ts');
      symlinkSync('real.ts', place.path('a.ts'));
      return place.finish([{ op: 'create', path: 'a.ts' }]);
    },
    outcome: 'verified',
    unless: isWindows,
  },
  {
    told: 'odd names',
    play: async (place) => {
      await place.begin();
      const names = ['ünïcode/文件 名.ts', "it's; $(rm) `x`.ts", 'emoji 🎉.md', '-rf', `${'n'.repeat(200)}.ts`];
      for (const name of names) place.write(name);
      return place.finish(names.map((path) => ({ op: 'create', path })));
    },
    outcome: 'verified',
    unless: isWindows,
  },
  {
    told: 'an observed scratch file that is gone',
    play: async (place) => {
      await place.begin();
      place.write('a.ts');
      place.write('scratch.tmp');
      await place.observes([
        { path: 'a.ts', kind: 'created' },
        { path: 'scratch.tmp', kind: 'created' },
      ]);
      rmSync(place.path('scratch.tmp'));
      return place.finish([{ op: 'create', path: 'a.ts' }]);
    },
    outcome: 'verified',
  },
  {
    told: 'taken over by a later task before the earlier one was finished',
    play: async (place) => {
      const first = await place.begin();
      const sha256 = place.write('a.ts', 'first');
      await place.claims([{ op: 'create', path: 'a.ts', sha256 }]);
      const mine = place.held;
      await place.begin({}, rival);
      place.write('a.ts', 'second');
      await place.claims([{ op: 'modify', path: 'a.ts' }], rival);
      return place.desk.act('task.finish', { ...mine, task: first, result: 'done', summary: 'Done.' }, agent);
    },
    outcome: 'verified',
  },
  {
    told: 'a check that passes',
    play: async (place) => {
      place.desk.workspace.ownWindowSays({ trusted: true, unsaved: [] });
      const { task } = place.desk.run('task.plan', { goal: 'Do it', checks: ['test -f a.ts'] }, ada);
      place.desk.run('checks.approve', { task, checks: ['test -f a.ts'] });
      await place.take(task);
      place.write('a.ts');
      return place.finish([{ op: 'create', path: 'a.ts' }]);
    },
    outcome: 'verified',
    unless: isWindows,
  },
];

describe('G1 only what is there is done', () => {
  const place = usePlace();

  for (const { told, play, outcome, says, unless } of [...lies, ...honest]) {
    it(`${told}: ${outcome}`, async function () {
      if (unless) this.skip();
      const answer = await play(place());
      const { verification, accepted, state } = answer;
      assert.equal(verification.status, outcome, JSON.stringify(verification, null, 1));
      assert.equal(accepted, outcome !== 'failed');
      if (says) {
        const [path, status, reason] = says;
        const file = verification.files.find((result) => result.path === path);
        assert.ok(file, JSON.stringify(verification.files));
        assert.equal(file.status, status, JSON.stringify(verification.files));
        assert.match(file.reason, reason);
      }
      assert.equal(place().desk.task(answer.task).evidence, outcome);
      if (accepted) assert.equal(state, 'completed');
      else assert.notEqual(state, 'completed');
    });
  }

  it('tells at least 30 ways to lie or to be unlucky', () => {
    assert.ok(lies.length >= 30, String(lies.length));
  });
});

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, symlinkSync, utimesSync } from 'node:fs';
import { ada, agent, rival } from '../orchestrator/desk';
import { hashOf, usePlace, type Place } from './place';
import { withoutRights } from './rights';
import { storiesOfChecks } from './stories/checks';
import { isWindows, type Story } from './stories/story';

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
      return withoutRights(place.folder, () => place.finish([{ op: 'create', path: 'a.ts' }]));
    },
    outcome: 'unverifiable',
    says: ['a.ts', 'unreadable', /no permission/],
    unless: isWindows,
  },
  {
    told: 'no permission to look into a folder of it',
    play: async (place) => {
      await place.begin();
      place.write('out/a.ts');
      place.write('out/shut/b.ts');
      chmodSync(place.path('out/shut'), 0);
      return withoutRights(place.folder, () => place.finish([{ op: 'create', path: 'out' }]));
    },
    outcome: 'unverifiable',
    says: ['out', 'unreadable', /out\/shut: there is no permission/],
    unless: isWindows,
  },
  {
    told: 'no permission to look for what was planned',
    play: async (place) => {
      place.write('src/shut/b.ts');
      await place.begin({ files: ['src/**/*.ts'] });
      chmodSync(place.path('src/shut'), 0);
      return withoutRights(place.folder, () => place.finish());
    },
    outcome: 'unverifiable',
    says: ['src/**/*.ts', 'unverifiable', /src\/shut: there is no permission/],
    unless: isWindows,
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

/** An hour later, so that all that is there is from before. */
const later = (place: Place): void => place.desk.pass(3_600_000);

/** A repository whose contents are from before any task. */
function commit(place: Place): void {
  const git = (...args: string[]): void => {
    execFileSync('git', ['-c', 'user.email=a@b', '-c', 'user.name=a', '-c', 'gc.auto=0', ...args], {
      cwd: place.folder,
      stdio: 'ignore',
    });
  };
  git('init', '-q');
  git('add', '-A');
  git('commit', '-q', '-m', 'before');
}

/** A task that begins after all that is there was written, even for clocks that differ a little; what follows is in its time. */
async function beginAfter(place: Place, plan: Parameters<Place['begin']>[0] = {}): Promise<void> {
  const began = Date.now();
  place.desk.now = began + 2_500;
  await place.begin(plan);
  while (Date.now() < began + 600) await new Promise((soon) => setTimeout(soon, 20));
}

const touch = (place: Place, path: string): void => utimesSync(place.path(path), new Date(), new Date());

/** Claims that look like work, and the same words after the work was done. */
lies.push(
  {
    told: 'claimed as modified with the content that it had',
    play: async (place) => {
      const sha256 = place.write('README.md');
      later(place);
      await place.begin();
      return place.finish([{ op: 'modify', path: 'README.md', sha256 }]);
    },
    outcome: 'unverifiable',
    says: ['README.md', 'unverifiable', /not been touched since before/],
  },
  {
    told: 'planned and claimed as modified with the content that it had',
    play: async (place) => {
      const sha256 = place.write('README.md');
      await place.begin({ files: ['README.md'] });
      return place.finish([{ op: 'modify', path: 'README.md', sha256 }]);
    },
    outcome: 'unverifiable',
    says: ['README.md', 'unverifiable', /same as before the task began/],
  },
  {
    told: 'the removal of what never was',
    play: async (place) => {
      await place.begin();
      return place.finish([{ op: 'delete', path: 'never.ts' }]);
    },
    outcome: 'unverifiable',
    says: ['never.ts', 'unverifiable', /nothing shows that it was there/],
  },
  ...(['copy', 'rename', 'move'] as const).map((op): Story => ({
    told: `a ${op} of what never was onto an old file`,
    play: async (place) => {
      place.write('README.md');
      later(place);
      await place.begin();
      return place.finish([{ op, from: 'never.md', path: 'README.md' }]);
    },
    outcome: 'unverifiable',
    says: ['README.md', 'unverifiable', /not been touched since before/],
  })),
  {
    told: 'an old folder',
    play: async (place) => {
      place.write('src/a.ts');
      later(place);
      await place.begin();
      return place.finish([{ op: 'create', path: 'src' }]);
    },
    outcome: 'unverifiable',
    says: ['src', 'unverifiable', /nothing in it has been touched/],
  },
  {
    told: 'the removal of a planned file that was to be made',
    play: async (place) => {
      await place.begin({ files: ['src/parser.ts'] });
      return place.finish([{ op: 'delete', path: 'src/parser.ts' }]);
    },
    outcome: 'failed',
    says: ['src/parser.ts', 'missing', /nothing matches it/],
  },
  {
    told: 'only touched, as git knows',
    play: async (place) => {
      place.write('README.md', 'one\ntwo\n');
      commit(place);
      await beginAfter(place);
      touch(place, 'README.md');
      return place.finish([{ op: 'modify', path: 'README.md' }]);
    },
    outcome: 'unverifiable',
    says: ['README.md', 'unverifiable', /what git has of it/],
  },
  {
    told: 'left as an earlier task had left it',
    play: async (place) => {
      await place.begin();
      place.write('a.ts');
      await place.finish([{ op: 'create', path: 'a.ts' }]);
      place.desk.pass(10);
      await place.begin({}, rival);
      return place.finish([{ op: 'modify', path: 'a.ts' }], rival);
    },
    outcome: 'unverifiable',
    says: ['a.ts', 'unverifiable', /same as before the task began/],
  },
  {
    told: 'one of more files touched than can be remembered',
    play: async (place) => {
      for (let n = 0; n < 510; n++) place.write(`src/${n}.ts`);
      await beginAfter(place, { files: ['src/*.ts'] });
      touch(place, 'src/7.ts');
      return place.finish();
    },
    outcome: 'unverifiable',
    says: ['src/*.ts', 'unverifiable', /too many files/],
  },
  {
    told: 'a claimed file that has become a folder',
    play: async (place) => {
      await place.begin();
      place.write('a.ts');
      await place.claims([{ op: 'create', path: 'a.ts' }]);
      place.remove('a.ts');
      place.write('a.ts/junk');
      return place.finish();
    },
    outcome: 'failed',
    says: ['a.ts', 'differs', /a folder, not a file/],
  },
  {
    told: 'a folder with nothing but an empty file',
    play: async (place) => {
      await place.begin();
      place.write('out/a.txt', '');
      return place.finish([{ op: 'create', path: 'out' }]);
    },
    outcome: 'unverifiable',
    says: ['out', 'unverifiable', /all files in it are empty/],
  },
  {
    told: 'a folder with nothing but a link to nothing',
    play: async (place) => {
      await place.begin();
      mkdirSync(place.path('out'));
      symlinkSync('gone', place.path('out/a.txt'));
      return place.finish([{ op: 'create', path: 'out' }]);
    },
    outcome: 'unverifiable',
    says: ['out', 'unverifiable', /empty folder/],
    unless: isWindows,
  },
  {
    told: 'a removal that left a link to nothing',
    play: async (place) => {
      place.write('a.ts');
      await place.begin({ files: ['a.ts'] });
      place.remove('a.ts');
      symlinkSync('gone', place.path('a.ts'));
      return place.finish([{ op: 'delete', path: 'a.ts' }]);
    },
    outcome: 'failed',
    says: ['a.ts', 'still_exists', /still there/],
    unless: isWindows,
  },
  {
    told: 'a refused claim washed off by removing its folder',
    play: async (place) => {
      await place.begin();
      await place.finish([{ op: 'create', path: 'src/a.ts', sha256: hashOf('good') }]);
      return place.finish([{ op: 'delete', path: 'src' }]);
    },
    outcome: 'unverifiable',
    says: ['src', 'unverifiable', /nothing shows that it was there/],
  },
  {
    told: 'overwritten while it was reviewed',
    play: async (place) => {
      await reviewed(place);
      place.write('a.ts', 'good');
      const { task } = await place.finish([{ op: 'create', path: 'a.ts' }]);
      place.write('a.ts', 'GARBAGE');
      await place.take(task, rival);
      return place.finish([], rival);
    },
    outcome: 'failed',
    says: ['a.ts', 'differs', /not what was recorded/],
  },
  {
    told: 'nothing done and nothing said, while a person saved a file',
    play: async (place) => {
      await place.begin();
      place.write('notes.txt');
      await place.observes([{ path: 'notes.txt', kind: 'changed' }]);
      return place.finish();
    },
    outcome: 'unverifiable',
  },
  {
    told: 'nothing done and nothing said, while a temporary file came and went',
    play: async (place) => {
      await place.begin();
      place.write('x.tmp');
      await place.observes([{ path: 'x.tmp', kind: 'created' }]);
      place.remove('x.tmp');
      return place.finish();
    },
    outcome: 'unverifiable',
  },
  {
    told: 'a file that a person assigned, claimed and taken back',
    play: async (place) => {
      await assigned(place);
      place.remove('x.ts');
      await place.finish();
      return place.finish([
        { op: 'modify', path: 'x.ts' },
        { op: 'read', path: 'x.ts' },
      ]);
    },
    outcome: 'failed',
    says: ['x.ts', 'missing', /no such file/],
  },
  {
    told: 'what git keeps, by way of a link',
    play: async (place) => {
      await place.begin();
      place.write('.git/HEAD');
      symlinkSync('.git', place.path('g'));
      return place.finish([{ op: 'create', path: 'g/HEAD' }]);
    },
    outcome: 'unverifiable',
    says: ['g/HEAD', 'outside', /tasks do not answer for/],
    unless: isWindows,
  },
  {
    told: 'the work of somebody else under the same plan',
    play: async (place) => {
      await place.begin({ files: ['src/**'] });
      const mine = place.held;
      await place.begin({ files: ['src/**'] }, rival);
      place.write('src/theirs.ts');
      await place.finish([{ op: 'create', path: 'src/theirs.ts' }], rival);
      return place.desk.act('task.finish', { ...mine, result: 'done', summary: 'Done.' }, agent);
    },
    outcome: 'unverifiable',
    says: ['src/**', 'unverifiable', /nothing that matches it has changed/],
  },
);

/** A task whose work somebody else looks at. */
async function reviewed(place: Place): Promise<void> {
  const task = await place.begin();
  place.desk.run('task.edit', { task, stages: ['review'] }, ada);
}

/** A task that a person gave a changed file to. */
async function assigned(place: Place): Promise<void> {
  await place.begin();
  const mine = place.held;
  await place.begin({}, rival);
  place.write('x.ts');
  await place.observes([{ path: 'x.ts', kind: 'created' }]);
  place.desk.run('files.assign', { task: mine.task, paths: ['x.ts'] }, ada);
  place.hold(mine);
}

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

honest.push(
  {
    told: 'planned and modified, with its content named',
    play: async (place) => {
      place.write('README.md', 'old');
      await place.begin({ files: ['README.md'] });
      return place.finish([{ op: 'modify', path: 'README.md', sha256: place.write('README.md', 'new') }]);
    },
    outcome: 'verified',
  },
  {
    told: 'removed as a window saw',
    play: async (place) => {
      place.write('old.ts');
      await place.begin();
      place.remove('old.ts');
      await place.observes([{ path: 'old.ts', kind: 'deleted' }]);
      return place.finish([{ op: 'delete', path: 'old.ts' }]);
    },
    outcome: 'verified',
  },
  {
    told: 'removed, as git knows, a file and a folder',
    play: async (place) => {
      place.write('old.ts');
      place.write('lib/old.ts');
      commit(place);
      await place.begin();
      place.remove('old.ts');
      place.remove('lib');
      return place.finish([
        { op: 'delete', path: 'old.ts' },
        { op: 'delete', path: 'lib' },
      ]);
    },
    outcome: 'verified',
  },
  {
    told: 'changed, as git knows',
    play: async (place) => {
      place.write('README.md', 'old');
      commit(place);
      await beginAfter(place);
      place.write('README.md', 'new');
      return place.finish([{ op: 'modify', path: 'README.md' }]);
    },
    outcome: 'verified',
  },
  {
    told: 'changed and committed',
    play: async (place) => {
      place.write('README.md', 'old');
      commit(place);
      await beginAfter(place);
      place.write('README.md', 'new');
      execFileSync('git', ['add', '-A'], { cwd: place.folder });
      return place.finish([{ op: 'modify', path: 'README.md' }]);
    },
    outcome: 'verified',
  },
  ...(['copy', 'rename', 'move'] as const).map((op): Story => ({
    told: `a ${op} of an old file`,
    play: async (place) => {
      place.write('a.ts');
      await place.begin();
      if (op === 'copy') place.write('b.ts', place.read('a.ts'));
      else place.rename('a.ts', 'b.ts');
      return place.finish([{ op, from: 'a.ts', path: 'b.ts' }]);
    },
    outcome: 'verified',
  })),
  {
    told: 'left by an earlier task and changed since',
    play: async (place) => {
      await place.begin();
      place.write('a.ts', 'first');
      await place.finish([{ op: 'create', path: 'a.ts' }]);
      place.desk.pass(10);
      await place.begin({}, rival);
      place.write('a.ts', 'second');
      return place.finish([{ op: 'modify', path: 'a.ts' }], rival);
    },
    outcome: 'verified',
  },
  {
    told: 'a claimed file that has become a folder, and is claimed as one',
    play: async (place) => {
      await place.begin();
      place.write('a');
      await place.claims([{ op: 'create', path: 'a' }]);
      place.remove('a');
      place.write('a/b.ts');
      return place.finish([{ op: 'create', path: 'a' }]);
    },
    outcome: 'verified',
  },
  {
    told: 'a folder of empty files that are customarily empty',
    play: async (place) => {
      await place.begin();
      place.write('pkg/__init__.py', '');
      return place.finish([{ op: 'create', path: 'pkg' }]);
    },
    outcome: 'verified',
  },
  {
    told: 'reviewed and left as it was',
    play: async (place) => {
      await reviewed(place);
      place.write('a.ts', 'good');
      const { task } = await place.finish([{ op: 'create', path: 'a.ts' }]);
      await place.take(task, rival);
      return place.finish([], rival);
    },
    outcome: 'verified',
  },
  {
    told: 'put right in the review, and said so',
    play: async (place) => {
      await reviewed(place);
      place.write('a.ts', 'good');
      const { task } = await place.finish([{ op: 'create', path: 'a.ts' }]);
      await place.take(task, rival);
      place.write('a.ts', 'better');
      await place.observes([{ path: 'a.ts', kind: 'changed' }]);
      return place.finish([{ op: 'modify', path: 'a.ts' }], rival);
    },
    outcome: 'verified',
  },
  {
    told: 'a file that a person assigned, worked on further',
    play: async (place) => {
      await assigned(place);
      place.write('x.ts', 'more');
      return place.finish([{ op: 'modify', path: 'x.ts' }]);
    },
    outcome: 'verified',
  },
  {
    told: 'a part of the plan that is one’s own, beside somebody else',
    play: async (place) => {
      await place.begin({ files: ['src/**'] });
      const mine = place.held;
      await place.begin({ files: ['src/**'] }, rival);
      place.write('src/theirs.ts');
      await place.finish([{ op: 'create', path: 'src/theirs.ts' }], rival);
      place.write('src/mine.ts');
      return place.desk.act('task.finish', { ...mine, result: 'done', summary: 'Done.' }, agent);
    },
    outcome: 'verified',
  },
);

describe('G1, G9, G10, G13, F8 only what is there is done', () => {
  const place = usePlace();

  for (const { told, play, outcome, says, unless } of [...lies, ...honest, ...storiesOfChecks]) {
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

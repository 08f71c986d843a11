import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync, utimesSync } from 'node:fs';
import { ada } from '../../orchestrator/desk';
import { hashOf } from '../place';
import { withoutRights } from '../rights';
import { isWindows, type Story } from './story';

/** Claims without a file, or with another one than was said. */
export const notThere: Story[] = [
  {
    told: 'a folder that is said to be removed, with more in it than was made anew',
    play: async (place) => {
      place.write('lib/old.ts');
      await place.begin();
      place.write('lib/new.ts');
      return place.finish([
        { op: 'delete', path: 'lib' },
        { op: 'create', path: 'lib/new.ts' },
      ]);
    },
    outcome: 'failed',
    says: ['lib', 'still_exists', /still there/],
  },
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
    told: 'no permission to read what was planned',
    play: async (place) => {
      await place.begin({ files: ['src/*.ts'] });
      place.write('src/b.ts');
      chmodSync(place.path('src/b.ts'), 0);
      return withoutRights(place.folder, () => place.finish());
    },
    outcome: 'unverifiable',
    says: ['src/*.ts', 'unverifiable', /^src\/b\.ts: there is no permission/],
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

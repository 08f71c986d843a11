import { mkdirSync, symlinkSync } from 'node:fs';
import { agent, rival } from '../../orchestrator/desk';
import { hashOf } from '../place';
import { assigned, beginAfter, commit, later, reviewed, touch } from './settings';
import { isWindows, type Story } from './story';

/** Claims that look like work, and the same words after the work was done. */
export const noWork: Story[] = [
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
    told: 'only touched, as the repository in it knows',
    play: async (place) => {
      place.write('sub/README.md', 'one\ntwo\n');
      commit(place, 'sub');
      commit(place);
      await beginAfter(place);
      touch(place, 'sub/README.md');
      return place.finish([{ op: 'modify', path: 'sub/README.md' }]);
    },
    outcome: 'unverifiable',
    says: ['sub/README.md', 'unverifiable', /what git has of it/],
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
];

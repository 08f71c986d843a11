import { execFileSync } from 'node:child_process';
import { agent, rival } from '../../orchestrator/desk';
import { assigned, beginAfter, commit, reviewed } from './settings';
import type { Story } from './story';

/** Work that is there, on what was there before, of others, and under review. */
export const doneOnMore: Story[] = [
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
    told: 'removed, as the repository in it knows',
    play: async (place) => {
      place.write('sub/lib/old.ts');
      commit(place, 'sub');
      commit(place);
      await place.begin();
      place.remove('sub/lib');
      return place.finish([{ op: 'delete', path: 'sub/lib/old.ts' }]);
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
];

import { rmSync, symlinkSync } from 'node:fs';
import { ada, agent, rival } from '../../orchestrator/desk';
import { isWindows, type Story } from './story';

/** Work that is there, whatever happened on the way. */
export const simplyDone: Story[] = [
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
    told: 'a file that has become a folder with it in it',
    play: async (place) => {
      place.write('parser');
      await place.begin();
      place.rename('parser', 'kept');
      place.rename('kept', 'parser/main');
      return place.finish([{ op: 'rename', from: 'parser', path: 'parser/main' }]);
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
    told: 'names that Windows alone cannot store',
    play: async (place) => {
      await place.begin({ files: ['src/aux.c'] });
      const names = ['src/aux.c', 'con', 'ends.', 'a:b'];
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

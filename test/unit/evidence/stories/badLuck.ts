import { execFileSync } from 'node:child_process';
import { linkSync, renameSync, statSync, utimesSync } from 'node:fs';
import { rival } from '../../orchestrator/desk';
import type { Place } from '../place';
import { hashOf } from '../place';
import { isWindows, type Story } from './story';

function git(place: Place, ...args: string[]): void {
  execFileSync('git', ['-c', 'user.email=a@b', '-c', 'user.name=a', '-c', 'gc.auto=0', ...args], {
    cwd: place.folder,
    stdio: 'ignore',
  });
}

/** A repository with a file in it, and a task that is at work on it. */
async function beginInGit(place: Place): Promise<void> {
  place.write('a.ts', 'before');
  git(place, 'init', '-q');
  git(place, 'add', '-A');
  git(place, 'commit', '-q', '-m', 'before');
  await place.begin({ files: ['a.ts'] });
}

/** What nobody meant to do, and what happens to people who work with git and editors. */
export const badLuck: Story[] = [
  {
    told: 'renamed twice, and both said',
    play: async (place) => {
      await place.begin();
      const sha256 = place.write('a.ts');
      await place.claims([{ op: 'create', path: 'a.ts', sha256 }]);
      place.rename('a.ts', 'b.ts');
      await place.claims([{ op: 'rename', from: 'a.ts', path: 'b.ts' }]);
      place.rename('b.ts', 'c.ts');
      return place.finish([{ op: 'rename', from: 'b.ts', path: 'c.ts' }]);
    },
    outcome: 'verified',
  },
  {
    told: 'renamed twice, and only the first said',
    play: async (place) => {
      await place.begin();
      place.write('a.ts');
      place.rename('a.ts', 'b.ts');
      place.rename('b.ts', 'c.ts');
      return place.finish([{ op: 'rename', from: 'a.ts', path: 'b.ts' }]);
    },
    outcome: 'failed',
    says: ['b.ts', 'missing', /no such file/],
  },
  {
    told: 'another branch checked out after the claim',
    play: async (place) => {
      await beginInGit(place);
      git(place, 'checkout', '-q', '-b', 'work');
      const sha256 = place.write('a.ts', 'after');
      git(place, 'commit', '-q', '-a', '-m', 'after');
      await place.claims([{ op: 'modify', path: 'a.ts', sha256 }]);
      git(place, 'checkout', '-q', '-');
      return place.finish();
    },
    outcome: 'failed',
    says: ['a.ts', 'differs', /not what was recorded/],
  },
  {
    told: 'another branch checked out and back',
    play: async (place) => {
      await beginInGit(place);
      git(place, 'checkout', '-q', '-b', 'work');
      const sha256 = place.write('a.ts', 'after');
      git(place, 'commit', '-q', '-a', '-m', 'after');
      await place.claims([{ op: 'modify', path: 'a.ts', sha256 }]);
      git(place, 'checkout', '-q', '-');
      await place.observes([{ path: 'a.ts', kind: 'changed' }]);
      git(place, 'checkout', '-q', 'work');
      await place.observes([{ path: 'a.ts', kind: 'changed' }]);
      return place.finish();
    },
    outcome: 'verified',
  },
  {
    told: 'stashed and never popped',
    play: async (place) => {
      await beginInGit(place);
      place.write('a.ts', 'after');
      await place.claims([{ op: 'modify', path: 'a.ts' }]);
      git(place, 'stash', '-q');
      return place.finish();
    },
    outcome: 'unverifiable',
    says: ['a.ts', 'unverifiable', /same as before the task began/],
  },
  {
    told: 'stashed and popped',
    play: async (place) => {
      await beginInGit(place);
      place.write('a.ts', 'after');
      await place.claims([{ op: 'modify', path: 'a.ts' }]);
      git(place, 'stash', '-q');
      await place.observes([{ path: 'a.ts', kind: 'changed' }]);
      git(place, 'stash', 'pop', '-q');
      return place.finish();
    },
    outcome: 'verified',
  },
  {
    told: 'saved under another name in an editor',
    play: async (place) => {
      await place.begin();
      place.desk.workspace.ownWindowSays({ trusted: true, unsaved: ['a.ts'] });
      await place.claims([{ op: 'create', path: 'a.ts' }]);
      place.write('b.ts', 'saved as');
      place.desk.workspace.ownWindowSays({ trusted: true, unsaved: [] });
      await place.observes([{ path: 'b.ts', kind: 'created' }]);
      return place.finish();
    },
    outcome: 'failed',
    says: ['a.ts', 'missing', /no such file/],
  },
  {
    told: 'saved by way of another file, as careful editors do',
    play: async (place) => {
      await place.begin();
      place.write('a.ts', 'first');
      await place.claims([{ op: 'create', path: 'a.ts' }]);
      place.write('a.ts.tmp', 'second');
      place.rename('a.ts.tmp', 'a.ts');
      await place.observes([
        { path: 'a.ts.tmp', kind: 'deleted' },
        { path: 'a.ts', kind: 'changed' },
      ]);
      return place.finish();
    },
    outcome: 'verified',
  },
  {
    told: 'formatted on save after its content was named',
    play: async (place) => {
      await place.begin();
      const sha256 = place.write('a.ts', 'const a=1');
      await place.claims([{ op: 'create', path: 'a.ts', sha256 }]);
      place.write('a.ts', 'const a = 1;\n');
      await place.observes([{ path: 'a.ts', kind: 'changed' }]);
      return place.finish();
    },
    outcome: 'failed',
    says: ['a.ts', 'differs', /not what was recorded/],
  },
  {
    told: 'formatted on save, and its new content named',
    play: async (place) => {
      await place.begin();
      const sha256 = place.write('a.ts', 'const a=1');
      await place.claims([{ op: 'create', path: 'a.ts', sha256 }]);
      return place.finish([{ op: 'modify', path: 'a.ts', sha256: place.write('a.ts', 'const a = 1;\n') }]);
    },
    outcome: 'verified',
  },
  {
    told: 'claimed by a second task that did nothing to it',
    play: async (place) => {
      await place.begin();
      const sha256 = place.write('a.ts');
      await place.finish([{ op: 'create', path: 'a.ts', sha256 }]);
      place.desk.pass(10);
      await place.begin({}, rival);
      return place.finish([{ op: 'create', path: 'a.ts', sha256 }], rival);
    },
    outcome: 'unverifiable',
    says: ['a.ts', 'unverifiable', /same as before the task began/],
  },
  {
    told: 'a rename of the case alone that was not done',
    play: async (place) => {
      place.write('a.ts');
      await place.begin();
      return place.finish([{ op: 'rename', from: 'a.ts', path: 'A.ts' }]);
    },
    outcome: 'failed',
    says: ['A.ts', 'missing', /a\.ts/],
  },
  {
    told: 'a rename of the case alone',
    play: async (place) => {
      place.write('a.ts');
      await place.begin();
      renameSync(place.path('a.ts'), place.path('A.ts'));
      return place.finish([{ op: 'rename', from: 'a.ts', path: 'A.ts' }]);
    },
    outcome: 'verified',
  },
  {
    told: 'replaced by a hard link to another file',
    play: async (place) => {
      await place.begin();
      const sha256 = place.write('a.ts');
      await place.claims([{ op: 'create', path: 'a.ts', sha256 }]);
      place.write('b.ts', 'else');
      place.remove('a.ts');
      linkSync(place.path('b.ts'), place.path('a.ts'));
      return place.finish();
    },
    outcome: 'failed',
    says: ['a.ts', 'differs', /not what was recorded/],
  },
  {
    told: 'replaced by a hard link to the same content',
    play: async (place) => {
      await place.begin();
      const sha256 = place.write('b.ts', 'same');
      linkSync(place.path('b.ts'), place.path('a.ts'));
      return place.finish([{ op: 'create', path: 'a.ts', sha256 }]);
    },
    outcome: 'verified',
  },
  {
    told: 'written with a clock that was set back',
    play: async (place) => {
      place.write('a.ts', 'before');
      await place.begin({ files: ['a.ts'] });
      place.write('a.ts', 'after');
      utimesSync(place.path('a.ts'), new Date(0), new Date(0));
      return place.finish([{ op: 'modify', path: 'a.ts' }]);
    },
    outcome: 'verified',
  },
  {
    told: 'another content of the same size and time',
    play: async (place) => {
      await place.begin();
      const sha256 = place.write('a.ts', 'one');
      await place.claims([{ op: 'create', path: 'a.ts', sha256 }]);
      // Long enough for its content to be known by its times (rule F3).
      await new Promise((soon) => setTimeout(soon, 150));
      await place.claims([{ op: 'create', path: 'a.ts', sha256: hashOf('one') }]);
      const { atime, mtime } = statSync(place.path('a.ts'));
      place.write('a.ts', 'two');
      utimesSync(place.path('a.ts'), atime, mtime);
      return place.finish();
    },
    outcome: 'failed',
    says: ['a.ts', 'differs', /not what was recorded/],
    // Windows tells no time that programs cannot set back.
    unless: isWindows,
  },
];

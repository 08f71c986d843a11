import { ada } from '../../orchestrator/desk';
import type { Place } from '../place';
import { isWindows, type Story } from './story';

/** A task with a check that a person has approved, in a folder that is trusted. */
async function checkedBy(place: Place, check: string): Promise<void> {
  place.desk.workspace.ownWindowSays({ trusted: true, unsaved: [] });
  const { task } = place.desk.run('task.plan', { goal: 'Do it', checks: [check] }, ada);
  place.desk.run('checks.approve', { task, checks: [check] });
  await place.take(task);
}

/** What a window tells just before the task has its turn. */
const seesLate = (place: Place, path: string): void => {
  place.desk.onPrepared = async () => {
    await place.observes([{ path, kind: 'changed' }]);
  };
};

const stories: Story[] = [
  {
    told: 'a check that removes the file',
    play: async (place) => {
      await checkedBy(place, 'rm a.ts');
      place.write('a.ts');
      return place.finish([{ op: 'create', path: 'a.ts' }]);
    },
    outcome: 'failed',
    says: ['a.ts', 'missing', /no such file; it was right before the checks ran/],
  },
  {
    told: 'a check that writes over a content that was named',
    play: async (place) => {
      await checkedBy(place, 'echo else > a.ts');
      return place.finish([{ op: 'create', path: 'a.ts', sha256: place.write('a.ts') }]);
    },
    outcome: 'failed',
    says: ['a.ts', 'differs', /not what was recorded.*it was right before the checks ran/],
  },
  {
    told: 'a check that does what was to be the work',
    play: async (place) => {
      place.write('a.ts');
      place.desk.pass(3_600_000);
      await checkedBy(place, 'echo made by the check > a.ts');
      return place.finish([{ op: 'modify', path: 'a.ts' }]);
    },
    outcome: 'unverifiable',
    says: ['a.ts', 'unverifiable', /not been touched since before/],
  },
  {
    told: 'nothing done but what a check leaves, seen late',
    play: async (place) => {
      await checkedBy(place, 'echo out > out.txt; exit 1');
      seesLate(place, 'out.txt');
      return place.finish();
    },
    outcome: 'failed',
  },
  {
    told: 'broken by a person after the check had passed',
    play: async (place) => {
      await checkedBy(place, 'grep -q good b.ts');
      place.write('a.ts');
      place.write('b.ts', 'good');
      place.desk.onPrepared = async () => {
        place.write('b.ts', 'bad');
        await place.observes([{ path: 'b.ts', kind: 'changed' }]);
      };
      return place.finish([{ op: 'create', path: 'a.ts' }]);
    },
    outcome: 'failed',
  },
  {
    told: 'a check that leaves another file each time',
    play: async (place) => {
      place.write('stamp.txt');
      await checkedBy(place, 'date +%s%N > stamp.txt');
      place.write('a.ts');
      seesLate(place, 'stamp.txt');
      return place.finish([{ op: 'create', path: 'a.ts' }]);
    },
    outcome: 'verified',
  },
  {
    told: 'formatted by a check',
    play: async (place) => {
      await checkedBy(place, 'echo formatted > a.ts');
      place.write('a.ts', 'unformatted');
      seesLate(place, 'a.ts');
      return place.finish([{ op: 'create', path: 'a.ts' }]);
    },
    outcome: 'verified',
  },
];

/** What checks do to files while they run (rule G13). */
export const storiesOfChecks = stories.map((story): Story => ({ ...story, unless: isWindows }));

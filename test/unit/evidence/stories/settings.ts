import { execFileSync } from 'node:child_process';
import { utimesSync } from 'node:fs';
import { ada, rival } from '../../orchestrator/desk';
import type { Place } from '../place';

/** An hour later, so that all that is there is from before. */
export const later = (place: Place): void => place.desk.pass(3_600_000);

/** A repository whose contents are from before any task. */
export function commit(place: Place, folder = '.'): void {
  const git = (...args: string[]): void => {
    execFileSync('git', ['-c', 'user.email=a@b', '-c', 'user.name=a', '-c', 'gc.auto=0', ...args], {
      cwd: place.path(folder),
      stdio: 'ignore',
    });
  };
  git('init', '-q');
  git('add', '-A');
  git('commit', '-q', '-m', 'before');
}

/** A task that begins after all that is there was written, even for clocks that differ a little; what follows is in its time. */
export async function beginAfter(place: Place, plan: Parameters<Place['begin']>[0] = {}): Promise<void> {
  const began = Date.now();
  place.desk.now = began + 2_500;
  await place.begin(plan);
  while (Date.now() < began + 600) await new Promise((soon) => setTimeout(soon, 20));
}

export const touch = (place: Place, path: string): void => utimesSync(place.path(path), new Date(), new Date());

/** A task whose work somebody else looks at. */
export async function reviewed(place: Place): Promise<void> {
  const task = await place.begin();
  place.desk.run('task.edit', { task, stages: ['review'] }, ada);
}

/** A task that a person gave a changed file to. */
export async function assigned(place: Place): Promise<void> {
  await place.begin();
  const mine = place.held;
  await place.begin({}, rival);
  place.write('x.ts');
  await place.observes([{ path: 'x.ts', kind: 'created' }]);
  place.desk.run('files.assign', { task: mine.task, paths: ['x.ts'] }, ada);
  place.hold(mine);
}

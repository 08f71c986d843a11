import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { ranChecksIn, stillCount } from '../../../src/orchestrator/evidence/ranChecks';
import { runApart } from '../../../src/workspace/checks/checkRun';
import { CheckTimes } from '../../../src/workspace/checks/checkTimes';
import { ada, agent } from '../orchestrator/desk';
import { usePlace, type Place } from './place';

/** A task with an approved check that somebody has begun and written a file for. */
async function beginChecked(place: Place, check: string, files: string[] = []): Promise<string> {
  const { task } = place.desk.run('task.plan', { goal: 'Do it', files, checks: [check] }, ada);
  place.desk.run('checks.approve', { task, checks: [check] });
  await place.take(task);
  place.write('a.ts');
  return task;
}

describe('G13 what checks came to counts', () => {
  const ran = {
    said: 'all that was said',
    observed: new Map([['log', 'one line']]),
    after: 1_000,
    until: 2_000,
    left: new Map([['clock', 9_000]]),
    results: [],
    files: [],
    witnesses: [],
  };
  const counts = (now: Partial<Parameters<typeof stillCount>[1]>) =>
    stillCount(ran, { said: ran.said, observed: ran.observed, touched: new Map(), ...now });

  it('while nothing has changed, and after what came with them', () => {
    assert.ok(counts({}));
    assert.ok(counts({ observed: new Map([['log', 'two lines']]), touched: new Map([['log', 1_001]]) }));
    const more = new Map([...ran.observed, ['out', 'new']]);
    assert.ok(counts({ observed: more, touched: new Map([['out', 2_000]]) }));
    assert.ok(counts({ touched: new Map([['a.ts', 10]]) }), 'what was there long before is no change');
    assert.ok(counts({ touched: new Map([['clock', 9_000]]) }), 'the disk goes by another clock');
  });

  it('no more after anything else', () => {
    assert.ok(!counts({ said: 'and one thing more' }));
    const more = new Map([...ran.observed, ['b.ts', 'new']]);
    assert.ok(!counts({ observed: more, touched: new Map([['b.ts', 1_000]]) }), 'changed before they began');
    assert.ok(!counts({ observed: more, touched: new Map([['b.ts', 2_001]]) }), 'changed after they ended');
    assert.ok(!counts({ observed: more }), 'nobody knows when it changed');
    assert.ok(!counts({ touched: new Map([['a.ts', 2_001]]) }), 'changed after they ended, and not told yet');
    assert.ok(!counts({ touched: new Map([['clock', 9_001]]) }), 'changed since, by the clock of the disk');
    assert.ok(!counts({ touched: new Map([['a.ts', 9_000]]) }), 'a later time of one file says nothing of others');
    assert.ok(!counts({ observed: new Map() }), 'a person has detached it');
  });

  it('is parsed when it comes back', () => {
    assert.deepEqual(ranChecksIn(ran), ran);
    for (const strange of [undefined, {}, { ...ran, after: 'now' }, { ...ran, results: [{ command: 'true' }] }]) {
      assert.equal(ranChecksIn(strange), undefined);
    }
  });
});

(process.platform === 'win32' ? describe.skip : describe)('G13 checks that write files', () => {
  const place = usePlace();
  /** Both are there before, and so are no news of the check alone (rule G14). */
  const CHECK = 'echo ran >> log; date +%s%N > out.txt';

  beforeEach(() => {
    place().desk.workspace.ownWindowSays({ trusted: true, unsaved: [] });
    place().write('log', 'before\n');
    place().write('out.txt');
  });

  const finish = () => place().finish([{ op: 'create', path: 'a.ts' }]);
  const runs = (): number => place().read('log').split('ran').length - 1;
  const sees = (path: string, kind: 'created' | 'changed' | 'deleted' = 'changed') =>
    place().observes([{ path, kind }]);
  /** Each of these happens before one turn of the task. */
  const beforeTurns = (...acts: (() => unknown)[]): void => {
    place().desk.onPrepared = async () => {
      await acts.shift()?.();
    };
  };

  it('are run once, when what they wrote is seen while they run', async () => {
    await beginChecked(place(), `${CHECK}; until test -e go; do sleep 0.02; done`);
    const finishing = finish();
    while (!existsSync(place().path('out.txt'))) await new Promise((resolve) => setTimeout(resolve, 10));
    await sees('out.txt');
    await sees('log');
    place().write('go', '');
    assert.equal((await finishing).state, 'completed');
    assert.equal(runs(), 1);
  });

  it('are run once, when it is seen after the look that followed them, and again after that', async () => {
    await beginChecked(place(), CHECK);
    beforeTurns(
      () => sees('out.txt'),
      () => sees('log'),
    );
    const { state, verification } = await finish();
    assert.deepEqual([state, verification.checks[0]?.status], ['completed', 'passed']);
    assert.equal(runs(), 1);
  });

  it('are run once, when a file of theirs comes and goes', async () => {
    await beginChecked(place(), 'echo ran >> log; echo x > tmp; until test -e go; do sleep 0.02; done; rm tmp');
    const finishing = finish();
    while (!existsSync(place().path('tmp'))) await new Promise((resolve) => setTimeout(resolve, 10));
    await sees('tmp', 'created');
    beforeTurns(() => sees('tmp', 'deleted'));
    place().write('go', '');
    assert.equal((await finishing).state, 'completed');
    assert.equal(runs(), 1);
  });

  it('are run again after a change from before they began, and after one since they ended', async () => {
    await beginChecked(place(), CHECK);
    place().write('b.ts');
    beforeTurns(
      () => sees('b.ts'),
      () => {
        place().write('c.ts');
        return sees('c.ts');
      },
      () => {
        place().remove('c.ts');
        return sees('c.ts', 'deleted');
      },
    );
    assert.equal((await finish()).state, 'completed');
    assert.equal(runs(), 4);
  });

  it('are run again after a change of a claimed file, when anything else is seen', async () => {
    await beginChecked(place(), CHECK);
    beforeTurns(() => {
      place().write('a.ts', 'changed since');
      return sees('out.txt');
    });
    assert.equal((await finish()).state, 'completed');
    assert.equal(runs(), 2);
  });

  it('are run again after something was claimed or expected meanwhile, and after a seen file was detached', async () => {
    const task = await beginChecked(place(), CHECK);
    const { desk, held } = place();
    place().write('b.ts');
    await sees('b.ts');
    await place().claims([{ op: 'read', path: 'a.ts' }]);
    beforeTurns(
      () => desk.act('task.progress', { ...held, files: [{ op: 'create', path: 'a.ts' }] }, agent),
      () => desk.run('task.edit', { task, files: ['*.ts'] }, ada),
      () => desk.run('files.detach', { task, path: 'b.ts', reason: 'It is nothing.' }, ada),
    );
    assert.equal((await finish()).state, 'completed');
    assert.equal(runs(), 4);
  });

  it('leave the task held to what they have left', async () => {
    const task = await beginChecked(place(), 'echo formatted > a.ts');
    assert.equal((await finish()).state, 'completed');
    assert.equal((await place().desk.look('evidence.check', { task })).status, 'verified');
    place().write('a.ts', 'else');
    assert.equal((await place().desk.look('evidence.check', { task })).status, 'failed');
  });

  it('run once for a completed task that is verified again, whatever they write', async () => {
    const task = await beginChecked(place(), 'echo ran >> log; date +%s%N > a.ts');
    await finish();
    beforeTurns(() => sees('a.ts'));
    assert.deepEqual((await place().verify(task)).verification.checks[0]?.status, 'passed');
    // Each time once more, for what they have written themselves.
    assert.equal(runs(), 4);
  });

  it('or others write meanwhile say something of what is there in the end', async () => {
    await beginChecked(place(), 'grep -q good a.ts && : > went && until test -e go; do sleep 0.02; done');
    place().write('a.ts', 'good');
    const finishing = finish();
    while (!existsSync(place().path('went'))) await new Promise((resolve) => setTimeout(resolve, 10));
    place().write('a.ts', 'bad');
    place().write('go', '');
    const { state, verification } = await finishing;
    assert.equal(state, 'implementing');
    assert.equal(verification.checks[0]?.status, 'failed');
  });
});

(process.platform === 'win32' ? describe.skip : describe)('G14 what checks make', () => {
  const place = usePlace();
  const CHECK = 'mkdir -p out; echo built > out/main.js; echo more >> old.txt; : > out/done';
  const LEFT = ['out/main.js', 'out/done'];

  beforeEach(() => place().desk.workspace.ownWindowSays({ trusted: true, unsaved: [] }));

  const finish = (files: string[] = []) =>
    place().finish(['a.ts', ...files].map((path) => ({ op: 'create' as const, path })));
  const see = (paths: readonly string[], kind: 'created' | 'changed' | 'deleted' = 'created') =>
    place().observes(paths.map((path) => ({ path, kind })));
  const evidence = async (task: string): Promise<string> => {
    await place().settle();
    return place().desk.task(task).evidence;
  };
  const answersFor = async (task: string): Promise<string[]> =>
    (await place().desk.look('task.evidence', { task })).files.map(({ path }) => path);
  const clean = async (paths: readonly string[]): Promise<void> => {
    for (const path of paths) place().remove(path);
    await see(paths, 'deleted');
  };

  it('is no duty of the task, and may be cleaned away after it, or before', async () => {
    const task = await beginChecked(place(), CHECK);
    place().desk.onPrepared = () => see(LEFT).then(() => undefined);
    const { verification } = await finish();
    place().desk.onPrepared = undefined;
    assert.equal(verification.status, 'verified', verification.summary);
    assert.deepEqual(await answersFor(task), ['a.ts']);
    assert.deepEqual(
      place()
        .desk.read('task.files', { task })
        .rows.map(({ path }) => path)
        .filter((path) => LEFT.includes(path))
        .sort(),
      [...LEFT].sort(),
      'it is told with the task all the same',
    );
    await clean(LEFT);
    assert.equal(await evidence(task), 'verified');
  });

  it('is none either when it comes and goes while the task is at work', async () => {
    const task = await beginChecked(place(), CHECK);
    await place().verify(task);
    await see(LEFT);
    await clean(LEFT);
    await place().verify(task);
    await see(LEFT);
    await place().verify(task);
    await see(LEFT, 'changed');
    await finish();
    assert.deepEqual(await answersFor(task), ['a.ts']);
    await clean(LEFT);
    assert.equal(await evidence(task), 'verified');
  });

  it('is one where it was there before the check, whoever wrote to it since', async () => {
    const task = await beginChecked(place(), CHECK);
    place().write('old.txt', 'made by hand\n');
    place().write('out/main.js', 'made by hand');
    place().desk.onPrepared = () => see(['old.txt', ...LEFT]).then(() => undefined);
    await finish();
    place().desk.onPrepared = undefined;
    assert.deepEqual(await answersFor(task), ['a.ts', 'old.txt', 'out/main.js']);
    await clean(['old.txt']);
    assert.equal(await evidence(task), 'changed');
  });

  it('is one where it is claimed, or changed by hand', async () => {
    const task = await beginChecked(place(), CHECK);
    await place().verify(task);
    await see(LEFT);
    place().write('out/done', 'by hand');
    await see(['out/done'], 'changed');
    await finish(['out/main.js']);
    assert.deepEqual(await answersFor(task), ['a.ts', 'out/done', 'out/main.js']);
    await clean(['out/main.js']);
    assert.equal(await evidence(task), 'changed');
  });

  it('is one where the plan names it, or it is put in the place of what git has', async () => {
    place().write('old.ts', 'unformatted\n');
    gitAdds(place(), 'old.ts');
    const task = await beginChecked(place(), 'echo x > b.ts; echo f > old.tmp; mv old.tmp old.ts', ['?.ts']);
    place().desk.onPrepared = () => see(['b.ts', 'old.ts']).then(() => undefined);
    assert.equal((await finish()).state, 'completed');
    place().desk.onPrepared = undefined;
    assert.deepEqual(await answersFor(task), ['a.ts', 'b.ts', 'old.ts']);
    await clean(['b.ts']);
    assert.equal(await evidence(task), 'changed');
  });
});

describe('G14 when checks were running', () => {
  const clock = { at: 10_000, wall: () => clock.at, steady: () => 0 };

  it('is what their times say, while they run as well', () => {
    const times = new CheckTimes(clock);
    const ends = times.begins('t', 9_000);
    assert.deepEqual([times.tasksAt(9_000), times.tasksAt(9_001)], [[], ['t']]);
    assert.deepEqual(times.tasksAt(10_001), [], 'from a time that is yet to come');
    ends(9_500);
    assert.deepEqual([times.tasksAt(9_500), times.tasksAt(9_501)], [['t'], []]);
  });

  it('is forgotten of the oldest, running or not, and what they left is a duty', () => {
    const times = new CheckTimes(clock);
    const ends = Array.from({ length: 201 }, (_, n) => times.begins(`t${n}`, n));
    ends.forEach((end, n) => end(n + 1));
    assert.deepEqual([times.tasksAt(1), times.tasksAt(2), times.tasksAt(201)], [[], ['t1'], ['t200']]);
  });

  for (const [told, set, isKnown] of [
    ['a clock that goes a little fast', 400, true],
    ['a clock that is set back', -3_600_000, false],
    ['a clock that is set on, or a machine that sleeps', 3_600_000, false],
  ] as const) {
    it(`is ${isKnown ? 'told' : 'not told'} by ${told}`, async () => {
      const times = new CheckTimes();
      const limits = { folder: tmpdir(), seconds: 10, outputBytes: 100, signal: never, closing: never };
      let asked = 0;
      const wall = (): number => 1_000_000 + (asked++ === 0 ? 0 : set);
      const run = await runApart('exit 0', { task: 't', times, ...limits, clock: { wall, steady: () => 0 } });
      assert.equal(run.result.status, 'passed');
      assert.deepEqual([run.after, run.until], [1_000_000, isKnown ? 1_000_400 : 1_000_000]);
      assert.deepEqual(times.tasksAt(1_000_001), isKnown ? ['t'] : []);
    });
  }
});

const never = new AbortController().signal;

function gitAdds(place: Place, path: string): void {
  for (const args of [
    ['init', '-q'],
    ['add', path],
  ])
    execFileSync('git', args, { cwd: place.folder });
}

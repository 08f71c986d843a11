import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { EngineClient } from '../../src/engine/client';
import { atMost, percentile } from '../figure';
import type { Benchmark, Report, Setting } from '../setting';
import { ACTOR, startEngine, workspaceWith } from '../stores/ours';

/** The leader is killed while both write; the time until the survivor's next write is on disk. */
export const takeover: Benchmark = async (setting, report) => {
  await measure(setting, report, '10 MB', setting.small);
  await measure(setting, report, `${setting.bigMb} MB`, setting.big);
};

async function measure(setting: Setting, report: Report, size: string, source: string): Promise<void> {
  const workspace = workspaceWith(setting, source);
  const times: number[] = [];
  for (let round = 0; round < (setting.quick ? 5 : 40); round++) times.push(await oneTakeover(setting, workspace));
  const p90 = percentile(times, 90);
  report({ what: `takeover after SIGKILL p50, ${size}`, unit: 'ms', ours: percentile(times, 50) });
  report({ what: `takeover after SIGKILL p90, ${size}`, unit: 'ms', ours: p90, ...atMost(500, 'ms', p90) });
}

async function oneTakeover(setting: Setting, workspace: string): Promise<number> {
  const leader = fork(process.argv[1]!, ['lead', workspace, JSON.stringify(setting)]);
  const ended = once(leader, 'exit').then(() => {
    throw new Error('the leader ended before its time');
  });
  await Promise.race([once(leader, 'message'), ended]);
  ended.catch(() => undefined);
  const survivor = startEngine(setting, workspace);
  await untilReadyAs(survivor, 'follower');
  const killed = await kill(leader, survivor);
  await survivor.execute('task.create', { title: 'after the leader' }, { actor: ACTOR });
  const took = performance.now() - killed;
  await survivor.close();
  return took;
}

/** Kills the leader between two of the survivor's writes, at a moment of its own. */
async function kill(leader: ChildProcess, survivor: EngineClient): Promise<number> {
  for (let n = 0; n < 20; n++) {
    await survivor.execute('task.create', { title: 'before' }, { actor: ACTOR });
  }
  const killed = performance.now();
  leader.kill('SIGKILL');
  return killed;
}

/** The process that is to be killed: leads, and writes without pause. */
export async function lead(setting: Setting, workspace: string): Promise<never> {
  const engine = startEngine(setting, workspace);
  await untilReadyAs(engine, 'leader');
  process.send?.('leading');
  for (;;) await engine.execute('task.create', { title: 'from the leader' }, { actor: ACTOR });
}

function untilReadyAs(engine: EngineClient, role: 'leader' | 'follower'): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = (): void => {
      const { status } = engine;
      if (status.state === 'absent' || status.state === 'opening') return;
      stop();
      if (status.state === 'ready' && status.role === role) resolve();
      else reject(new Error(`expected to be the ${role}, but the engine is ${JSON.stringify(status)}`));
    };
    const stop = engine.on('status', look);
    look();
  });
}

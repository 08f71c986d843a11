import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { KeptContent } from '../../../src/workspace/kept/keptContent';
import { Finisher } from '../lib/finishers';
import { newWorkspace, removeWorkspace, storeOf } from '../lib/folders';
import { startClient } from '../lib/product';
import { Random } from '../lib/random';
import type { Experiment, Report } from '../lib/report';

const PROCESSES = 3;
const SHORT_KILLS = 12;
const LONG_KILLS = 150;

/** Agents finish with files, and die while theirs are being looked at. */
export const evidence: Experiment = {
  name: 'evidence',
  about: `${PROCESSES} processes finish tasks with files and are killed in the middle of it, the leader as well`,
  async run(report, settings) {
    const random = Random.for(settings.seed, 'evidence');
    const workspace = newWorkspace();
    const finished = new Map<string, readonly string[]>();
    const refused = new Set<string>();
    let runs = 0;
    const start = (): Finisher => new Finisher({ workspace, name: `finisher${runs % PROCESSES}`, run: runs++ });
    const agents = Array.from({ length: PROCESSES }, start);
    const ended: Finisher[] = [];
    for (let kill = 0; kill < (settings.long ? LONG_KILLS : SHORT_KILLS); kill++) {
      const index = random.below(PROCESSES);
      const agent = agents[index];
      if (!agent) continue;
      const before = agent.begun;
      // Somewhere between the request and its answer, or a little later.
      await agent.until(() => agent.begun > before);
      await delay(random.below(12));
      await agent.kill();
      ended.push(agent);
      agents[index] = start();
    }
    await Promise.all(agents.map((agent) => agent.until(() => agent.finished.size > 0)));
    for (const agent of agents) await agent.kill();
    for (const agent of [...ended, ...agents]) {
      report.expect('no process sees an error', agent.errors.length === 0, () => agent.errors.join('; '));
      for (const [task, paths] of agent.finished) finished.set(task, paths);
      for (const task of agent.refused) refused.add(task);
    }
    await look(report, workspace, finished, refused);
    report.figure('finished, refused', `${finished.size}, ${refused.size}`);
    removeWorkspace(workspace);
  },
};

async function look(
  report: Report,
  workspace: string,
  finished: ReadonlyMap<string, readonly string[]>,
  refused: ReadonlySet<string>,
): Promise<void> {
  const kept = new KeptContent(join(storeOf(workspace).folder, 'objects'));
  const client = startClient(workspace, 'host');
  for (const [task, paths] of finished) {
    const { state, evidence: shown, files } = await client.read('task.evidence', { task });
    report.expectEqual('S1 what was answered as finished is', [state, shown], ['completed', 'verified'], task);
    report.expectEqual('S2 with all its files', files.map(({ path }) => path).sort(), [...paths].sort(), task);
    for (const { hash, path } of files) {
      const isKept = hash !== null && (await kept.content(hash)) !== undefined;
      report.expect('K1 what the store names is kept', isKept, () => path);
    }
    const { status } = await client.read('evidence.check', { task });
    report.expectEqual('G1 and is on disk', status, 'verified', task);
  }
  for (const task of refused) {
    const row = await client.read('task.get', { id: task });
    report.expectEqual(
      'G2 what was refused is not done',
      [row?.state, row?.evidence],
      ['implementing', 'failed'],
      task,
    );
  }
  const { rows } = await client.read('task.search', { status: 'completed', limit: 1_000 });
  for (const { id, evidence: shown } of rows) {
    report.expectEqual('G1 nothing is completed that was not verified', shown, 'verified', id);
  }
  await client.close();
}

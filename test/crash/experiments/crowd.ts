import type { EngineClient } from '../../../src/engine/client';
import { audit } from '../lib/audit';
import { newWorkspace, removeWorkspace, storeOf } from '../lib/folders';
import { startClient } from '../lib/product';
import { Random } from '../lib/random';
import type { Experiment } from '../lib/report';
import { allAcknowledged, Writer } from '../lib/writers';

const WRITES = 200;

/** Two windows and two agents write at once from the first moment on, when there is no store yet. */
export const crowd: Experiment = {
  name: 'crowd',
  about: `2 engines as in windows and 2 plain processes, ${WRITES} writes each, all at once`,
  async run(report, settings) {
    const random = Random.for(settings.seed, 'crowd');
    const workspace = newWorkspace();
    const started = Date.now();
    const writers = ['a', 'b'].map((name) => {
      const seed = random.below(1e9);
      return new Writer({ workspace, door: 'process', name, seed, callers: 10, pauseMs: 0, count: WRITES });
    });
    const windows = [startClient(workspace, 'host'), startClient(workspace, 'host')];
    const acknowledged = new Map<string, string>();
    await Promise.all(windows.map((window, index) => write(window, `window${index}`, acknowledged)));
    await Promise.all(writers.map(({ ended }) => ended));
    report.figure('all acknowledged after', `${Date.now() - started} ms`);
    const errors = writers.flatMap((writer) => writer.errors);
    report.expect('no caller sees an error', errors.length === 0, () => errors[0] ?? '');
    for (const [command, task] of allAcknowledged(writers)) acknowledged.set(command, task);
    report.expectEqual('every write is acknowledged', acknowledged.size, 4 * WRITES);
    await Promise.all(windows.map((window) => window.close()));
    const { tasks } = await audit(report, storeOf(workspace), acknowledged, 'after the crowd');
    report.expectEqual('every write is there once', tasks, 4 * WRITES);
    removeWorkspace(workspace);
  },
};

async function write(client: EngineClient, name: string, acknowledged: Map<string, string>): Promise<void> {
  const calls = Array.from({ length: WRITES }, async (_, index) => {
    const command = `${name}-${index}`;
    const { task } = await client.execute('task.create', { title: command }, { actor: name, requestId: command });
    acknowledged.set(command, task);
  });
  await Promise.all(calls);
}

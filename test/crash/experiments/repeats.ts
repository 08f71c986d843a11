import { audit } from '../lib/audit';
import { newWorkspace, removeWorkspace, storeOf } from '../lib/folders';
import { startClient } from '../lib/product';
import type { Experiment } from '../lib/report';
import { allAcknowledged, Writer } from '../lib/writers';

/** A request id makes a command happen once, whoever leads when it is sent again, in this life or the next. */
export const repeats: Experiment = {
  name: 'repeats',
  about: 'the same request id sent again to a new leader, after a clean close and after a kill',
  async run(report, settings) {
    const workspace = newWorkspace();
    const acknowledged = new Map<string, string>();
    const send = async (command: string, title: string): Promise<string> => {
      const client = startClient(workspace, 'process');
      try {
        const { task } = await client.execute('task.create', { title }, { actor: 'a', requestId: command });
        return task;
      } catch (error) {
        return (error as { code?: string }).code ?? String(error);
      } finally {
        await client.close();
      }
    };

    const first = await send('one', 'one');
    acknowledged.set('one', first);
    report.expectEqual('the same request gets the first answer from the next leader', await send('one', 'one'), first);
    report.expectEqual('another request with the same id is refused', await send('one', 'two'), 'request_id_reused');

    const writer = new Writer({ workspace, door: 'host', name: 'w', seed: settings.seed, callers: 3, pauseMs: 0 });
    await writer.until(() => writer.acknowledged.length > 20);
    const client = startClient(workspace, 'process');
    const follower = client.execute('task.create', { title: 'three' }, { actor: 'a', requestId: 'three' });
    acknowledged.set('three', (await follower).task);
    await writer.kill();
    const again = await client.execute('task.create', { title: 'three' }, { actor: 'a', requestId: 'three' });
    report.expectEqual(
      'a follower that took over gives the answer that it got itself',
      again.task,
      acknowledged.get('three'),
    );
    await client.close();
    for (const [command, task] of allAcknowledged([writer])) acknowledged.set(command, task);
    await audit(report, storeOf(workspace), acknowledged, 'after the repeats');
    removeWorkspace(workspace);
  },
};

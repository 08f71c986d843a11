import { openClient } from '../unit/engine/harness';

const AT_ONCE = 50;

// A program in a process of its own that notes something for each task it is told of: what it costs the extension host is
// nothing but to hear of it.
async function note(folder: string, tasks: readonly string[]): Promise<void> {
  const client = openClient({ folder, door: 'process' });
  for (let from = 0; from < tasks.length; from += AT_ONCE) {
    const batch = tasks.slice(from, from + AT_ONCE);
    await Promise.all(batch.map((task) => client.execute('task.note', { task, text: 'x' }, { actor: 'agent:noter' })));
  }
  await client.close();
}

process.once('message', ([folder, tasks]: [string, string[]]) => {
  void note(folder, tasks).then(() => process.disconnect());
});

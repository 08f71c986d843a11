import { isReady, openClient, reached } from '../engine/harness';

// What a window of VS Code is to the store, in a process that a test can kill: it leads from its first task on.
async function lead(folder: string): Promise<void> {
  const window = openClient({ folder, door: 'host' });
  await window.execute('task.create', { title: 'Made by a person' }, { actor: 'human:ada' });
  await reached(window, isReady);
  process.send?.('leading');
}

void lead(process.argv[2] ?? '');

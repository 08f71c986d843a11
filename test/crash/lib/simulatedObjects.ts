import { dirname } from 'node:path';
import type { ObjectFiles } from '../../../src/workspace/kept/objectFiles';
import type { SimulatedDisk } from './simulatedDisk';

/** A durability rule of kept content that is left out on purpose. */
export type KeptMutation =
  | 'contents are not synced'
  | 'names of contents are not synced'
  | 'the folder of contents is not synced into the store’s'
  | 'names that are found are taken for durable';

/**
 * Kept content on the simulated disk; gives way between any two calls, so that those who keep at once meet. `endsAtName`: whether
 * the disk's time is over as soon as a name has come, the moment in which it is there and not yet there to stay.
 */
export function simulatedObjects(
  disk: SimulatedDisk,
  mutation?: KeptMutation,
  endsAtName: () => boolean = () => false,
): ObjectFiles {
  const step = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  /** Where a name has come that its writer is to sync. */
  const renamedIn = new Set<string>();
  return {
    async makeFolder(path) {
      await step();
      const isNew = !disk.exists(path);
      disk.mkdirSync(path);
      if (isNew) renamedIn.add(dirname(path));
      return isNew;
    },
    async writeNew(path, content) {
      await step();
      const fd = disk.openSync(path, 'wx');
      disk.writeSync(fd, content, 0, content.length, 0);
      await step();
      if (mutation !== 'contents are not synced') disk.fsyncSync(fd);
      disk.closeSync(fd);
    },
    async rename(from, to) {
      await step();
      disk.renameSync(from, to);
      renamedIn.add(dirname(to));
      if (endsAtName()) disk.crashAfter(1);
    },
    async remove(path) {
      await step();
      if (disk.exists(path)) disk.unlinkSync(path);
    },
    async syncFolder(path) {
      await step();
      const isStore = path.endsWith('.task_orchestrator');
      if (mutation === 'names of contents are not synced' && !isStore) return;
      if (mutation === 'the folder of contents is not synced into the store’s' && isStore) return;
      const isFound = !renamedIn.delete(path) && !isStore;
      if (mutation === 'names that are found are taken for durable' && isFound) return;
      const fd = disk.openSync(path, 'r');
      disk.fsyncSync(fd);
      disk.closeSync(fd);
    },
    async read(path) {
      await step();
      return disk.content(path);
    },
    async readPart(path, at, length) {
      await step();
      const content = disk.content(path);
      if (at < 0 || at + length > content.length) throw new Error('the file ends before that');
      return content.slice(at, at + length);
    },
    async touch(path) {
      await step();
      return disk.exists(path);
    },
    async stat(path) {
      await step();
      if (!disk.exists(path)) return undefined;
      const { size } = disk.statSync(path);
      return { size, mtimeMs: 0 };
    },
    async names(folder) {
      await step();
      return disk.exists(folder) ? disk.readdirSync(folder) : [];
    },
  };
}

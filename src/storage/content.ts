import { readFully, type StoreFiles } from './files';

/** Reads up to as many bytes as the target has; fewer only at the end. */
export type Content = (target: Uint8Array, position: number) => number;

export const openFile =
  (files: StoreFiles, fd: number, end = Infinity): Content =>
  (target, position) =>
    readFully(files, fd, target.subarray(0, Math.max(0, end - position)), position);

export const inMemory =
  (bytes: Uint8Array): Content =>
  (target, position) => {
    const part = bytes.subarray(position, position + target.length);
    target.set(part);
    return part.length;
  };

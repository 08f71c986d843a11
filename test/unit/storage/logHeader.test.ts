import assert from 'node:assert/strict';
import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { diskFiles, type StoreFiles } from '../../../src/storage/files';
import { Store } from '../../../src/storage/store';
import { sqlite, useFolder } from './harness';

const HEADER_BYTES = 32;

describe('S12 a log', () => {
  const folder = useFolder();

  const open = async (files: StoreFiles = diskFiles) => Store.open({ folder: folder(), files, ...(await sqlite()) });
  const names = (store: Store) => store.connection.rows('select name from streams').map(({ name }) => name);

  /** A store that ended without publishing its only commit. */
  async function leaveLog(): Promise<string> {
    const store = await open();
    store.commit([
      () => store.connection.run("insert into streams (name, position, created_at) values ('kept', 1, 1)"),
    ]);
    const path = store.layout.wal(store.generation);
    store.abandon();
    return path;
  }

  it('has a durable header before its first frame is written', async () => {
    const calls: string[] = [];
    const logs = new Set<number>();
    const recording: StoreFiles = {
      ...diskFiles,
      openSync(path, flags, mode) {
        const fd = diskFiles.openSync(path, flags, mode);
        if (path.endsWith('.wal')) logs.add(fd);
        return fd;
      },
      writeSync(fd, source, offset, length, position) {
        if (logs.has(fd)) calls.push(position < HEADER_BYTES ? 'header' : 'frames');
        return diskFiles.writeSync(fd, source, offset, length, position);
      },
      fdatasyncSync(fd) {
        if (logs.has(fd)) calls.push('sync');
        diskFiles.fdatasyncSync(fd);
      },
    };
    const store = await open(recording);
    store.commit([() => store.connection.run("insert into streams (name, position, created_at) values ('a', 1, 1)")]);
    store.abandon();
    assert.deepEqual(calls, ['header', 'sync', 'frames', 'sync']);
  });

  it('with damage in any byte of its header is refused, and left as it is', async () => {
    const path = await leaveLog();
    const whole = readFileSync(path);
    for (let at = 0; at < HEADER_BYTES; at++) {
      for (const flip of [0x01, 0x80, 0xff]) {
        const damaged = Uint8Array.from(whole, (byte, index) => (index === at ? byte ^ flip : byte));
        writeFileSync(path, damaged);
        await assert.rejects(open(), { code: 'store_damaged', message: /header of the log is damaged/ }, `byte ${at}`);
        assert.deepEqual(Uint8Array.from(readFileSync(path)), damaged);
      }
    }
    writeFileSync(path, whole);
    const store = await open();
    assert.deepEqual(names(store), ['kept']);
    store.abandon();
  });

  it('whose header was never completely written is empty', async () => {
    const path = await leaveLog();
    const header = readFileSync(path).subarray(0, HEADER_BYTES);
    const torn = [header.subarray(0, 7), header, Buffer.alloc(HEADER_BYTES), Buffer.alloc(0)];
    for (const content of torn) {
      writeFileSync(path, content);
      const store = await open();
      assert.deepEqual(names(store), []);
      store.abandon();
    }
  });

  it('that ends in the middle of a frame gives what was committed before', async () => {
    const path = await leaveLog();
    const end = readFileSync(path).length;
    const store = await open();
    store.commit([() => store.connection.run("insert into streams (name, position, created_at) values ('b', 2, 1)")]);
    store.abandon();
    truncateSync(path, end + 100);
    const again = await open();
    assert.deepEqual(names(again), ['kept']);
    again.abandon();
    assert.equal(path, join(folder(), `state-${again.generation}.wal`));
  });
});

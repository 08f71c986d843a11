import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { KeptContent } from '../../../src/workspace/kept/keptContent';
import { objectFiles, type ObjectFiles } from '../../../src/workspace/kept/objectFiles';
import { useFolder } from '../storage/harness';
import { hashOf } from './place';

const OLD = new Date(Date.now() - 3_600_000);

describe('K kept content', () => {
  const folder = useFolder();
  const objects = () => join(folder(), 'objects');
  const fileOf = (hash: string) => join(objects(), hash.slice(0, 2), hash.slice(2));
  const keep = async (kept: KeptContent, text: string): Promise<string> => {
    const hash = hashOf(text);
    await kept.keep(hash, Buffer.from(text));
    return hash;
  };

  it('K1 comes back as it was, under its hash and smaller', async () => {
    const kept = new KeptContent(objects());
    const text = '\ufeffline\r\n'.repeat(1_000);
    const hash = await keep(kept, text);
    assert.ok(await kept.has(hash));
    assert.equal(await kept.text(hash), text);
    assert.ok(statSync(fileOf(hash)).size < 1_000);
    assert.equal(await kept.text(hashOf('another')), undefined);
  });

  it('K1 is there once, whoever keeps it at the same time, and nothing half written beside it', async () => {
    const one = new KeptContent(objects());
    const other = new KeptContent(objects());
    const hash = hashOf('same');
    await Promise.all([one, other, one, other].map((kept) => kept.keep(hash, Buffer.from('same'))));
    assert.deepEqual(readdirSync(join(objects(), hash.slice(0, 2))), [hash.slice(2)]);
  });

  it('K2 what is damaged is never handed out, and can be kept anew', async () => {
    const kept = new KeptContent(objects());
    const hash = await keep(kept, 'good');
    for (const damage of [Buffer.from('nonsense'), readFileSync(fileOf(await keep(kept, 'other')))]) {
      writeFileSync(fileOf(hash), damage);
      assert.equal(await kept.text(hash), undefined);
      assert.ok(existsSync(fileOf(hash)), 'looking removes nothing');
      assert.ok(!(await kept.has(hash)));
      await keep(kept, 'good');
      assert.equal(await kept.text(hash), 'good');
    }
  });

  it('K2 what cannot be read just now stays, and is told apart from what is not kept', async () => {
    let fails = false;
    const full = Object.assign(new Error('too many open files'), { code: 'EMFILE' });
    const kept = new KeptContent(
      objects(),
      watched(({ read }) => ({ read: (path) => (fails ? Promise.reject(full) : read(path)) })),
    );
    const hash = await keep(kept, 'precious');
    fails = true;
    await assert.rejects(kept.text(hash), { code: 'not_possible' });
    fails = false;
    assert.equal(await kept.text(hash), 'precious');
  });

  /** Real files, of which some calls fail or are counted. */
  function watched(change: (files: ObjectFiles) => Partial<ObjectFiles>): ObjectFiles {
    return { ...objectFiles, ...change(objectFiles) };
  }
  const many = (count: number, what: string) =>
    new Map(Array.from({ length: count }, (_, n) => [hashOf(`${what} ${n}`), Buffer.from(`${what} ${n}`)] as const));
  const packs = () => readdirSync(objects()).filter((name) => name.startsWith('pack-'));

  it('K1 what comes together is synced together, and found again by whoever comes later', async () => {
    let syncs = 0;
    const kept = new KeptContent(
      objects(),
      watched(({ writeNew, syncFolder }) => ({
        writeNew: (...given) => (syncs++, writeNew(...given)),
        syncFolder: (...given) => (syncs++, syncFolder(...given)),
      })),
    );
    const contents = many(1_000, 'file');
    await kept.keepAll(contents);
    assert.ok(syncs <= 4, String(syncs));
    const later = new KeptContent(objects());
    for (const [hash, content] of contents) assert.equal(await later.text(hash), String(content));
    // One that was there before the pack looks again when it misses something.
    const before = new KeptContent(objects());
    assert.ok(!(await before.has(hashOf('more 0'))));
    await kept.keepAll(many(10, 'more'));
    assert.ok(await before.has(hashOf('more 0')));
    assert.ok(await before.renew(hashOf('more 9')));
  });

  it('K1 nobody takes for kept what is just being written by another', async () => {
    let atSync = (): void => undefined;
    let goOn = (): void => undefined;
    const reached = new Promise<void>((resolve) => (atSync = resolve));
    const allowed = new Promise<void>((resolve) => (goOn = resolve));
    const kept = new KeptContent(
      objects(),
      watched(({ syncFolder }) => ({
        syncFolder: async (path) => {
          if (path !== folder()) {
            atSync();
            await allowed;
          }
          await syncFolder(path);
        },
      })),
    );
    const contents = many(5, 'slow');
    const first = kept.keepAll(contents);
    await reached;
    let isKept = false;
    const second = kept.keepAll(many(1, 'slow')).then(() => (isKept = true));
    await new Promise((resolve) => setImmediate(resolve));
    assert.ok(!isKept, 'its name may not be there to stay');
    goOn();
    await Promise.all([first, second]);
    assert.equal(packs().length, 1);
  });

  for (const [what, fault] of [
    ['writeNew', 'ENOSPC'],
    ['rename', 'EIO'],
    ['syncFolder', 'EIO'],
  ] as const) {
    for (const count of [1, 20]) {
      it(`K1 ${fault} at ${what} of ${count} keeps nothing, and leaves nothing that looks kept`, async () => {
        let fails = true;
        const kept = new KeptContent(
          objects(),
          watched((files) => ({
            [what]: async (...given: [string, never]) => {
              if (fails && !(what === 'syncFolder' && given[0] === folder())) {
                if (what === 'writeNew') writeFileSync(given[0], 'half');
                throw Object.assign(new Error(fault), { code: fault });
              }
              return (files[what] as (...all: unknown[]) => Promise<void>)(...given);
            },
          })),
        );
        const contents = many(count, 'unlucky');
        await assert.rejects(kept.keepAll(contents));
        const hash = hashOf('unlucky 0');
        assert.ok(!(await kept.has(hash)) && !(await new KeptContent(objects()).has(hash)));
        const left = readdirSync(objects(), { recursive: true, encoding: 'utf8' });
        assert.deepEqual(
          left.filter((name) => name.length > 2),
          [],
        );
        fails = false;
        await kept.keepAll(contents);
        assert.equal(await new KeptContent(objects()).text(hash), 'unlucky 0');
      });
    }
  }

  it('K2 what is damaged in a pack harms nothing else in it', async () => {
    const kept = new KeptContent(objects());
    await kept.keepAll(many(10, 'file'));
    const [pack = ''] = packs();
    const bytes = readFileSync(join(objects(), pack));
    bytes.fill(0xff, 28, 30);
    writeFileSync(join(objects(), pack), bytes);
    const later = new KeptContent(objects());
    const texts = await Promise.all([...many(10, 'file').keys()].map((hash) => later.text(hash)));
    const lost = texts.flatMap((text, n) => (text === undefined ? [n] : []));
    assert.equal(lost.length, 1);
    await later.keepAll(many(10, 'file'));
    assert.equal(await new KeptContent(objects()).text(hashOf(`file ${lost[0]}`)), `file ${lost[0]}`);
  });

  for (const [how, harm] of [
    ['cut off', (bytes: Buffer) => bytes.subarray(0, bytes.length - 7)],
    ['empty', () => Buffer.alloc(0)],
    ['with a list that lies', (bytes: Buffer) => Buffer.concat([bytes.subarray(0, -10), Buffer.alloc(10, 9)])],
  ] as const) {
    it(`K2 a pack that is ${how} is none, and what was in it can be kept anew`, async () => {
      await new KeptContent(objects()).keepAll(many(10, 'file'));
      const file = join(objects(), packs()[0] ?? '');
      writeFileSync(file, harm(readFileSync(file)));
      const kept = new KeptContent(objects());
      assert.equal(await kept.text(hashOf('file 3')), undefined);
      await kept.keepAll(many(10, 'file'));
      assert.equal(await kept.text(hashOf('file 3')), 'file 3');
      utimesSync(file, OLD, OLD);
      await kept.collect(0, () => true);
      assert.ok(!existsSync(file), 'it serves nobody');
    });
  }

  it('K2 what is removed by hand while it is in use is kept anew', async () => {
    const kept = new KeptContent(objects());
    for (const count of [1, 10]) {
      await kept.keepAll(many(count, 'file'));
      rmSync(objects(), { recursive: true });
      assert.equal(await kept.text(hashOf('file 0')), undefined);
      await kept.keepAll(many(count, 'file'));
      assert.equal(await kept.text(hashOf('file 0')), 'file 0');
    }
  });

  it('K3 of a pack that is hardly in use, what is goes on in one of its own', async () => {
    const kept = new KeptContent(objects());
    await kept.keepAll(many(100, 'file'));
    const file = join(objects(), packs()[0] ?? '');
    utimesSync(file, OLD, OLD);
    const used = new Set([hashOf('file 7'), hashOf('file 8')]);
    const most = await kept.collect(0, (hash) => !used.has(hash));
    assert.equal(most.dropped, 0, 'most of it is in use');
    const collected = await kept.collect(0, (hash) => used.has(hash));
    assert.equal(collected.dropped, 98);
    assert.ok(!existsSync(file));
    for (const reader of [kept, new KeptContent(objects())]) {
      assert.equal(await reader.text(hashOf('file 7')), 'file 7');
      assert.ok(!(await reader.has(hashOf('file 9'))));
    }
    assert.ok(await kept.isOver(collected.bytes - 1));
    assert.ok(!(await kept.isOver(collected.bytes)));
    assert.equal((await kept.collect(0, () => false)).dropped, 2, 'it is as old as before');
  });

  for (const count of [1, 10]) {
    it(`K3 what is asked for while room is made stays (${count})`, async () => {
      const kept = new KeptContent(objects());
      await kept.keepAll(many(count, 'file'));
      for (const name of readdirSync(objects(), { recursive: true, encoding: 'utf8' })) {
        utimesSync(join(objects(), name), OLD, OLD);
      }
      const renewed: Promise<boolean>[] = [];
      // Nothing names it yet when it is asked about; the answer to whoever keeps it must be true all the same.
      const collected = await kept.collect(0, (hash) => {
        queueMicrotask(() => renewed.push(kept.renew(hash)));
        return false;
      });
      const answers = await Promise.all(renewed);
      assert.equal(answers.length, count);
      for (const [index, hash] of [...many(count, 'file').keys()].entries()) {
        assert.equal(await kept.has(hash), answers[index]);
      }
      assert.ok(collected.dropped <= count);
    });

    it(`K3 what is just being asked for when room is made stays (${count})`, async () => {
      const kept = new KeptContent(objects());
      await kept.keepAll(many(count, 'file'));
      for (const name of readdirSync(objects(), { recursive: true, encoding: 'utf8' })) {
        utimesSync(join(objects(), name), OLD, OLD);
      }
      const asked = [...many(count, 'file').keys()].map((hash) => kept.renew(hash));
      await kept.collect(0, () => false);
      for (const [index, hash] of [...many(count, 'file').keys()].entries()) {
        assert.equal(await kept.has(hash), await asked[index]);
      }
    });
  }

  it('K3 makes room, the oldest first, and leaves what is in use and what is new', async () => {
    const kept = new KeptContent(objects());
    const hashes: string[] = [];
    for (let n = 0; n < 10; n++) {
      const hash = await keep(kept, `${n} ${hashOf(String(n)).repeat(20)}`);
      hashes.push(hash);
      const at = new Date(OLD.getTime() + n * 1_000);
      utimesSync(fileOf(hash), at, at);
    }
    const young = await keep(kept, 'just now');
    const partial = join(objects(), hashes[0]!.slice(0, 2), 'partial-1-abc');
    writeFileSync(partial, 'half');
    utimesSync(partial, OLD, OLD);
    assert.ok(await kept.isOver(100));
    const collected = await kept.collect(300, (hash) => hash === hashes[1]);
    assert.ok(collected.dropped >= 6, JSON.stringify(collected));
    assert.ok(await kept.has(hashes[1]!), 'in use');
    assert.ok(await kept.has(young), 'new');
    assert.ok(!(await kept.has(hashes[0]!)), 'oldest');
    assert.ok(!existsSync(partial), 'left behind by a crash');
    const all = await kept.collect(0, () => true);
    assert.equal(all.dropped, 0, 'whatever is in use stays');
  });
});

import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { KeptContent } from '../../../src/workspace/kept/keptContent';
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
    const kept = new KeptContent(objects());
    const hash = await keep(kept, 'precious');
    // As with too many files open: it is there, and reading fails.
    renameSync(fileOf(hash), `${fileOf(hash)}-aside`);
    mkdirSync(fileOf(hash));
    await assert.rejects(kept.text(hash), { code: 'not_possible' });
    rmdirSync(fileOf(hash));
    renameSync(`${fileOf(hash)}-aside`, fileOf(hash));
    assert.equal(await kept.text(hash), 'precious');
  });

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

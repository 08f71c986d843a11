import assert from 'node:assert/strict';
import { readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { OwnerNote } from '../../../src/engine/owner';
import { useFolder } from '../storage/harness';

const elsewhere = { machine: 'other-machine', boot: 'other-boot', pid: 4242, version: '0', claim: 'theirs' };

describe('E7 the note of who has the store open', () => {
  const folder = useFolder();
  const path = () => join(folder(), 'owner.json');

  it('of another machine that is at work refuses us, by name', async () => {
    writeFileSync(path(), JSON.stringify(elsewhere));
    const note = new OwnerNote(folder(), '1');
    const claimed = note.claim({ watchMs: 60 });
    const later = new Date(Date.now() + 60_000);
    utimesSync(path(), later, later);
    await assert.rejects(claimed, { code: 'store_elsewhere', message: /other-machine/ });
    assert.deepEqual(JSON.parse(readFileSync(path(), 'utf8')), elsewhere);
  });

  it('of another machine that is gone gives way', async () => {
    writeFileSync(path(), JSON.stringify(elsewhere));
    const note = new OwnerNote(folder(), '1');
    await note.claim({ watchMs: 20 });
    assert.equal(OwnerNote.pidIn(folder()), process.pid);
    note.release();
    assert.equal(OwnerNote.pidIn(folder()), undefined);
  });

  it('that makes no sense does not stand in the way', async () => {
    writeFileSync(path(), '{"pid": "what"');
    const note = new OwnerNote(folder(), '1');
    await note.claim();
    note.release();
  });
});

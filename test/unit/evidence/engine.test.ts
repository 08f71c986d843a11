import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { EngineClient } from '../../../src/engine/client';
import { follows, leads, reached, useClients } from '../engine/harness';
import { hashOf } from './place';

const ada = { actor: 'human:ada' };
const agent = { actor: 'agent:claude/1' };
const posix = process.platform === 'win32' ? it.skip : it;
const KEY = 'k'.repeat(43);

describe('E12 commands that look at the disk first', () => {
  const { folder, open } = useClients();
  const write = (path: string, content: string): string => {
    mkdirSync(join(folder(), path, '..'), { recursive: true });
    writeFileSync(join(folder(), path), content);
    return hashOf(content);
  };
  const begin = async (
    client: EngineClient,
    plan: { checks?: string[] } = {},
  ): Promise<{ task: string; claim: string }> => {
    const { task } = await client.execute('task.plan', { goal: 'Do it', ...plan }, ada);
    if (plan.checks) await client.execute('checks.approve', { task, checks: plan.checks }, ada);
    const taken = await client.execute('task.claim', { task }, agent);
    assert.ok('claim' in taken);
    return { task, claim: taken.claim };
  };
  /** Resolves once a task shows this evidence. */
  const shows = async (client: EngineClient, task: string, evidence: string): Promise<void> => {
    for (;;) {
      const changed = new Promise<void>((done) => {
        const off = client.on('changes', () => {
          off();
          done();
        });
      });
      if ((await client.read('task.get', { id: task }))?.evidence === evidence) return;
      await changed;
    }
  };
  const finish = { result: 'done', summary: 'Done.' } as const;

  posix('hold up nobody, and are taken up where they were', async () => {
    const client = open('host');
    client.tellWindow({ trusted: true, unsaved: [] });
    const held = await begin(client, { checks: ['until test -e go; do sleep 0.02; done'] });
    let isDone = false;
    const finishing = client.execute('task.finish', { ...held, ...finish }, agent).finally(() => (isDone = true));
    for (let n = 0; n < 20; n++) await client.execute('task.create', { title: `Meanwhile ${n}` }, ada);
    assert.equal((await client.read('task.get', { id: held.task }))?.state, 'implementing');
    assert.ok(!isDone);
    write('go', '');
    const { state, verification } = await finishing;
    assert.deepEqual([state, verification.status], ['completed', 'verified']);
  });

  posix('answer a repeated request from the record, without another look', async () => {
    const client = open('host');
    client.tellWindow({ trusted: true, unsaved: [] });
    const held = await begin(client, { checks: ['echo ran >> log'] });
    const request = () => client.execute('task.finish', { ...held, ...finish }, { ...agent, requestId: 'once' });
    const first = await request();
    rmSync(join(folder(), 'log'));
    assert.deepEqual(await request(), first);
    assert.ok(!existsSync(join(folder(), 'log')));
  });

  posix('G13 do not run a check again for files that it writes, however late they are seen', async () => {
    const client = open('host');
    client.tellWindow({ trusted: true, unsaved: [] });
    const check = 'echo ran >> log; date +%s%N > out.txt; echo more >> large.bin; echo > done';
    const held = await begin(client, { checks: [check] });
    // It takes so long to read that what is told once the check has ended comes after the look that follows it has begun.
    write('large.bin', '');
    for (const path of ['log', 'out.txt']) write(path, 'before\n');
    truncateSync(join(folder(), 'large.bin'), 400 << 20);
    const files = [{ op: 'create' as const, path: 'large.bin' }];
    const done = new AbortController();
    const finishing = client.execute('task.finish', { ...held, ...finish, files }, agent).finally(() => done.abort());
    while (!existsSync(join(folder(), 'done'))) await new Promise((soon) => setTimeout(soon, 5));
    let seen = 0;
    while (!done.signal.aborted) {
      const changes = ['out.txt', 'log', 'done'].map((path) => ({ path, kind: 'changed' as const }));
      seen += (await client.execute('files.observe', { changes }, { actor: 'system' })).attributed;
    }
    const { state, verification } = await finishing;
    assert.deepEqual([state, verification.status], ['completed', 'verified']);
    assert.ok(seen >= 3, 'it was seen before the task was completed');
    // The second time for what it has written into the claimed file, and not for anything that was seen.
    assert.equal(readFileSync(join(folder(), 'log'), 'utf8'), 'before\nran\nran\n');
  });

  posix('end with the engine, and what they started with them', async () => {
    const client = open('host');
    client.tellWindow({ trusted: true, unsaved: [] });
    const held = await begin(client, { checks: ['echo $$ > pid; sleep 600'] });
    const finishing = client.execute('task.finish', { ...held, ...finish }, agent).catch((error: unknown) => error);
    while (!existsSync(join(folder(), 'pid'))) await client.read('task.get', { id: held.task });
    await client.close();
    assert.equal(((await finishing) as { code: string }).code, 'store_closed');
    const again = open('host');
    assert.equal((await again.read('task.get', { id: held.task }))?.state, 'implementing');
  });

  it('are done once, by the next leader, when the one that looked is gone', async () => {
    const first = open('host', { hostKey: KEY });
    const held = await begin(first);
    await reached(first, leads);
    const second = open('host', { hostKey: KEY });
    await reached(second, follows);
    const files = Array.from({ length: 200 }, (_, n) => ({ op: 'create' as const, path: `f/${n}` }));
    for (const { path } of files) write(path, `content of ${path}`);
    const finishing = second.execute('task.finish', { ...held, ...finish, files }, agent);
    await first.close();
    const { state, verification } = await finishing;
    assert.deepEqual([state, verification.status, verification.total], ['completed', 'verified', 200]);
    assert.equal((await second.read('task.results', { task: held.task })).rows.length, 1);
  });

  it('know what every window has unsaved, also after another one leads', async () => {
    const first = open('host', { hostKey: KEY });
    const held = await begin(first);
    const second = open('host', { hostKey: KEY });
    await reached(second, follows);
    second.tellWindow({ trusted: true, unsaved: ['a.ts'] });
    const sha256 = hashOf('new');
    write('a.ts', 'old');
    const files = [{ op: 'modify' as const, path: 'a.ts', sha256 }];
    await second.execute('task.progress', { ...held, files }, agent);
    const look = async () => (await first.read('evidence.check', { task: held.task })).files[0]?.status;
    assert.equal(await look(), 'unsaved');
    await first.close();
    await reached(second, leads);
    const third = open('process');
    assert.equal((await third.read('evidence.check', { task: held.task })).files[0]?.status, 'unsaved');
    second.tellWindow({ trusted: true, unsaved: [] });
    assert.equal((await second.read('evidence.check', { task: held.task })).files[0]?.status, 'differs');
  });

  it('X1 are done again by themselves once what an editor had unsaved is saved, reverted or gone with its window', async () => {
    const leading = open('host', { hostKey: KEY });
    leading.tellWindow({ trusted: true, unsaved: [] });
    const held = await begin(leading);
    write('a.ts', 'done');
    const files = [{ op: 'create' as const, path: 'a.ts' }];
    await leading.execute('task.finish', { ...held, ...finish, files }, agent);
    const window = open('host', { hostKey: KEY });
    await reached(window, follows);
    const recorded = async () => (await leading.read('task.evidence', { task: held.task })).files[0]?.status;
    const found = async () => (await leading.read('evidence.check', { task: held.task })).files[0]?.status;
    const becomes = async (status: string, now: () => Promise<string | null | undefined>): Promise<void> => {
      while ((await now()) !== status) await delay(10);
    };
    const edit = async (editor: EngineClient): Promise<void> => {
      write('a.ts', 'broken');
      editor.tellWindow({ trusted: true, unsaved: ['a.ts'] });
      await becomes('unsaved', found);
      await leading.execute('files.observe', { changes: [{ path: 'a.ts', kind: 'changed' }] }, { actor: 'system' });
      await becomes('unsaved', recorded);
    };
    await edit(leading);
    leading.tellWindow({ trusted: true, unsaved: [] });
    await becomes('differs', recorded);
    await edit(window);
    window.tellWindow({ trusted: true, unsaved: [] });
    await becomes('differs', recorded);
    await edit(window);
    await window.close();
    await becomes('differs', recorded);
  });

  it('run no checks where no window leads', async () => {
    const window = open('host');
    const held = await begin(window, { checks: ['true'] });
    await window.close();
    const client = open('process');
    const { verification } = await client.execute('task.finish', { ...held, ...finish }, agent);
    assert.equal(verification.status, 'unverifiable');
    assert.match(verification.summary, /a window of VS Code/);
  });

  posix('G11 run checks that waited, once somebody trusts the folder', async () => {
    const client = open('host');
    client.tellWindow({ trusted: false, unsaved: [] });
    const held = await begin(client, { checks: ['true'] });
    const { verification } = await client.execute('task.finish', { ...held, ...finish }, agent);
    assert.equal(verification.status, 'unverifiable');
    client.tellWindow({ trusted: true, unsaved: [] });
    await shows(client, held.task, 'verified');
  });

  it('F10 look at completed tasks again by themselves when their files change', async () => {
    const client = open('host');
    const held = await begin(client);
    write('a.ts', 'done');
    await client.execute('task.finish', { ...held, ...finish, files: [{ op: 'create', path: 'a.ts' }] }, agent);
    write('a.ts', 'broken');
    await client.execute('files.observe', { changes: [{ path: 'a.ts', kind: 'changed' }] }, { actor: 'system' });
    await shows(client, held.task, 'changed');
    write('a.ts', 'done');
    await client.execute('files.observe', { changes: [{ path: 'a.ts', kind: 'changed' }] }, { actor: 'system' });
    await shows(client, held.task, 'verified');
  });

  it('G3 complete a parent by themselves once its own files are there', async () => {
    const client = open('host');
    const { task, steps } = await client.execute(
      'task.plan',
      { goal: 'All', files: ['CHANGELOG.md'], steps: [{ key: 'a', title: 'A' }] },
      ada,
    );
    write('CHANGELOG.md', 'All of it.');
    const taken = await client.execute('task.claim', { task: steps['a'] ?? '' }, agent);
    assert.ok('claim' in taken);
    await client.execute('task.finish', { task: taken.task, claim: taken.claim, ...finish }, agent);
    await shows(client, task, 'verified');
    assert.equal((await client.read('task.get', { id: task }))?.state, 'completed');
  });

  it('answer questions also where nothing is kept yet, and leave the folder as it is', async () => {
    const client = open('host');
    client.tellWindow({ trusted: true, unsaved: ['a.ts'] });
    await assert.rejects(client.read('evidence.check', { task: 'task_none' }), { code: 'not_found' });
    assert.deepEqual(await client.read('content.text', { hash: hashOf('') }), { text: null });
    assert.ok(!existsSync(join(folder(), '.task_orchestrator')));
  });

  it('X1 what changed while no window was open is found when one opens, once, and only in a trusted folder', async () => {
    const before = open('host', { hostKey: KEY });
    const held = await begin(before);
    write('a.ts', 'done');
    await before.execute('task.finish', { ...held, ...finish, files: [{ op: 'create', path: 'a.ts' }] }, agent);
    await before.close();
    write('a.ts', 'changed meanwhile');
    const said: string[] = [];
    const log = (who: string) => (_level: string, text: string) => {
      if (text.startsWith('Looked at')) said.push(`${who}: ${text.replace(/\d+ ms/, 'some ms')}`);
    };
    const restricted = open('host', { hostKey: KEY, log: log('restricted') });
    restricted.tellWindow({ trusted: false, unsaved: [] });
    await reached(restricted, leads);
    await restricted.read('task.get', { id: held.task });
    await restricted.close();
    const first = open('host', { hostKey: KEY, log: log('first') });
    first.tellWindow({ trusted: true, unsaved: [] });
    await reached(first, leads);
    const second = open('host', { hostKey: KEY, log: log('second') });
    second.tellWindow({ trusted: true, unsaved: [] });
    await reached(second, follows);
    await shows(second, held.task, 'changed');
    // The round goes on when it is known.
    while (said.length === 0) await delay(20);
    assert.deepEqual(said, ['first: Looked at 1 files for changes that nobody told of, in some ms.']);
    // Whoever leads next has not seen what happened meanwhile, and looks once more.
    write('a.ts', 'done');
    await first.close();
    await shows(second, held.task, 'verified');
    while (said.length === 1) await delay(20);
    assert.deepEqual(
      said.map((text) => text.split(':')[0]),
      ['first', 'second'],
    );
  });

  it('X1 what was made for work that goes on, with no window open, is found when one opens', async () => {
    const client = open('host', { hostKey: KEY });
    const { task } = await begin(client);
    write('made/while/nobody/watched.ts', 'new');
    client.tellWindow({ trusted: true, unsaved: [] });
    const told = async () => (await client.read('task.files', { task })).rows.map(({ path }) => path);
    while (!(await told()).includes('made/while/nobody/watched.ts')) await delay(50);
  });

  it('X1 what a system did not tell of in a storm of changes is found when it is over', async () => {
    const window = open('host', { hostKey: KEY });
    window.tellWindow({ trusted: true, unsaved: [] });
    const held = await begin(window);
    write('a.ts', 'done');
    await window.execute('task.finish', { ...held, ...finish, files: [{ op: 'create', path: 'a.ts' }] }, agent);
    // By then the look at the start is over.
    await delay(1_500);
    write('a.ts', 'changed in a storm');
    // In parts, none of which is many.
    const storm = () =>
      Promise.all(
        Array.from({ length: 12 }, (_, part) => ({
          changes: Array.from({ length: 50 }, (_, n) => ({
            path: `${part % 2 === 0 ? 'one' : 'other'}/${part}.${n}.ts`,
            kind: 'changed' as const,
          })),
        })).map((input) => window.execute('files.observe', input, { actor: 'system' })),
      );
    await storm();
    assert.equal((await window.read('task.get', { id: held.task }))?.evidence, 'verified');
    await shows(window, held.task, 'changed');
    const other = await begin(window);
    const unseen = ['other/deep/new.ts', 'beside/them.ts'];
    for (const path of unseen) write(path, 'never told');
    await storm();
    const told = async () => (await window.read('task.files', { task: other.task })).rows.map(({ path }) => path);
    for (let seen = await told(); !unseen.every((path) => seen.includes(path)); seen = await told()) await delay(50);
  });
});

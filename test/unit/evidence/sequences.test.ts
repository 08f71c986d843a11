import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fold, type Operation } from '../../../src/domain/evidence/netState';
import { evidenceOf, type EvidenceRow } from '../../../src/storage/queries/evidence';
import { fileOperationsOf } from '../../../src/storage/queries/fileOperations';
import type { CommandInput } from '../../../src/orchestrator/registry';
import { ada, agent, rival } from '../orchestrator/desk';
import { recount as recountTree } from '../orchestrator/sequences/recount';
import { hashOf, Place } from './place';

type Files = NonNullable<CommandInput<'task.finish'>['files']>;

const path = fc.constantFrom('a', 'b', 'dir/a', 'dir/b', 'dir/sub/c', 'dir2/a');
const content = fc.constantFrom('one', 'two', '');
const file: fc.Arbitrary<Files[number]> = fc.oneof(
  fc.record({ op: fc.constantFrom('create' as const, 'modify' as const, 'delete' as const, 'read' as const), path }),
  fc.record({ op: fc.constant('modify' as const), path, sha256: content.map((text) => hashOf(text)) }),
  fc.record({ op: fc.constantFrom('rename' as const, 'move' as const, 'copy' as const), path, from: path }),
);

type Step =
  | { readonly do: 'write'; readonly path: string; readonly content: string }
  | { readonly do: 'remove'; readonly path: string }
  | { readonly do: 'claim'; readonly who: 0 | 1; readonly files: Files }
  | { readonly do: 'observe'; readonly path: string }
  | { readonly do: 'finish' | 'reopen' | 'verify' | 'delete'; readonly who: 0 | 1 }
  | { readonly do: 'detach' | 'accept'; readonly who: 0 | 1; readonly path: string };

const who = fc.constantFrom<0 | 1>(0, 1);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('write' as const), path, content }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('remove' as const), path }) },
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('claim' as const), who, files: fc.array(file, { maxLength: 4 }) }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('observe' as const), path }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'finish' as const,
        'finish' as const,
        'reopen' as const,
        'verify' as const,
        'delete' as const,
      ),
      who,
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('detach' as const, 'accept' as const), who, path }) },
);

/** A folder and a file cannot have one name; what a step cannot do on disk is left. */
function onDisk(act: () => void): void {
  try {
    act();
  } catch (error) {
    if ((error as { code?: string }).code === undefined) throw error;
  }
}

class Scene {
  readonly place: Place;
  readonly tasks: string[] = [];
  /** Detaching and accepting are a person's word, of which the operations alone know nothing. */
  readonly isAdjusted = new Set<string>();

  constructor(place: Place) {
    this.place = place;
  }

  async play(at: Step): Promise<void> {
    const { desk } = this.place;
    const task = 'who' in at ? (this.tasks[at.who] ?? '') : '';
    const by = 'who' in at && at.who === 1 ? rival : agent;
    switch (at.do) {
      case 'write':
        onDisk(() => void this.place.write(at.path, at.content));
        return;
      case 'remove':
        onDisk(() => this.place.remove(at.path));
        return;
      case 'observe':
        await this.place.observes([{ path: at.path, kind: 'changed' }]);
        return;
      case 'claim':
        await desk.act('task.progress', { task, claim: await this.#claimOf(task, by), files: at.files }, by);
        return;
      case 'finish':
        await this.#finish(task, by);
        return;
      case 'reopen':
        desk.run('task.reopen', { task, reason: 'more' });
        return;
      case 'verify':
        await this.#verify(task);
        return;
      case 'delete':
        if (desk.read('task.get', { id: task })) desk.run('task.delete', { task });
        else desk.run('task.undelete', { task });
        return;
      case 'detach':
        desk.run('files.detach', { task, path: at.path, reason: 'so' });
        this.isAdjusted.add(task);
        return;
      case 'accept':
        await desk.act('files.accept', { task, paths: [at.path], reason: 'so' });
        this.isAdjusted.add(task);
        return;
    }
  }

  async #claimOf(task: string, by: typeof agent): Promise<string> {
    const { desk } = this.place;
    const known = desk.connection.value('select token from claims where task_id = ? and ended_at is null', [task]);
    if (typeof known === 'string') return known;
    const taken = await desk.act('task.claim', { task }, by);
    if (!('claim' in taken)) throw new Error('nobody can take it');
    return taken.claim;
  }

  async #finish(task: string, by: typeof agent): Promise<void> {
    const claim = await this.#claimOf(task, by);
    const answer = await this.place.desk.act('task.finish', { task, claim, result: 'done', summary: 'Done.' }, by);
    assert.equal(answer.accepted, answer.verification.status !== 'failed');
    if (answer.accepted) assert.equal(answer.state, 'completed');
    if (answer.verification.status === 'verified') this.#isThere(task);
  }

  async #verify(task: string): Promise<void> {
    const { verification, state } = await this.place.verify(task);
    const { evidence } = this.place.desk.task(task);
    if (state === 'completed') assert.equal(evidence === 'changed', verification.status === 'failed');
    if (verification.status === 'verified') this.#isThere(task);
  }

  /** What is called verified is on disk, looked at in the plainest way there is. */
  #isThere(task: string): void {
    for (const row of evidenceOf(this.place.desk.connection, task)) {
      if (row.supersededBy !== null || row.expected === 'directory') continue;
      let found: string | undefined;
      onDisk(() => (found = hashOf(this.place.read(row.path))));
      if (row.expected === 'absent') assert.equal(found, undefined, `${row.path} is there`);
      else if (row.exact || this.place.desk.state(task) === 'completed') assert.equal(found, row.hash, row.path);
      // What was only seen, and is gone again before the task is handed in, is no loss.
      else if (row.noticed !== 'observed') assert.ok(found !== undefined, `${row.path} is missing`);
    }
  }

  /** What is kept follows from the operations, and of all who answer for a path the latest holds it. */
  recount(): void {
    const { connection } = this.place.desk;
    recountTree(connection);
    const live = connection.rows('select id from tasks where deleted_at is null').map(({ id }) => String(id));
    const rows = live.flatMap((task) => evidenceOf(connection, task));
    for (const task of this.tasks.filter((id) => !this.isAdjusted.has(id))) {
      const operations = fileOperationsOf(connection, task, 100_000).reverse();
      const net = fold(
        operations.map((row): Operation => ({
          ...row,
          exact: false,
          isDirectory: false,
          found: true,
          foundFrom: true,
        })),
      );
      assert.deepEqual(
        evidenceOf(connection, task).map(({ path: at }) => at),
        [...net.keys()].sort(),
      );
      for (const { path: at, expected } of evidenceOf(connection, task)) {
        if (expected === 'absent') continue;
        assert.notEqual(net.get(at)?.expected === 'absent' && net.get(at)?.noticed !== 'observed', true, at);
      }
    }
    for (const at of new Set(rows.map((row) => row.path))) {
      const here = rows.filter((row) => row.path === at).sort((a, b) => a.operation - b.operation);
      const last = here.findLastIndex(mayRelieve);
      const holder = here[last];
      for (const row of here.slice(Math.max(last, 0))) assert.equal(row.supersededBy, null, `${at}: ${row.task}`);
      for (const row of here.slice(0, Math.max(last, 0))) assert.ok(isRelieved(row, holder), `${at}: ${row.task}`);
    }
  }
}

/** Nobody else knows what was only said, shows no work, or was seen to go (rule F12). */
const mayRelieve = ({ found, status, expected, noticed }: EvidenceRow): boolean =>
  found && status !== 'unverifiable' && (expected !== 'absent' || noticed !== 'observed');

const isRelieved = (row: EvidenceRow, holder: EvidenceRow | undefined): boolean =>
  row.supersededBy === holder?.task || (row.expected === holder?.expected && row.hash === holder.hash);

describe('F2, F8, F9, G1 whatever is done to files in whatever order', () => {
  it('what is verified is there, what is kept follows from what was done, and each path has one that answers for it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 40 }), async (steps) => {
        const place = await Place.make();
        try {
          const scene = new Scene(place);
          for (const title of ['One', 'Two']) scene.tasks.push(place.desk.run('task.create', { title }, ada).task);
          for (const at of steps) {
            place.desk.pass(10);
            try {
              await scene.play(at);
            } catch (error) {
              const { code } = error as { code?: string };
              if (code === undefined || code === 'internal' || code === 'ERR_ASSERTION') throw error;
            }
            scene.recount();
          }
        } finally {
          place.leave();
        }
      }),
      {
        numRuns: Number(process.env['SEQUENCES'] ?? 60),
        ...(process.env['SEQUENCES'] === undefined && { seed: 20_261_125 }),
      },
    );
  }).timeout(300_000);
});

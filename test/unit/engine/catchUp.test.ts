import assert from 'node:assert/strict';
import { CatchUp } from '../../../src/engine/catchUp';
import { Storm } from '../../../src/engine/storm';
import type { CommandQueue } from '../../../src/engine/commandQueue';
import type { CommandInput, CommandOutput } from '../../../src/orchestrator/registry';

describe('X1 a storm of changes', () => {
  const many = (count: number): number[] => Array.from({ length: count }, (_, n) => n);

  it('is many of them, soon one after the other, and then each that comes', () => {
    const storm = new Storm<number>(3_000);
    assert.deepEqual(storm.told(many(499), 0), []);
    assert.equal(storm.told(many(1), 2_900).length, 500);
    assert.equal(storm.told(many(3), 5_800).length, 3);
    assert.deepEqual(storm.told(many(3), 8_900), []);
  });

  it('is not what comes now and then', () => {
    const storm = new Storm<number>(3_000);
    for (let n = 0; n < 100; n++) assert.deepEqual(storm.told(many(400), n * 4_000), []);
  });
});

describe('X1 a round after a storm of changes', () => {
  it('walks through the folders once, and tells what it has found in parts', async () => {
    const asked: string[] = [];
    const told: string[] = [];
    const changes = Array.from({ length: 2_500 }, (_, n) => ({ path: `src/${n}.ts`, kind: 'created' }) as const);
    const answer = (name: string, input: unknown): unknown => {
      if (name === 'files.catchUp') return { looked: 1, next: null } satisfies CommandOutput<'files.catchUp'>;
      if (name === 'files.seek') return { changes, looked: 3_000, isWhole: true } satisfies CommandOutput<'files.seek'>;
      const part = (input as CommandInput<'files.observe'>).changes;
      told.push(...part.map(({ path }) => path));
      return { attributed: part.length, unattributed: 0, due: 0 } satisfies CommandOutput<'files.observe'>;
    };
    const queue: Pick<CommandQueue, 'add'> = {
      add: ({ id, name, input }, _door, call) => {
        asked.push(name);
        call.reply({ id, ok: true, value: answer(name, input) });
      },
    };
    await new Promise<void>((resolve, reject) => {
      const warn = (text: string): void => reject(new Error(text));
      const catchUp = new CatchUp(queue as CommandQueue, () => resolve(), warn);
      catchUp.again(['src/1.ts'], 0);
      catchUp.begin(0);
    });
    assert.deepEqual(asked, ['files.catchUp', 'files.seek', ...Array<string>(3).fill('files.observe')]);
    assert.deepEqual(
      told,
      changes.map(({ path }) => path),
    );
  });
});

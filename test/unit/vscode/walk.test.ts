import assert from 'node:assert/strict';
import { beginningAnew, noteAsked } from '../../../src/vscode/ask/again';
import { BACK, walk, type Answer, type Place, type Step } from '../../../src/vscode/ask/walk';

interface Answers {
  readonly first: string;
  readonly second?: string;
  readonly third: string;
}

/** A text that somebody types, and then accepts, leaves or lets be; what stood there first is kept. */
function typing(...script: { readonly types: string; readonly then: 'accept' | 'back' | 'escape' }[]) {
  const began: (string | undefined)[] = [];
  const step = (key: keyof Answers): Step<Answers> => ({
    key,
    ask: async ({ draft }: Place): Promise<Answer<string>> => {
      began.push(draft?.get());
      const { types, then } = script.shift() ?? assert.fail('nothing more is typed');
      draft?.set(types);
      if (then === 'back') return BACK;
      return then === 'accept' ? { value: types } : undefined;
    },
  });
  return { began, steps: [step('first'), step('third')] };
}

const LONG = 'A reason that took a while to write';

/** Questions that are answered from a script, in turn; what was asked is kept. */
function scripted(...script: Answer<string>[]) {
  const asked: string[] = [];
  const step = (key: keyof Answers, when?: (soFar: Partial<Answers>) => boolean) => ({
    key,
    ...(when && { when }),
    ask: async ({ step: number, steps, canGoBack }: Place, soFar: Partial<Answers>) => {
      asked.push(`${key} ${number}/${steps}${canGoBack ? ' back' : ''} ${Object.values(soFar).join()}`.trim());
      return script.shift();
    },
  });
  return { asked, step };
}

describe('V2 questions one after the other', () => {
  const value = (text: string) => ({ value: text });

  it('are asked until all are answered, and know their place', async () => {
    const { asked, step } = scripted(value('a'), value('b'), value('c'));
    const steps: Step<Answers>[] = [step('first'), step('second'), step('third')];
    assert.deepEqual(await walk('Title', steps), { first: 'a', second: 'b', third: 'c' });
    assert.deepEqual(asked, ['first 1/3', 'second 2/3 back a', 'third 3/3 back a,b']);
  });

  it('are not asked when their answer was given, or does not matter', async () => {
    const { asked, step } = scripted(value('c'));
    const steps: Step<Answers>[] = [step('first'), step('second', ({ first }) => first === 'x'), step('third')];
    assert.deepEqual(await walk('Title', steps, { first: 'a' }), { first: 'a', third: 'c' });
    assert.deepEqual(asked, ['third 1/1 a']);
  });

  it('name the task that they are about once it is chosen, or was given', async () => {
    const titles: string[] = [];
    const ask =
      (value: object) =>
      async ({ title }: Place) => {
        titles.push(title);
        return { value };
      };
    const task = { id: 'task_1', title: 'Write the parser' };
    const steps: Step<{ task: object; more: object }>[] = [
      { key: 'task', ask: ask(task) },
      { key: 'more', ask: ask({}) },
    ];
    await walk('Edit', steps);
    await walk('Edit', steps, { task: { id: 'task_2', title: `${'👩‍👩‍👧'.repeat(40)}!` } });
    assert.deepEqual(titles, ['Edit', 'Edit: Write the parser', `Edit: ${'👩‍👩‍👧'.repeat(39)}…`]);
  });

  it('are gone back to, over those that were not asked, and forget what followed', async () => {
    const { asked, step } = scripted(value('x'), value('b'), BACK, BACK, value('a'), value('c'));
    const steps: Step<Answers>[] = [step('first'), step('second', ({ first }) => first === 'x'), step('third')];
    assert.deepEqual(await walk('Title', steps), { first: 'a', third: 'c' });
    assert.deepEqual(
      asked.map((line) => line.split(' ')[0]),
      ['first', 'second', 'third', 'second', 'first', 'third'],
    );
  });

  it('stand as they were typed when one goes back and on again', async () => {
    const { began, steps } = typing(
      { types: 'a', then: 'accept' },
      { types: 'half', then: 'back' },
      { types: 'ab', then: 'accept' },
      { types: 'whole', then: 'accept' },
    );
    assert.deepEqual(await walk('Kept', steps), { first: 'ab', third: 'whole' });
    assert.deepEqual(began, [undefined, undefined, 'a', 'half']);
  });

  it('know what was chosen of them before, also when one goes back behind the first', async () => {
    const began: unknown[] = [];
    const script = ['a', 'back', 'x', 'back', 'back', 'y', 'c'];
    const step = (key: keyof Answers): Step<Answers> => ({
      key,
      ask: async ({ chosen }: Place): Promise<Answer<string>> => {
        began.push(chosen?.get('Which?')?.[0]);
        const row = script.shift() ?? assert.fail('nothing more is chosen');
        if (row === 'back') return BACK;
        chosen?.set('Which?', [row]);
        assert.equal(chosen?.get('Another?'), undefined, 'one of two lists');
        return { value: row };
      },
    });
    const steps = [step('first'), step('third')];
    const answers = await beginningAnew(async () => {
      noteAsked();
      return walk<Answers>('Title', steps);
    });
    assert.deepEqual(answers, { first: 'y', third: 'c' });
    assert.deepEqual(began, [undefined, undefined, 'a', undefined, 'x', 'x', undefined]);
  });

  it('give back what was let be, once and as a whole, to the same command on the same task, if a text was long', async () => {
    const on = (task: string) => ({ task }) as Partial<Answers>;
    const left = typing({ types: 'short', then: 'accept' }, { types: LONG, then: 'escape' });
    assert.equal(await walk('Left', left.steps, on('one')), undefined);
    const elsewhere = typing({ types: 'x', then: 'accept' }, { types: 'y', then: 'accept' });
    await walk('Left', elsewhere.steps, on('two'));
    assert.deepEqual(elsewhere.began, [undefined, undefined]);
    const again = typing({ types: 'x', then: 'accept' }, { types: `${LONG} now`, then: 'accept' });
    await walk('Left', again.steps, on('one'));
    assert.deepEqual(again.began, ['short', LONG]);
    const later = typing({ types: 'x', then: 'accept' }, { types: 'y', then: 'accept' });
    await walk('Left', later.steps, on('one'));
    assert.deepEqual(later.began, [undefined, undefined]);
  });

  it('lead back behind the first one, to what the command asked before them', async () => {
    const { asked, step } = scripted(BACK, value('a'), value('b'));
    const folders: string[] = [];
    const answers = await beginningAnew(async () => {
      folders.push('asked');
      noteAsked();
      return walk<Answers>('Title', [step('first'), step('third')]);
    });
    assert.deepEqual([answers, folders.length], [{ first: 'a', third: 'b' }, 2]);
    assert.deepEqual(asked, ['first 2/3 back', 'first 2/3 back', 'third 3/3 back a']);
  });

  it('answer nothing when a person lets one be', async () => {
    const { step } = scripted(value('a'), undefined);
    const steps: Step<Answers>[] = [step('first'), step('third')];
    assert.equal(await walk('Title', steps), undefined);
  });

  it('can follow from answers, and are gone back on like any others', async () => {
    const { asked, step } = scripted(value('a'), value('b'), BACK, BACK, value('x'), value('c'));
    const steps = ({ first }: Partial<Answers>): Step<Answers>[] => [
      step('first'),
      ...(first === 'a' ? [step('second')] : []),
      ...(first === undefined ? [] : [step('third')]),
    ];
    assert.deepEqual(await walk('Title', steps), { first: 'x', third: 'c' });
    assert.deepEqual(asked, [
      'first 1/1',
      'second 2/3 back a',
      'third 3/3 back a,b',
      'second 2/3 back a',
      'first 1/1',
      'third 2/2 back x',
    ]);
  });
});

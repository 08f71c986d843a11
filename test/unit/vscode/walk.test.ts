import assert from 'node:assert/strict';
import { BACK, walk, type Answer, type Place, type Step } from '../../../src/vscode/ask/walk';

interface Answers {
  readonly first: string;
  readonly second?: string;
  readonly third: string;
}

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

  it('are gone back to, over those that were not asked, and forget what followed', async () => {
    const { asked, step } = scripted(value('x'), value('b'), BACK, BACK, value('a'), value('c'));
    const steps: Step<Answers>[] = [step('first'), step('second', ({ first }) => first === 'x'), step('third')];
    assert.deepEqual(await walk('Title', steps), { first: 'a', third: 'c' });
    assert.deepEqual(
      asked.map((line) => line.split(' ')[0]),
      ['first', 'second', 'third', 'second', 'first', 'third'],
    );
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

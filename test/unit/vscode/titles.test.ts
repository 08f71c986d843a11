import assert from 'node:assert/strict';
import { forPeople, idsIn, isolated, shownSentence, withoutIds, withTitles } from '../../../src/vscode/words/titles';

const titles = new Map([
  ['implementer_08ba71', 'Write the parser'],
  ['task_0c11d2e', 'Ship it'],
]);

describe('V17 tasks in messages to people', () => {
  it('are named by their titles, also where a text has both', () => {
    const said =
      'implementer_08ba71 waits for the completion of task_0c11d2e (Ship it), which is pending. See “Ship it” (task_0c11d2e).';
    assert.equal(
      withTitles(said, titles),
      '“Write the parser” waits for the completion of “Ship it”, which is pending. See “Ship it”.',
    );
  });

  it('are found by their ids and by nothing that only looks alike', () => {
    assert.deepEqual(idsIn('implementer_08ba71, task_0c11d2e; implementer_08ba71'), [...titles.keys()]);
    assert.deepEqual(idsIn('after_planning is in src/a_b.ts of snake_case at 3fa9'), []);
    assert.equal(withTitles('test_abcdef is nobody’s', titles), 'test_abcdef is nobody’s');
  });

  it('say states and names as the views do', () => {
    const problem = {
      code: 'claim_held',
      message: 'agent:claude/7 has held implementer_08ba71, which is plan_awaiting_approval.',
      remedy: 'Finish task_0c11d2e first.',
    } as const;
    const names = { titles, actor: () => 'agent claude', state: () => 'Plan needs you' };
    const { message, remedy } = forPeople(problem, names);
    assert.equal(message, 'agent claude has held “Write the parser”, which is “Plan needs you”.');
    assert.equal(remedy, 'Finish “Ship it” first.');
  });

  it('lose the id that agents were told beside the title', () => {
    assert.equal(
      withoutIds('changed while “Ship (it)” (task_0c11d2) was worked on (see above)'),
      'changed while “Ship (it)” was worked on (see above)',
    );
  });
});

describe('V17 titles that are read from right to left', () => {
  it('turn nothing round that stands beside them', () => {
    assert.equal(isolated('שלום'), '\u2068שלום\u2069');
    assert.equal(isolated('Ship it'), 'Ship it');
    assert.equal(shownSentence('Moved “שלום” and “Ship it”.'), 'Moved “\u2068שלום\u2069” and “Ship it”.');
    assert.equal(shownSentence(shownSentence('Moved “שלום”.')), 'Moved “\u2068שלום\u2069”.');
  });
});

import assert from 'node:assert/strict';
import { isUnsound } from '../../../src/domain/evidence/results';
import { isAwaiting, STATES, statusOf } from '../../../src/domain/workflow/states';
import { TRANSITIONS } from '../../../src/domain/workflow/transitions';
import { commands } from '../../../src/vscode/contributions/commands';
import { menus } from '../../../src/vscode/contributions/menus';
import { actsOf, fits, hasOpenChecks } from '../../../src/vscode/tasks/acts';
import { looks, standingOf } from '../../../src/vscode/tasks/standing';
import { row } from './rows';

describe('V1 what can be done with a task', () => {
  it('follows the state machine', () => {
    for (const state of STATES) {
      const task = row({ state, offer: null });
      assert.equal(fits('blockTask', task), (TRANSITIONS.block.from as readonly string[]).includes(state), state);
      assert.equal(fits('approveTask', task), state.endsWith('awaiting_approval'), state);
    }
  });

  it('names commands, so that a menu finds them in the words of a row', () => {
    for (const act of actsOf(row({ state: 'blocked', offer: null }))) assert.ok(act in commands, act);
  });

  it('offers to resume what is interrupted and to claim what is ready, not the other way round', () => {
    const interrupted = row({ state: 'implementing', offer: 'interrupted' });
    assert.deepEqual([fits('resumeTask', interrupted), fits('claimTask', interrupted)], [true, false]);
    assert.deepEqual([fits('resumeTask', row()), fits('claimTask', row())], [false, true]);
  });

  it('puts at most three buttons on a row', () => {
    const inline = menus.filter(({ group, when = '' }) => group.startsWith('inline@') && !when.includes('viewItem =='));
    const wordOf = ({ when = '' }: (typeof inline)[number]): string =>
      /\\b(\w+)\\b\//.exec(when)?.[1] ?? assert.fail(when);
    for (const state of STATES) {
      // What waits for a person waits on when a claim runs out (rule C6).
      for (const offer of isAwaiting(state) ? [null] : (['ready', 'interrupted', null] as const)) {
        for (const evidence of ['none', 'failed'] as const) {
          const task = row({ state, status: statusOf(state), offer, evidence, openChecks: 1 });
          const words: readonly string[] = [
            ...actsOf(task),
            ...(isUnsound(task) ? ['unsound'] : []),
            ...(hasOpenChecks(task) ? ['unapproved'] : []),
          ];
          const buttons = inline
            .filter((item) => words.includes(wordOf(item)))
            .map((item) => ('command' in item ? item.command : item.submenu));
          assert.ok(buttons.length <= 3, `${state}, ${evidence}: ${buttons.join()}`);
        }
      }
    }
  });
});

describe('V3 where a task stands', () => {
  it('has an icon in every state, and those that need a person look unlike the others', () => {
    const seen = STATES.map((state) => looks[standingOf(row({ state, offer: null, claimed: true }))].icon);
    assert.equal(seen.filter((icon) => icon === 'bell-dot').length, 2);
    assert.ok(seen.every((icon) => icon !== ''));
  });

  it('tells work from work that stopped, was given back, or is in steps below', () => {
    const standing = (differences: Parameters<typeof row>[0]) =>
      standingOf(row({ state: 'implementing', ...differences }));
    assert.equal(standing({ claimed: true, offer: null }), 'implementing');
    assert.equal(standing({ offer: 'interrupted' }), 'interrupted');
    assert.equal(standing({ offer: 'ready' }), 'free');
    assert.equal(standing({ children: 2, offer: null }), 'steps');
  });

  it('what an agent holds is not finished or reported on by somebody else', () => {
    const held = { state: 'implementing', status: 'in_progress', offer: null, claimed: true } as const;
    for (const act of ['finishTask', 'reportProgress'] as const) {
      assert.equal(fits(act, row({ ...held, actor: 'agent:claude/1' })), false);
      assert.equal(fits(act, row({ ...held, actor: 'human:ada' })), true);
    }
    assert.ok(fits('releaseTask', row({ ...held, actor: 'agent:claude/1' })));
  });
});

import assert from 'node:assert/strict';
import { STATES, statusOf } from '../../../src/domain/workflow/states';
import type { TaskRow } from '../../../src/orchestrator/registry';
import { commands } from '../../../src/vscode/contributions/commands';
import { menus, submenuId, submenus, type MenuItem } from '../../../src/vscode/contributions/menus';
import { menuWords } from '../../../src/vscode/tasks/acts';
import { row } from './rows';

/** As VS Code sorts groups: `navigation` first, then by their names; within one by the number behind the @. */
function sorted(items: readonly MenuItem[]): MenuItem[] {
  const key = ({ group }: MenuItem): string => {
    const [name = '', place = '0'] = group.split('@');
    return `${name === 'navigation' ? '!' : name}@${place.padStart(3, '0')}`;
  };
  return [...items].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** The context menu of a row in the Tasks view: a line a group; what is in a submenu stands in brackets. */
function menuOf(task: TaskRow, menu = 'view/item/context'): string[] {
  const words = menuWords(task);
  const fits = ({ when = '' }: MenuItem): boolean => {
    const asked = [...when.matchAll(/(!\()?viewItem =~ \/\^?(?:\\b)?(\w+)\\b\//g)];
    const isMet = asked.every(([, not, word = '']) => words.includes(word) === (not === undefined));
    return asked.length > 0 && isMet && !when.includes('!(view == taskOrchestrator.tasks)');
  };
  const groups = new Map<string, string[]>();
  for (const item of sorted(
    menus.filter((each) => each.menu === menu && !each.group.startsWith('inline') && fits(each)),
  )) {
    const [group = ''] = item.group.split('@');
    const below = 'submenu' in item ? menuOf(task, submenuId(item.submenu)) : [];
    // VS Code shows no submenu that is empty.
    if ('submenu' in item && below.length === 0) continue;
    const label = 'submenu' in item ? `${submenus[item.submenu]} (${below.join(' | ')})` : commands[item.command].title;
    groups.set(group, [...(groups.get(group) ?? []), label]);
  }
  return [...groups.values()].map((labels) => labels.join(', '));
}

const cases: Readonly<Record<string, Partial<TaskRow>>> = {
  ready: {},
  waiting: { unmet: 1, offer: null },
  claimed: { state: 'implementing', claimed: true, actor: 'human:ada', offer: null, hasChecks: true, openChecks: 1 },
  'an agent at work': { state: 'implementing', claimed: true, actor: 'agent:claude/1', offer: null },
  interrupted: { state: 'implementing', offer: 'interrupted' },
  'my plan to make': { state: 'planning', claimed: true, actor: 'human:ada', offer: null },
  'plan to approve': { state: 'plan_awaiting_approval', offer: null },
  blocked: { state: 'blocked', offer: null },
  completed: { state: 'completed', offer: null, hasChecks: true },
  failed: { state: 'failed', offer: null },
  parent: { state: 'implementing', children: 2, leaves: 2, offer: null },
};

const menuFor = (name: string): string[] => {
  const differences = cases[name] ?? {};
  return menuOf(row({ status: statusOf(differences.state ?? 'pending'), ...differences }));
};

describe('V19 the menu of a row', () => {
  const expected: Readonly<Record<string, readonly string[]>> = {
    ready: [
      'Claim Task for Me',
      'Show Task, History and Brief (Open Task as Text, Show History, Show Plan Versions… | Show Agent Brief), Copy (Copy Title, Copy Id, Copy Agent Brief)',
      'Add Note…, Submit Plan…, Add Task Below…, Rename Task…, Edit Task…, Move Task…, Dependencies (Add Dependency…, Remove Dependency…)',
      'Block Task…, Cancel Task…',
      'Delete Task…',
    ],
    waiting: [
      'Why Is This Blocked?',
      'Show Task, History and Brief (Open Task as Text, Show History, Show Plan Versions… | Show Agent Brief), Copy (Copy Title, Copy Id, Copy Agent Brief)',
      'Add Note…, Submit Plan…, Add Task Below…, Rename Task…, Edit Task…, Move Task…, Dependencies (Add Dependency…, Remove Dependency…, Waive Dependency…)',
      'Block Task…, Cancel Task…',
      'Delete Task…',
    ],
    claimed: [
      'Finish Task…',
      'Report Progress…, Release Claim…',
      'Show Task, History and Brief (Open Task as Text, Show History, Show Plan Versions… | Show Agent Brief), Copy (Copy Title, Copy Id, Copy Agent Brief)',
      'Add Note…, Add Task Below…, Rename Task…, Edit Task…, Move Task…, Dependencies (Add Dependency…, Remove Dependency…)',
      'Verify Task, Files and Checks (Show Recorded vs. Current, Restore Files…, Accept Current Content…, Detach File from Task… | Approve Checks…, Show Output of Checks), Checkpoints (Compare Checkpoints…, Restore Checkpoint…, Save Checkpoint… | Prune Checkpoints…)',
      'Block Task…, Cancel Task…, Complete Anyway…',
      'Delete Task…',
    ],
    'an agent at work': [
      'Release Claim…',
      'Show Task, History and Brief (Open Task as Text, Show History, Show Plan Versions… | Show Agent Brief), Copy (Copy Title, Copy Id, Copy Agent Brief)',
      'Add Note…, Add Task Below…, Rename Task…, Edit Task…, Move Task…, Dependencies (Add Dependency…, Remove Dependency…)',
      'Verify Task, Files and Checks (Show Recorded vs. Current, Restore Files…, Accept Current Content…, Detach File from Task…), Checkpoints (Compare Checkpoints…, Restore Checkpoint…, Save Checkpoint… | Prune Checkpoints…)',
      'Block Task…, Cancel Task…, Complete Anyway…',
      'Delete Task…',
    ],
    interrupted: [
      'Resume…, Finish Task…',
      'Report Progress…, Release Claim…',
      'Show Task, History and Brief (Open Task as Text, Show History, Show Plan Versions… | Show Agent Brief), Copy (Copy Title, Copy Id, Copy Agent Brief)',
      'Add Note…, Add Task Below…, Rename Task…, Edit Task…, Move Task…, Dependencies (Add Dependency…, Remove Dependency…)',
      'Verify Task, Files and Checks (Show Recorded vs. Current, Restore Files…, Accept Current Content…, Detach File from Task…), Checkpoints (Compare Checkpoints…, Restore Checkpoint…, Save Checkpoint… | Prune Checkpoints…)',
      'Block Task…, Cancel Task…, Complete Anyway…',
      'Delete Task…',
    ],
    'my plan to make': [
      'Submit Plan…',
      'Report Progress…, Release Claim…',
      'Show Task, History and Brief (Open Task as Text, Show History, Show Plan Versions… | Show Agent Brief), Copy (Copy Title, Copy Id, Copy Agent Brief)',
      'Add Note…, Add Task Below…, Rename Task…, Edit Task…, Move Task…, Dependencies (Add Dependency…, Remove Dependency…)',
      'Checkpoints (Compare Checkpoints…, Restore Checkpoint…, Save Checkpoint… | Prune Checkpoints…)',
      'Block Task…, Cancel Task…',
      'Delete Task…',
    ],
    'plan to approve': [
      'Approve…, Reject…',
      'Show Task, History and Brief (Open Task as Text, Show History, Show Plan Versions… | Show Agent Brief), Copy (Copy Title, Copy Id, Copy Agent Brief)',
      'Add Note…, Submit Plan…, Add Task Below…, Rename Task…, Edit Task…, Move Task…, Dependencies (Add Dependency…, Remove Dependency…)',
      'Checkpoints (Compare Checkpoints…, Restore Checkpoint…, Save Checkpoint… | Prune Checkpoints…)',
      'Block Task…, Cancel Task…',
      'Delete Task…',
    ],
    blocked: [
      'Unblock Task, Why Is This Blocked?',
      'Show Task, History and Brief (Open Task as Text, Show History, Show Plan Versions… | Show Agent Brief), Copy (Copy Title, Copy Id, Copy Agent Brief)',
      'Add Note…, Add Task Below…, Rename Task…, Edit Task…, Move Task…, Dependencies (Add Dependency…, Remove Dependency…)',
      'Verify Task, Files and Checks (Show Recorded vs. Current, Restore Files…, Accept Current Content…, Detach File from Task…), Checkpoints (Compare Checkpoints…, Restore Checkpoint…, Save Checkpoint… | Prune Checkpoints…)',
      'Cancel Task…, Complete Anyway…',
      'Delete Task…',
    ],
    completed: [
      'Show Task, History and Brief (Open Task as Text, Show History, Show Plan Versions…), Copy (Copy Title, Copy Id)',
      'Add Note…, Rename Task…, Edit Task…, Move Task…',
      'Verify Task, Files and Checks (Show Recorded vs. Current, Restore Files…, Accept Current Content…, Detach File from Task… | Approve Checks…, Show Output of Checks), Checkpoints (Compare Checkpoints…, Restore Checkpoint… | Prune Checkpoints…)',
      'Reopen Task…',
      'Archive Task, Delete Task…',
    ],
    failed: [
      'Retry Task',
      'Show Task, History and Brief (Open Task as Text, Show History, Show Plan Versions…), Copy (Copy Title, Copy Id)',
      'Add Note…, Rename Task…, Edit Task…, Move Task…',
      'Verify Task, Files and Checks (Show Recorded vs. Current, Restore Files…, Accept Current Content…, Detach File from Task…), Checkpoints (Compare Checkpoints…, Restore Checkpoint… | Prune Checkpoints…)',
      'Cancel Task…, Complete Anyway…',
      'Archive Task, Delete Task…',
    ],
    parent: [
      'Show Task, History and Brief (Open Task as Text, Show History, Show Plan Versions…, Show Waves | Show Agent Brief), Copy (Copy Title, Copy Id, Copy Agent Brief)',
      'Add Note…, Add Task Below…, Rename Task…, Edit Task…, Move Task…, Dependencies (Add Dependency…, Remove Dependency…)',
      'Verify Task, Files and Checks (Show Recorded vs. Current, Restore Files…, Accept Current Content…, Detach File from Task…), Checkpoints (Compare Checkpoints…, Save Checkpoint… | Prune Checkpoints…)',
      'Block Task…, Cancel Task…',
      'Save as Template…, Delete Task…',
    ],
  };
  for (const name of Object.keys(cases)) {
    it(name, () => assert.deepEqual(menuFor(name), expected[name]));
  }

  it('offers at least to look, to copy and to delete, in whatever state', () => {
    for (const state of STATES) {
      const menu = menuOf(row({ state, offer: null })).join();
      for (const label of ['Show Task', 'Copy Title', 'Delete Task…'])
        assert.ok(menu.includes(label), `${state}: ${label}`);
    }
  });
});

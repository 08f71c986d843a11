import * as vscode from 'vscode';
import { askChoice } from '../../ask/pick';
import { walk } from '../../ask/walk';
import { GROUPINGS, type Grouping } from '../../views/tasks/look';
import { oneOf, present, readArgument } from '../argument';
import type { CommandServices } from '../services';

/** A caller may pass `{ "by": "stream", "state", "role" or "none" }`. */
export async function groupTasks({ tasksView }: CommandServices, argument: unknown): Promise<void> {
  const { groupBy } = tasksView.memory.look;
  const answers = await walk<{ by: Grouping }>(
    vscode.l10n.t('Group By'),
    [
      {
        key: 'by',
        ask: (place) =>
          askChoice<Grouping>(
            place,
            vscode.l10n.t('How should the Tasks view group tasks?'),
            GROUPINGS.map((value) => ({
              ...words(value),
              ...(value === groupBy && { description: vscode.l10n.t('as now') }),
              value,
            })),
          ),
      },
    ],
    present({ by: oneOf(readArgument(argument).fields, 'by', GROUPINGS) }),
  );
  if (answers) await tasksView.memory.choose({ groupBy: answers.by });
}

function words(grouping: Grouping): { label: string; detail: string; iconPath: vscode.ThemeIcon } {
  const all: Record<Grouping, [string, string, string]> = {
    stream: ['layers', vscode.l10n.t('Stream'), vscode.l10n.t('Streams with their trees, then the other trees')],
    state: [
      'issues',
      vscode.l10n.t('State'),
      vscode.l10n.t('Steps by where they stand, what waits for approval first'),
    ],
    role: ['person', vscode.l10n.t('Role'), vscode.l10n.t('Steps by who should do them')],
    none: ['list-tree', vscode.l10n.t('Nothing'), vscode.l10n.t('One tree, without headings')],
  };
  const [icon, label, detail] = all[grouping];
  return { label, detail, iconPath: new vscode.ThemeIcon(icon) };
}

import * as vscode from 'vscode';
import { Problem } from '../../../domain/problem';
import { askChoice, askSeveral } from '../../ask/pick';
import { askTask } from '../../ask/task';
import { walk, type Answer, type Place } from '../../ask/walk';
import type { QueryOutput, TaskRow } from '../../../orchestrator/registry';
import type { FolderStore } from '../../folderStore';
import { ago } from '../../words/times';
import { present, textsOf } from '../argument';
import { beginChange } from '../begin';
import { tell } from '../../notify';
import { isMeant } from '../outside';
import type { CommandServices } from '../services';

type Unattributed = QueryOutput<'files.unattributed'>['rows'][number];

const MOST = 1_000;

interface Answers {
  readonly paths: string[];
  readonly what: 'assign' | 'dismiss';
  readonly to?: TaskRow;
}

/**
 * Says whose changes are that nobody could tell, or that they are nobody's. A caller may pass
 * `{ "paths": ["…"], "task": "…" }`, or `{ "paths": ["…"], "dismiss": true }`.
 */
export async function assignChanges(services: CommandServices, argument: unknown): Promise<void> {
  const title = vscode.l10n.t('Assign Unattributed Changes');
  const begun = await beginChange(services, argument, title);
  if (!begun) return;
  const { store, task, fields } = begun;
  const given = fields['dismiss'] === true ? 'dismiss' : task ? 'assign' : undefined;
  const answers = await walk<Answers>(
    title,
    [
      { key: 'paths', ask: (place) => askPaths(place, store) },
      { key: 'what', ask: askWhat },
      {
        key: 'to',
        when: ({ what }) => what === 'assign',
        ask: (place) => askTask(place, store, { placeholder: vscode.l10n.t('Which task do they belong to?') }),
      },
    ],
    present({ paths: textsOf(fields, 'paths'), what: given, to: task }),
  );
  if (!answers || answers.paths.length === 0) return;
  const { paths, what, to } = answers;
  const names = paths.join(', ');
  if (what === 'dismiss') {
    const dismiss = vscode.l10n.t('Dismiss');
    if (!(await isMeant(begun, vscode.l10n.t('Do {0} belong to no task?', names), dismiss))) return;
    await store.execute('files.dismiss', { paths });
    tell(vscode.l10n.t('{0} files belong to no task.', paths.length));
  } else if (to) {
    const assign = vscode.l10n.t('Assign');
    if (!(await isMeant(begun, vscode.l10n.t('Do {0} belong to “{1}”?', names, to.title), assign))) return;
    const { assigned } = await store.execute('files.assign', { task: to.id, paths });
    tell(vscode.l10n.t('“{0}” answers for {1} more files.', to.title, assigned));
  }
}

async function askPaths(place: Place, store: FolderStore): Promise<Answer<string[]>> {
  const { rows } = await store.read('files.unattributed', { limit: MOST });
  // The list is newest first: of a path the last change says how it is now.
  const byPath = new Map<string, Unattributed>();
  for (const row of rows) if (!byPath.has(row.path)) byPath.set(row.path, row);
  if (byPath.size === 0) {
    throw new Problem(
      'not_found',
      vscode.l10n.t('Every change that was seen belongs to a task.'),
      vscode.l10n.t('Changes are listed here when several tasks are worked on and none names the file.'),
    );
  }
  const choices = [...byPath.values()].map(({ path, op, from, at }) => ({
    label: path,
    description: `${operationWords(op, from)} · ${ago(at)}`,
    value: path,
  }));
  return askSeveral(place, vscode.l10n.t('Which changes belong together?'), choices, () => false);
}

function operationWords(op: Unattributed['op'], from: string | null): string {
  if (op === 'rename' || op === 'move') return vscode.l10n.t('renamed from {0}', from ?? '');
  if (op === 'delete') return vscode.l10n.t('deleted');
  return op === 'create' ? vscode.l10n.t('created') : vscode.l10n.t('changed');
}

const askWhat = (place: Place): Promise<Answer<Answers['what']>> =>
  askChoice<Answers['what']>(place, vscode.l10n.t('What about them?'), [
    { label: vscode.l10n.t('Assign to a task…'), iconPath: new vscode.ThemeIcon('link'), value: 'assign' },
    { label: vscode.l10n.t('They belong to no task'), iconPath: new vscode.ThemeIcon('close'), value: 'dismiss' },
  ]);

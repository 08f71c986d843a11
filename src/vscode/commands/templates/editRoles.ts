import * as vscode from 'vscode';
import type { RoleLayer } from '../../../domain/role/role';
import type { FilesOutput } from '../../../orchestrator/registry';
import { askChoice, separator, type Choice, type Line } from '../../ask/pick';
import { walk } from '../../ask/walk';
import type { FolderStore } from '../../folderStore';
import { present, textOf } from '../argument';
import { beginOnFiles } from '../begin';
import type { CommandServices } from '../services';
import { fileName, openAt, problemChoices, type FilePlace } from './files';

type RoleFileRow = FilesOutput<'roles.list'>['rows'][number];
/** A place in a file, a role that is to get a text of its own, or the file for roles of one's own. */
type Target = FilePlace | RoleFileRow | 'custom';

/**
 * Opens the file for roles of one's own, where a role of this workspace is written, or a start for another text of a role
 * that comes with the extension. A caller may pass `{ "role": "…" }`.
 */
export async function editRoles(services: CommandServices, argument: unknown): Promise<void> {
  const title = vscode.l10n.t('Edit Roles');
  const begun = await beginOnFiles(services, argument, title);
  if (!begun) return;
  const { store, fields } = begun;
  const { rows, problems } = await store.files('roles.list', {});
  const wanted = textOf(fields, 'role');
  const answers = await walk<{ target: Target }>(
    title,
    [
      {
        key: 'target',
        ask: (place) =>
          askChoice<Target>(place, vscode.l10n.t('Which role?'), [
            {
              label: vscode.l10n.t('Open the roles of this workspace'),
              description: 'custom_roles.yaml',
              detail: vscode.l10n.t('Write roles of your own and other texts for those that there are'),
              iconPath: new vscode.ThemeIcon('edit'),
              value: 'custom',
            },
            ...problemChoices<Target>(problems, (at) => at),
            ...inLayer(rows, isOwn, vscode.l10n.t('From the files of this workspace')),
            ...inLayer(rows, (row) => !isOwn(row), vscode.l10n.t('As they come with the extension')),
          ]),
      },
    ],
    present({ target: rows.find(({ name }) => name === wanted) }),
  );
  if (answers) await open(store, answers.target);
}

const OWN: readonly RoleLayer[] = ['custom', 'workspace'];
const isOwn = ({ layer }: RoleFileRow): boolean => OWN.includes(layer);

function inLayer(
  rows: readonly RoleFileRow[],
  belongs: (row: RoleFileRow) => boolean,
  title: string,
): (Choice<Target> | Line)[] {
  const found = rows.filter(belongs).sort((a, b) => a.name.localeCompare(b.name));
  if (found.length === 0) return [];
  return [
    separator(title),
    ...found.map((row) => ({
      label: row.name,
      description: row.written ? fileName(row.written.file) : vscode.l10n.t('built in'),
      detail: row.definition.replace(/\s+/g, ' ').slice(0, 160),
      value: row,
    })),
  ];
}

async function open(store: FolderStore, target: Target): Promise<void> {
  if (target !== 'custom' && 'file' in target) {
    await openAt(target);
  } else if (target !== 'custom' && isOwn(target) && target.written) {
    await openAt(target.written);
  } else {
    const { file } = await store.files('roles.begin', {});
    const editor = await openAt({ file, line: 1 });
    if (target !== 'custom') await writeStart(editor, target);
  }
}

/** At the end of the file, with the text that holds now to be changed; nothing is saved. */
async function writeStart(editor: vscode.TextEditor, { name, outputFormat }: RoleFileRow): Promise<void> {
  const { document } = editor;
  const end = document.lineAt(document.lineCount - 1).range.end;
  const snippet = new vscode.SnippetString(end.character === 0 ? '\n' : '\n\n');
  snippet.appendText(`${name}:\n  output_format: >-\n    `);
  snippet.appendPlaceholder(outputFormat.trim().replace(/\s+/g, ' '));
  snippet.appendText('\n');
  await editor.insertSnippet(snippet, end);
}

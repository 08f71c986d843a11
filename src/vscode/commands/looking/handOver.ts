import * as vscode from 'vscode';
import { askChoice } from '../../ask/pick';
import { walk } from '../../ask/walk';
import type { FolderStore } from '../../folderStore';
import { oneOf, present, textOf } from '../argument';
import { beginLook } from '../begin';
import { tell } from '../../notify';
import { isMeant } from '../outside';
import type { CommandServices } from '../services';

const WAYS = ['show', 'copy', 'save'] as const;
type Way = (typeof WAYS)[number];

/** A page for whoever takes over. A caller may pass `{ "how": "show", "copy" or "save", "file": "/path/handover.md" }`. */
export async function handOver(services: CommandServices, argument: unknown): Promise<void> {
  const title = vscode.l10n.t('Hand Over');
  const begun = await beginLook(services, argument, title);
  if (!begun) return;
  const { store, fields } = begun;
  const answers = await walk<{ how: Way }>(
    title,
    [
      {
        key: 'how',
        ask: (place) =>
          askChoice<Way>(place, vscode.l10n.t('A page with how everything stands, for whoever takes over'), [
            { label: vscode.l10n.t('Open it'), iconPath: new vscode.ThemeIcon('go-to-file'), value: 'show' },
            { label: vscode.l10n.t('Copy it'), iconPath: new vscode.ThemeIcon('copy'), value: 'copy' },
            { label: vscode.l10n.t('Save it to a file…'), iconPath: new vscode.ThemeIcon('save'), value: 'save' },
          ]),
      },
    ],
    present({ how: oneOf(fields, 'how', WAYS) }),
  );
  if (!answers) return;
  const subject = { kind: 'handover' } as const;
  if (answers.how === 'show') return services.documents.show(store, subject, vscode.l10n.t('Handover'));
  const text = await services.documents.text(store, subject);
  if (answers.how === 'copy') {
    await vscode.env.clipboard.writeText(text);
    tell(vscode.l10n.t('The handover is in the clipboard.'));
  } else {
    const file = textOf(fields, 'file');
    // A person who is asked for the file has answered by that.
    const question = vscode.l10n.t('Write the handover to {0}?', file ?? '');
    if (file === undefined || (await isMeant(begun, question, vscode.l10n.t('Save')))) await save(store, text, file);
  }
}

async function save(store: FolderStore, text: string, file: string | undefined): Promise<void> {
  const target = file === undefined ? await askFile(store) : vscode.Uri.file(file);
  if (!target) return;
  await vscode.workspace.fs.writeFile(target, Buffer.from(text));
  await vscode.window.showTextDocument(target);
}

const askFile = ({ folder }: FolderStore): Thenable<vscode.Uri | undefined> =>
  vscode.window.showSaveDialog({
    defaultUri: vscode.Uri.joinPath(folder.uri, 'HANDOVER.md'),
    filters: { Markdown: ['md'] },
  });

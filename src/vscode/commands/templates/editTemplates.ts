import * as vscode from 'vscode';
import { askChoice, separator, type Choice } from '../../ask/pick';
import { walk } from '../../ask/walk';
import { beginOnFiles } from '../begin';
import { present, textOf } from '../argument';
import type { CommandServices } from '../services';
import { fileName, openAt, problemChoices, type FilePlace } from './files';
import { askFileName } from './newTemplate';

type Target = FilePlace | 'new';

/** Opens a template or makes a new one. A caller may pass `{ "name": "…" }`: the file without its ending. */
export async function editTemplates(services: CommandServices, argument: unknown): Promise<void> {
  const title = vscode.l10n.t('Edit Templates');
  const begun = await beginOnFiles(services, argument, title);
  if (!begun) return;
  const { store, fields } = begun;
  const { rows, problems } = await store.files('templates.list', {});
  const known = rows.find(({ id }) => id === textOf(fields, 'name'));
  const answers = await walk<{ target: Target; name?: string }>(
    title,
    [
      {
        key: 'target',
        ask: (place) =>
          askChoice<Target>(place, vscode.l10n.t('Which template?'), [
            { label: vscode.l10n.t('New template…'), iconPath: new vscode.ThemeIcon('add'), value: 'new' },
            ...(rows.length === 0 ? [] : [separator(vscode.l10n.t('Templates'))]),
            ...rows.map(({ name, description, file }): Choice<Target> => ({
              label: name,
              description: fileName(file),
              detail: description,
              value: { file, line: 1 },
            })),
            ...problemChoices<Target>(problems, (at) => at),
          ]),
      },
      { key: 'name', when: ({ target }) => target === 'new', ask: (place) => askFileName(place, store) },
    ],
    present({ target: known && { file: known.file, line: 1 } }),
  );
  if (!answers) return;
  const { target, name = '' } = answers;
  await openAt(target === 'new' ? { ...(await store.files('templates.begin', { id: name })), line: 1 } : target);
}

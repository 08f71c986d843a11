import * as vscode from 'vscode';
import type { Parameter } from '../../../domain/template/parameter';
import { askLines } from '../../ask/lines';
import { askLongText } from '../../ask/longText';
import { askChoice } from '../../ask/pick';
import { askText, type TextQuestion } from '../../ask/text';
import type { Answer, Place } from '../../ask/walk';
import type { FolderStore } from '../../folderStore';

export interface Asked {
  readonly template: string;
  readonly name: string;
  readonly parameter: Parameter;
}

/** Asks for the value of a parameter as its type wants it; what is wrong is said while it is typed. Left out, it is null. */
export function askValue(
  place: Place,
  store: FolderStore,
  { template, name, parameter }: Asked,
  before: unknown,
): Promise<Answer<unknown>> {
  const check = async (value: unknown): Promise<string | undefined> =>
    (await store.files('templates.check', { id: template, parameter: name, value })).wrong ?? undefined;
  const prompt = promptOf(name, parameter);
  const usual = before ?? parameter.default;
  switch (parameter.type) {
    case 'yes_no':
      return askYesNo(place, prompt, usual === true);
    case 'choice':
      return askOne(place, prompt, parameter, usual);
    case 'list':
      return askLines(place, {
        prompt: (number) =>
          vscode.l10n.t('{0} Entry {1}; Enter without text when all entries are there.', prompt, number),
        lines: Array.isArray(usual) ? (usual as string[]) : [],
        check: (lines) => check(lines),
      });
    case 'text':
    case 'number':
    case 'path':
      return askLine(place, prompt, parameter, usual, check);
  }
}

const promptOf = (name: string, { description }: Parameter): string =>
  description ?? vscode.l10n.t('What is “{0}”?', name.replaceAll('_', ' '));

function askYesNo(place: Place, prompt: string, usual: boolean): Promise<Answer<boolean>> {
  const yes = { label: vscode.l10n.t('Yes'), value: true };
  const no = { label: vscode.l10n.t('No'), value: false };
  return askChoice(place, prompt, usual ? [yes, no] : [no, yes]);
}

function askOne(
  place: Place,
  prompt: string,
  { choices, required }: Extract<Parameter, { type: 'choice' }>,
  usual: unknown,
): Promise<Answer<string | null>> {
  const isUsual = (choice: string): boolean => choice === usual;
  const ordered = [...choices.filter(isUsual), ...choices.filter((choice) => !isUsual(choice))];
  return askChoice<string | null>(place, prompt, [
    ...ordered.map((value) => ({ label: value, value })),
    ...(required === false ? [{ label: vscode.l10n.t('None of these'), value: null }] : []),
  ]);
}

async function askLine(
  place: Place,
  prompt: string,
  parameter: Extract<Parameter, { type: 'text' | 'number' | 'path' }>,
  usual: unknown,
  check: (value: unknown) => Promise<string | undefined>,
): Promise<Answer<string | null>> {
  const mayBeLeftOut = parameter.required === false || parameter.default !== undefined;
  const question: TextQuestion = {
    prompt,
    ...(typeof usual === 'string' || typeof usual === 'number' ? { value: String(usual) } : {}),
    ...(mayBeLeftOut && { placeholder: vscode.l10n.t('Optional: Enter goes on without') }),
    check: (text) => check(text === '' ? null : text),
  };
  const isLong = parameter.type === 'text' && parameter.multiline === true;
  const answer = await (isLong ? askLongText(place, prompt, question) : askText(place, question));
  return typeof answer === 'object' && answer.value === '' ? { value: null } : answer;
}

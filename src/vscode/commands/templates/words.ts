import * as vscode from 'vscode';
import type { Word } from '../../../domain/template/fromPlan';
import { countIn, parameterNameFor, repeatedPhrases } from '../../../domain/template/phrases';
import type { Plan } from '../../../domain/template/plan';
import { chosen, openPick, separator, shownRows, type Choice, type Line } from '../../ask/pick';
import { askText } from '../../ask/text';
import { BACK, type Answer, type Place } from '../../ask/walk';

const MOST_PROPOSED = 12;

type Step = { readonly go: 'on' } | { readonly add: string } | { readonly remove: string };

/** Which words of a tree will be others next time: proposed from its texts, or typed. Each gets the name of a parameter. */
export async function askWords(place: Place, plan: Plan): Promise<Answer<readonly Word[]>> {
  const proposals = repeatedPhrases(plan, MOST_PROPOSED);
  const words: Word[] = [];
  for (;;) {
    const step = await askStep(place, plan, words, proposals);
    if (step === undefined || step === BACK) return step;
    if ('go' in step.value) return { value: words };
    if ('remove' in step.value) {
      const { remove } = step.value;
      words.splice(
        words.findIndex(({ text }) => text === remove),
        1,
      );
      continue;
    }
    const text = step.value.add;
    const named = await askName(place, text, words);
    if (named === undefined) return undefined;
    if (named !== BACK) words.push({ text, parameter: named.value });
  }
}

function askStep(place: Place, plan: Plan, words: readonly Word[], proposals: readonly string[]) {
  const pick = openPick<Choice<Step> | Line>(
    place,
    vscode.l10n.t('Which words will be others next time? Choose or type them'),
  );
  const times = (text: string): string => {
    const count = countIn(plan, text);
    return count === 1 ? vscode.l10n.t('once') : vscode.l10n.t('{0} times', count);
  };
  const isChosen = (text: string): boolean => words.some((word) => word.text === text);
  const add = (text: string): Choice<Step> => ({
    label: `“${text}”`,
    description: times(text),
    alwaysShow: true,
    iconPath: new vscode.ThemeIcon('symbol-parameter'),
    value: { add: text },
  });
  const on: Choice<Step> = {
    label:
      words.length === 0
        ? vscode.l10n.t('Go on without parameters')
        : words.length === 1
          ? vscode.l10n.t('Go on with one parameter')
          : vscode.l10n.t('Go on with {0} parameters', words.length),
    iconPath: new vscode.ThemeIcon('arrow-right'),
    value: { go: 'on' },
  };
  const list = (typed: string): (Choice<Step> | Line)[] => [
    ...(typed !== '' && !isChosen(typed) && countIn(plan, typed) > 0 ? [add(typed)] : []),
    on,
    ...words.map(({ text, parameter }): Choice<Step> => ({
      label: `{{${parameter}}}`,
      description: `“${text}”, ${times(text)}`,
      detail: vscode.l10n.t('Choose it to make it plain text again'),
      iconPath: new vscode.ThemeIcon('symbol-variable'),
      value: { remove: text },
    })),
    separator(vscode.l10n.t('Words that come again')),
    ...proposals
      .filter((text) => !isChosen(text) && text !== typed)
      .map((text) => ({ ...add(text), alwaysShow: false })),
  ];
  pick.items = shownRows(list(''));
  pick.onDidChangeValue((typed) => (pick.items = shownRows(list(typed.trim()))));
  return chosen(pick);
}

function askName(place: Place, text: string, words: readonly Word[]): Promise<Answer<string>> {
  const taken = words.map(({ parameter }) => parameter);
  return askText(
    { ...place, canGoBack: true },
    {
      prompt: vscode.l10n.t('What is the parameter for “{0}” called?', text),
      value: parameterNameFor(text, taken),
      mistake: (name) => {
        if (!/^[a-z][a-z0-9_]{0,63}$/.test(name.trim())) {
          return vscode.l10n.t('Use lower-case letters, digits and _, beginning with a letter.');
        }
        return taken.includes(name.trim()) ? vscode.l10n.t('There is a parameter of this name already.') : undefined;
      },
    },
  );
}

import * as vscode from 'vscode';
import { visibleCheck } from '../../domain/evidence/checkText';
import { confirm } from '../ask/confirm';
import type { Begun } from './begin';

/** Said of a call that brings along what is to be done. */
export const askedFromOutside = (): string =>
  vscode.l10n.t('A keybinding, another extension or an agent asks for this.');

/** So much of a text that somebody passed along is shown; what is let run is shown whole, elsewhere. */
const MOST_SHOWN = 300;

/** A text that came from outside, with all in it that would not show. */
export function passedAlong(value: string): string {
  const text = visibleCheck(value);
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
}

/** What a person hears besides the question. */
interface Said {
  /** What the act comes to. */
  readonly detail?: string;
  readonly reason?: string | undefined;
}

/**
 * What only people do is never done because an object says so, and not because a command was run: other extensions and agents
 * can run commands, and accept what a list offers. Unless it was begun on a row or a page of ours, the person is asked in a
 * dialog, which no command can answer (rule O4).
 */
export async function isMeant(
  { origin }: Pick<Begun, 'origin'>,
  question: string,
  action: string,
  { detail, reason }: Said = {},
): Promise<boolean> {
  if (origin === 'ours') return true;
  const whose =
    origin === 'said' ? askedFromOutside() : vscode.l10n.t('Only you can confirm this; agents and extensions cannot.');
  const given =
    reason === undefined || reason === '' ? undefined : vscode.l10n.t('The reason given: {0}', passedAlong(reason));
  // What somebody else wrote stands last: it must not push the rest out of sight.
  const told = [detail, whose, given].filter((each) => each !== undefined);
  return confirm(question, told.join('\n\n'), action);
}

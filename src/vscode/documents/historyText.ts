import * as vscode from 'vscode';
import type { FolderStore } from '../folderStore';
import { actorName } from '../words/actors';
import { eventDetails, eventWords, type TaskEvent } from '../words/events';
import { dateAndTime } from '../words/times';
import { lines } from './markdown';

/** A history longer than this is read in part; the newest matters most. */
const MOST_PAGES = 20;

/** What happened to a task, as a log book: the newest first, one line an event. */
export async function historyText(store: FolderStore, task: string): Promise<string> {
  const { task: row } = await store.read('task.show', { task });
  const events: TaskEvent[] = [];
  let before: number | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const { rows, next } = await store.read('task.events', {
      task,
      limit: 500,
      ...(before !== undefined && { before }),
    });
    events.push(...rows);
    if (next === null) break;
    before = next;
  }
  return lines(`# ${vscode.l10n.t('History: {0}', row.title)}`, '', ...events.map(eventLine));
}

function eventLine(event: TaskEvent): string {
  const details = eventDetails(event).replace(/\s*\n\s*/g, ' ');
  const said = details === '' ? '' : `: ${details}`;
  return `- ${dateAndTime(event.at)} · ${actorName(event.actor)} · **${eventWords(event).what}**${said}`;
}

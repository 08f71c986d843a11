import * as vscode from 'vscode';
import type { QueryOutput } from '../../orchestrator/registry';
import type { FolderStore } from '../folderStore';
import { actorName } from '../words/actors';
import { dateAndTime } from '../words/times';
import { lines, plain } from './markdown';

type Event = QueryOutput<'task.events'>['rows'][number];

/** A history longer than this is read in part; the newest matters most. */
const MOST_PAGES = 20;

/** What happened to a task, as a log book: the newest first, one line an event. */
export async function historyText(store: FolderStore, task: string): Promise<string> {
  const { task: row } = await store.read('task.show', { task });
  const events: Event[] = [];
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

function eventLine({ at, actor, kind, subject, before, after, reason }: Event): string {
  const what = kind
    .replace(/^task\./, '')
    .replace(/[._]/g, ' ')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();
  const details = [subject, stateChange(before, after), textOf(after), reason].filter(
    (detail) => detail !== null && detail !== '',
  );
  const said = details.length === 0 ? '' : `: ${details.join('; ').replace(/\s*\n\s*/g, ' ')}`;
  return `- ${dateAndTime(at)} · ${actorName(actor)} · **${what}**${said}`;
}

const field = (data: unknown, name: string): unknown =>
  typeof data === 'object' && data !== null ? (data as Record<string, unknown>)[name] : undefined;

function stateChange(before: unknown, after: unknown): string | null {
  const [from, to] = [field(before, 'state'), field(after, 'state')];
  return from === undefined || to === undefined ? null : `${plain(from)} → ${plain(to)}`;
}

function textOf(after: unknown): string | null {
  const text = field(after, 'text') ?? field(after, 'name') ?? field(after, 'summary');
  return text === undefined ? null : plain(text);
}

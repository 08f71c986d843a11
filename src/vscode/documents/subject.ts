/** A page about one task, as it is now. */
export interface PageOfTask {
  readonly kind: 'task' | 'history' | 'brief' | 'waves' | 'checks';
  readonly task: string;
}

/** A page about the whole store, as it is now. */
export interface PageOfStore {
  readonly kind: 'status' | 'handover' | 'roles' | 'results';
}

/** What a document is about. */
export type Subject =
  | PageOfTask
  | PageOfStore
  | { readonly kind: 'plan' | 'result'; readonly task: string; readonly version: number }
  | { readonly kind: 'comparison'; readonly task: string; readonly from: number; readonly to: number | undefined };

/** A subject in the query of an address, with the folder whose store it is in. */
export function writeQuery(folder: string, subject: Subject): string {
  const query = new URLSearchParams({ folder });
  for (const [key, value] of Object.entries(subject)) if (value !== undefined) query.set(key, String(value));
  return query.toString();
}

export function readQuery(query: string): { readonly folder: string; readonly subject: Subject } {
  const fields = Object.fromEntries(new URLSearchParams(query));
  const number = (key: string): number => Number(fields[key]);
  const kind = fields['kind'] as Subject['kind'];
  const task = fields['task'] ?? '';
  const folder = fields['folder'] ?? '';
  switch (kind) {
    case 'plan':
    case 'result':
      return { folder, subject: { kind, task, version: number('version') } };
    case 'comparison':
      return { folder, subject: { kind, task, from: number('from'), to: 'to' in fields ? number('to') : undefined } };
    case 'status':
    case 'handover':
    case 'roles':
    case 'results':
      return { folder, subject: { kind } };
    default:
      return { folder, subject: { kind, task } };
  }
}

/** What the tab of a document says: characters that part an address become spaces. */
export const fileName = (title: string): string =>
  `${title
    .replace(/[\\/\s]+/g, ' ')
    .trim()
    .slice(0, 80)}.md`;

import { useEffect, useState } from 'preact/hooks';
import type { Page } from '../../src/shared/taskPanel/view';

/**
 * A list of which the newest page comes with each view and older ones are fetched. What was fetched stays as long as it
 * joins the newest page; after a burst of more than a page in between, the list begins anew.
 */
export function usePages<Row, Cursor>(
  newest: Page<Row, Cursor>,
  keyOf: (row: Row) => number | string,
  fetchPage: (cursor: Cursor) => Promise<Page<Row, Cursor>>,
): { rows: readonly Row[]; more: (() => void) | null; busy: boolean } {
  const [older, setOlder] = useState<Page<Row, Cursor> | undefined>(undefined);
  const [busy, setBusy] = useState(false);
  const [joinedTo, setJoinedTo] = useState<Page<Row, Cursor>>(newest);
  useEffect(() => {
    if (newest === joinedTo) return;
    const known = new Set([...joinedTo.rows, ...(older?.rows ?? [])].map(keyOf));
    const last = newest.rows.at(-1);
    const joins = last === undefined || known.has(keyOf(last));
    // Rows that were in the newest page and have been pushed out of it belong to the older ones now.
    const inNewest = new Set(newest.rows.map(keyOf));
    const kept = joins && older ? [...joinedTo.rows, ...older.rows].filter((row) => !inNewest.has(keyOf(row))) : [];
    setOlder(joins && older ? { rows: kept, next: older.next } : undefined);
    setJoinedTo(newest);
  }, [newest]);
  const next = older ? older.next : newest.next;
  const more = async (cursor: Cursor): Promise<void> => {
    setBusy(true);
    try {
      const page = await fetchPage(cursor);
      setOlder((known) => ({ rows: [...(known?.rows ?? []), ...page.rows], next: page.next }));
    } finally {
      setBusy(false);
    }
  };
  const shown = new Set(newest.rows.map(keyOf));
  const rows = [...newest.rows, ...(older?.rows ?? []).filter((row) => !shown.has(keyOf(row)))];
  return { rows, more: next === null ? null : () => void more(next), busy };
}

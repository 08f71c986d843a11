import { useEffect, useState } from 'preact/hooks';
import { ask, kept } from './host';

type Subject = 'plan' | 'result';

/** Versions never change, so each is asked for once a page. */
const known = new Map<string, string>();

/** What a version says; `undefined` until it is there. */
export function useVersion(subject: Subject, version: number | null): string | undefined {
  const key = `${kept().task} ${subject} ${String(version)}`;
  const [, setArrived] = useState('');
  useEffect(() => {
    if (version === null || known.has(key)) return undefined;
    let isWanted = true;
    ask({ ask: subject, version }).then(
      ({ body }) => {
        known.set(key, body);
        if (isWanted) setArrived(key);
      },
      // Without the text there is no verdict on it; the next view asks again.
      () => undefined,
    );
    return () => {
      isWanted = false;
    };
  }, [key]);
  return version === null ? undefined : known.get(key);
}

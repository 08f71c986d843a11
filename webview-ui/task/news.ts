import { useEffect, useRef, useState } from 'preact/hooks';
import type { TaskView } from '../../src/shared/taskPanel/view';
import { cardKey } from './needs';

/** Heard once, and then gone: what is to be read stands in the page. */
const SAID_FOR_MS = 3_000;

/** What is said to those who hear the page when the task has come to stand elsewhere; how long ago something was is no news. */
export function useNews({ title, standing, needs }: TaskView): string {
  const [news, setNews] = useState('');
  const isFirst = useRef(true);
  useEffect(() => {
    if (isFirst.current) {
      isFirst.current = false;
      return undefined;
    }
    setNews(`${title}, ${standing.words}`);
    const timer = setTimeout(() => setNews(''), SAID_FOR_MS);
    return () => clearTimeout(timer);
  }, [standing.icon, needs.map(cardKey).join()]);
  return news;
}

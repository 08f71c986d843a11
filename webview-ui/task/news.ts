import { useEffect, useRef, useState } from 'preact/hooks';
import type { TaskView } from '../../src/shared/taskPanel/view';
import { cardKey } from './needs';

/** What is said to those who hear the page when the task has come to stand elsewhere; how long ago something was is no news. */
export function useNews({ standing, needs }: TaskView): string {
  const [news, setNews] = useState('');
  const isFirst = useRef(true);
  useEffect(() => {
    if (!isFirst.current) setNews([standing.words, ...needs.map(({ heading }) => heading)].join('. '));
    isFirst.current = false;
  }, [standing.icon, needs.map(cardKey).join()]);
  return news;
}

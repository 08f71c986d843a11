import { useEffect, useState } from 'preact/hooks';

/** As in the style of the page: what stands elsewhere then is drawn elsewhere, so that Tab goes through it as it is read. */
const narrow = matchMedia('(max-width: 500px)');

/** Whether the page is so narrow that nothing stands beside its title. */
export function useNarrow(): boolean {
  const [isNarrow, setNarrow] = useState(narrow.matches);
  useEffect(() => {
    const follow = (): void => setNarrow(narrow.matches);
    narrow.addEventListener('change', follow);
    return () => narrow.removeEventListener('change', follow);
  }, []);
  return isNarrow;
}

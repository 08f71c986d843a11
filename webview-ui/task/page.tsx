import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { fill } from '../../src/shared/taskPanel/fill';
import type { Request } from '../../src/shared/taskPanel/messages';
import type { TextKey, Texts } from '../../src/shared/taskPanel/texts';

interface Page {
  readonly texts: Texts;
  readonly language: string;
  /** Moves on once a minute, for what is said about times. */
  readonly now: number;
  /** Nobody answers now: what asks the host for something does nothing. */
  readonly isLost: boolean;
  /** Asks the host to do something; what it refuses is told above the tabs. Says whether it was done. */
  readonly does: (request: Request, said?: string) => Promise<boolean>;
}

export const PageContext = createContext<Page | undefined>(undefined);

export function usePage(): Page {
  const page = useContext(PageContext);
  if (!page) throw new Error('Components are drawn inside of a page.');
  return page;
}

/** The texts of the page, with values put in. */
export function useText(): (key: TextKey, values?: Readonly<Record<string, string | number>>) => string {
  const { texts } = usePage();
  return (key, values = {}) => fill(texts[key], values);
}

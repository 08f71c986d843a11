import { FolderWatch } from './folderWatch';

export interface Following {
  stop(): void;
}

/** Hands over what a folder holds: once now, and each time that it has become different. */
export function followFolder<Loaded>(
  path: string,
  load: () => Promise<Loaded>,
  changed: (loaded: Loaded) => void,
): Following {
  let known: string | undefined;
  let stopped = false;
  const look = async (): Promise<void> => {
    const loaded = await load();
    const now = JSON.stringify(loaded);
    if (stopped || now === known) return;
    known = now;
    changed(loaded);
  };
  // One look after the other: an earlier one that takes longer must not have the last word.
  let looking: Promise<void> = Promise.resolve();
  const lookAgain = (): void => {
    looking = looking.then(look);
  };
  const watch = new FolderWatch(path, lookAgain);
  lookAgain();
  return {
    stop: () => {
      stopped = true;
      watch.dispose();
    },
  };
}

/**
 * What becomes of a call in which somebody from outside of our views says what is to be done (rules O4, O5). `free`: it does
 * no more than an agent may. `asked`: a person is shown the call before anything else. `asksItself`: the command asks, with a
 * question of its own, and also when nothing was said.
 */
export type Outside = 'free' | 'asked' | 'asksItself';

/** What one command is in the manifest. Everything a person can do is a row here and a handler in ../../commands. */
export interface CommandSpec {
  /** Ends in “…” exactly where something is asked before it acts on a task that is known (rule V18). */
  readonly title: string;
  readonly outside: Outside;
  /** Product icon, for commands that appear as a button. */
  readonly icon?: string;
  /** When it can run at all; a command that is not enabled is greyed out wherever it shows. */
  readonly enablement?: string;
  /** When the palette lists it; always, if absent. */
  readonly palette?: string;
}

const isOpen = 'taskOrchestrator.store == ready';

/** Shows something of the store; also in Restricted Mode. */
export const shows = (title: string, icon?: string): CommandSpec => ({
  title,
  outside: 'free',
  ...(icon !== undefined && { icon }),
  palette: isOpen,
});

/** Changes something that is in the store. */
export const changes = (title: string, outside: Outside, icon?: string): CommandSpec => ({
  ...shows(title, icon),
  outside,
  enablement: 'isWorkspaceTrusted',
});

/** Adds something, to a store that need not be there yet. */
export const begins = (title: string, outside: Outside, icon?: string): CommandSpec => ({
  title,
  outside,
  ...(icon !== undefined && { icon }),
  enablement: 'workspaceFolderCount > 0 && isWorkspaceTrusted',
});

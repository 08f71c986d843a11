/** What one command is in the manifest. Everything a person can do is a row here and a handler in ../../commands. */
export interface CommandSpec {
  readonly title: string;
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
  ...(icon !== undefined && { icon }),
  palette: isOpen,
});

/** Changes something that is in the store. */
export const changes = (title: string, icon?: string): CommandSpec => ({
  ...shows(title, icon),
  enablement: 'isWorkspaceTrusted',
});

/** Adds something, to a store that need not be there yet. */
export const begins = (title: string, icon?: string): CommandSpec => ({
  title,
  ...(icon !== undefined && { icon }),
  enablement: 'workspaceFolderCount > 0 && isWorkspaceTrusted',
});

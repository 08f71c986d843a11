import { commandId, type CommandKey } from './commands';
import { viewId, type ViewKey } from './views';

/** What a keybinding hands over in place of a row, which VS Code does not tell extensions. */
export const FOCUSED_ROW = { on: 'focusedRow' } as const;

/** What Enter on a row of ours hands over. VS Code then opens the row as it always does. */
export const ENTER = { on: 'enter' } as const;

interface Keybinding {
  readonly command: string;
  readonly key: string;
  readonly mac: string;
  readonly when: string;
  readonly args?: object;
}

/** While the rows of a view have the keyboard, and not the field that searches in them. */
const inRowsOf = (view: ViewKey): string =>
  [
    `focusedView == ${viewId(view)}`,
    'taskOrchestrator.store == ready',
    'listFocus',
    '!inputFocus',
    '!treestickyScrollFocused',
  ].join(' && ');
const onRows = inRowsOf('tasks');

const enter = (view: ViewKey): Keybinding => ({
  command: commandId('showTask'),
  key: 'enter',
  mac: 'enter',
  when: inRowsOf(view),
  args: ENTER,
});

const onRow = (command: CommandKey, key: string, mac = key): Keybinding => ({
  command: commandId(command),
  key,
  mac,
  when: `${onRows} && isWorkspaceTrusted`,
  args: FOCUSED_ROW,
});

const focus = (view: ViewKey, key: string, mac: string): Keybinding => ({
  command: `${viewId(view)}.focus`,
  key,
  mac,
  when: 'workspaceFolderCount > 0',
});

/**
 * Keys that people know from other trees, in ours alone, and two chords that are free (tested against VS Code's own keys).
 * Space, the arrows and Ctrl+Alt+F are VS Code's, and so is what Enter does: ours only says that it was Enter.
 */
export const keybindings: readonly Keybinding[] = [
  enter('tasks'),
  enter('needsYou'),
  onRow('renameTask', 'f2'),
  onRow('deleteTask', 'delete', 'cmd+backspace'),
  onRow('moveTaskUp', 'alt+up'),
  onRow('moveTaskDown', 'alt+down'),
  { command: commandId('filterTasks'), key: 'ctrl+f', mac: 'cmd+f', when: onRows },
  focus('needsYou', 'ctrl+k n', 'cmd+k n'),
  {
    command: commandId('resumeTask'),
    key: 'ctrl+k g',
    mac: 'cmd+k g',
    when: 'taskOrchestrator.store == ready && isWorkspaceTrusted',
  },
];

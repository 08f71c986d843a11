import { agentContributions } from './agents';
import { commandId, commands, type CommandKey } from './commands';
import type { CommandSpec } from './commands/spec';
import { keybindings } from './keybindings';
import { menus, submenuId, submenus, type Submenu } from './menus';
import { pageLanguage } from './pages';
import { TASK_PANEL } from './panels';
import { TEXT_SCHEME } from './schemes';
import { configuration } from './settings';
import { walkthroughs } from './walkthrough';
import { container, viewId, views, welcomes, type ViewKey } from './views';

/** The generated parts of package.json, and the English strings they point to (package.nls.json). */
export interface Manifest {
  readonly activationEvents: readonly string[];
  readonly contributes: Readonly<Record<string, unknown>>;
  readonly nls: Readonly<Record<string, string>>;
}

const extensionStrings = {
  'extension.displayName': 'Task Orchestrator',
  'extension.description':
    'Keeps the work of people and their AI agents: tasks, approvals, checkpoints, evidence and decisions that survive anything.',
  'extension.untrusted': 'In Restricted Mode tasks can be read but not changed, and no check or command is run.',
  'extension.virtual': 'Tasks are kept in a file on disk; in a virtual workspace there is none.',
} as const;

/** Builds the manifest from the typed tables, so that the two cannot drift apart; a test compares it with the files. */
export function buildManifest(): Manifest {
  const nls: Record<string, string> = { ...extensionStrings };
  const text = (key: string, english: string): string => {
    nls[key] = english;
    return `%${key}%`;
  };

  const commandRows = Object.entries<CommandSpec>(commands).map(([key, spec]) => ({
    command: commandId(key as CommandKey),
    title: text(`command.${key}`, spec.title),
    category: text('extension.displayName', extensionStrings['extension.displayName']),
    ...(spec.icon === undefined ? {} : { icon: spec.icon }),
    ...(spec.enablement === undefined ? {} : { enablement: spec.enablement }),
  }));

  const menuRows: Record<string, object[]> = {
    commandPalette: Object.entries<CommandSpec>(commands)
      .filter(([, spec]) => spec.palette !== undefined)
      .map(([key, spec]) => ({ command: commandId(key as CommandKey), when: spec.palette })),
  };
  for (const { menu, when, group, ...entry } of menus) {
    const what = 'command' in entry ? { command: commandId(entry.command) } : { submenu: submenuId(entry.submenu) };
    (menuRows[menu] ??= []).push({ ...what, ...(when === undefined ? {} : { when }), group });
  }

  return {
    // Views and commands activate by themselves; this one finds interrupted work in a folder that already has a store.
    // The others bring back the text of a task that was open in an editor, and its panel, when the window was closed.
    activationEvents: [
      'workspaceContains:.task_orchestrator/state.db',
      `onFileSystem:${TEXT_SCHEME}`,
      `onWebviewPanel:${TASK_PANEL}`,
    ],
    contributes: {
      commands: commandRows,
      menus: menuRows,
      submenus: Object.entries(submenus).map(([key, label]) => ({
        id: submenuId(key as Submenu),
        label: text(`submenu.${key}`, label),
      })),
      keybindings,
      viewsContainers: {
        activitybar: [
          { id: container.id, title: text('extension.displayName', container.title), icon: container.icon },
        ],
      },
      views: {
        [container.id]: Object.entries(views).map(([key, spec]) => ({
          id: viewId(key as ViewKey),
          name: text(`view.${key}`, spec.name),
          icon: spec.icon,
          initialSize: spec.initialSize,
        })),
      },
      viewsWelcome: welcomes.map(({ key, view, when, contents }) => ({
        view: viewId(view),
        when,
        contents: text(`welcome.${key}`, contents),
      })),
      ...pageLanguage(text),
      ...agentContributions(text),
      configuration: configuration(text),
      walkthroughs: walkthroughs(text),
      // Read by the YAML extension, if it is there, for completion and hovers.
      yamlValidation: ['roles', 'templates'].map((name) => ({
        fileMatch: `**/.task_orchestrator/${name}/*.yaml`,
        url: `./media/schemas/${name}.schema.json`,
      })),
    },
    nls,
  };
}

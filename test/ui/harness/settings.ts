import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { settingsFile } from '../../../scripts/vscode/server.mjs';
import { type Theme, themes } from './themes';

export type Settings = Record<string, unknown>;

/** What keeps VS Code from talking about itself while a test looks at something else. */
const quiet: Settings = {
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.tips.enabled': false,
  'workbench.reduceMotion': 'on',
  'window.autoDetectColorScheme': false,
  'window.autoDetectHighContrast': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'security.workspace.trust.startupPrompt': 'never',
  'security.workspace.trust.banner': 'never',
};

/** Writes a person's settings. A page sees them when it loads. */
export function writeSettings(serverData: string, theme: Theme, settings: Settings): void {
  const file = settingsFile(serverData);
  mkdirSync(dirname(file), { recursive: true });
  const all = { ...quiet, 'workbench.colorTheme': themes[theme].setting, ...settings };
  writeFileSync(file, JSON.stringify(all, null, 2));
}

import * as vscode from 'vscode';
import { settingId, settings, type SettingKey, type SettingSpec, type SettingValue } from './contributions/settings';

/** What a person has set, for a folder where folders may differ; the default in place of what makes no sense. */
export function setting<K extends SettingKey>(key: K, folder?: vscode.Uri): SettingValue<K> {
  const spec: SettingSpec = settings[key];
  const value = vscode.workspace.getConfiguration(undefined, folder ?? null).get<unknown>(settingId(key));
  return (isFine(spec, value) ? value : spec.default) as SettingValue<K>;
}

/** What somebody has set, in whichever place; undefined where nobody has, or where it makes no sense. */
export function explicitSetting<K extends SettingKey>(key: K, folder: vscode.Uri): SettingValue<K> | undefined {
  const set = vscode.workspace.getConfiguration(undefined, folder).inspect<unknown>(settingId(key));
  const value = set?.workspaceFolderValue ?? set?.workspaceValue ?? set?.globalValue;
  return isFine(settings[key], value) ? (value as SettingValue<K>) : undefined;
}

/** What is set and makes no sense, so that the default counts in its place. */
export function senseless(folder?: vscode.Uri): { key: SettingKey; value: unknown }[] {
  const configuration = vscode.workspace.getConfiguration(undefined, folder ?? null);
  return settingKeys
    .map((key) => ({ key, value: configuration.get<unknown>(settingId(key)) }))
    .filter(({ key, value }) => !isFine(settings[key], value));
}

const settingKeys = Object.keys(settings) as SettingKey[];

function isFine(spec: SettingSpec, value: unknown): boolean {
  switch (spec.type) {
    case 'boolean':
      return typeof value === 'boolean';
    case 'choice':
      return typeof value === 'string' && value in spec.choices;
    case 'number':
      return Number.isInteger(value) && Number(value) >= spec.between[0] && Number(value) <= spec.between[1];
    case 'list':
      return Array.isArray(value) && value.every((item) => typeof item === 'string' && item !== '');
  }
}

/** Calls back when one of the settings may have changed. */
export function onSettingChange(
  keys: readonly SettingKey[],
  changed: () => void,
  folder?: vscode.Uri,
): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (keys.some((key) => event.affectsConfiguration(settingId(key), folder))) changed();
  });
}

/** For everything that the person opens, as *Don't Show Again* means it. */
export async function turnOff(
  key: { [K in SettingKey]: SettingValue<K> extends boolean ? K : never }[SettingKey],
): Promise<void> {
  await vscode.workspace.getConfiguration().update(settingId(key), false, vscode.ConfigurationTarget.Global);
}

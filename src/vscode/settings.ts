import * as vscode from 'vscode';
import { settingId, settings, type SettingKey, type SettingSpec, type SettingValue } from './contributions/settings';

/** What a person has set, for a folder where folders may differ; the default in place of what makes no sense. */
export function setting<K extends SettingKey>(key: K, folder?: vscode.Uri): SettingValue<K> {
  const spec: SettingSpec = settings[key];
  const value = vscode.workspace.getConfiguration(undefined, folder ?? null).get<unknown>(settingId(key));
  const isFine =
    spec.type === 'boolean' ? typeof value === 'boolean' : typeof value === 'string' && value in spec.choices;
  return (isFine ? value : spec.default) as SettingValue<K>;
}

/** Calls back when one of the settings may have changed. */
export function onSettingChange(keys: readonly SettingKey[], changed: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (keys.some((key) => event.affectsConfiguration(settingId(key)))) changed();
  });
}

/** For everything that the person opens, as *Don't Show Again* means it. */
export async function turnOff(
  key: { [K in SettingKey]: SettingValue<K> extends boolean ? K : never }[SettingKey],
): Promise<void> {
  await vscode.workspace.getConfiguration().update(settingId(key), false, vscode.ConfigurationTarget.Global);
}

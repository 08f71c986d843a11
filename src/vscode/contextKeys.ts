import * as vscode from 'vscode';
import { contextKeyId, type ContextKey, type ContextValue } from './contributions/contextKeys';

export function setContextKey<K extends ContextKey>(key: K, value: ContextValue<K>): Thenable<void> {
  return vscode.commands.executeCommand('setContext', contextKeyId(key), value);
}

import { randomBytes } from 'node:crypto';
import type * as vscode from 'vscode';

const NAME = 'hostKey';
const PATIENCE_MS = 3_000;

/**
 * The key with which windows prove to each other that they are windows. It lives in VS Code's secret storage, which other
 * programs cannot read. Without it everything works, but only the window that owns a store can replace it.
 */
export function readHostKey(secrets: vscode.SecretStorage, log: vscode.LogOutputChannel): Promise<string | undefined> {
  const inTime = new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), PATIENCE_MS).unref());
  // A keyring may ask for a password that nobody types; tasks do not wait for that.
  return Promise.race([readOrMake(secrets, log), inTime]);
}

async function readOrMake(secrets: vscode.SecretStorage, log: vscode.LogOutputChannel): Promise<string | undefined> {
  try {
    if ((await secrets.get(NAME)) === undefined) await secrets.store(NAME, randomBytes(32).toString('hex'));
    // Read again: of two windows that started at once, the later one has set it for both.
    return await secrets.get(NAME);
  } catch (error) {
    log.warn('VS Code keeps no secrets here, so other windows cannot prove themselves', error);
    return undefined;
  }
}

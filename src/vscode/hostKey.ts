import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import * as vscode from 'vscode';

const NAME = 'hostKey';
const PATIENCE_MS = 3_000;
/** As long as it takes one window in a browser to hear what another has just put down. */
const OTHERS_MS = 500;

/** Where windows keep what they share. */
export interface Shared {
  readonly secrets: Pick<vscode.SecretStorage, 'get' | 'store'>;
  readonly globalState: Pick<vscode.Memento, 'get' | 'update'>;
}

/**
 * The key with which windows prove to each other that they are windows, from a place that other programs cannot read.
 * Without it a second window counts as a program, for which no person answers.
 */
export function readHostKey(
  shared: Shared,
  log: vscode.LogOutputChannel,
  isInBrowser = vscode.env.uiKind === vscode.UIKind.Web,
): Promise<string | undefined> {
  const inTime = new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), PATIENCE_MS).unref());
  // A keyring may ask for a password that nobody types; tasks do not wait for that.
  return Promise.race([isInBrowser ? fromBrowser(shared) : fromSecrets(shared), inTime]).catch((error: unknown) => {
    log.warn('VS Code keeps no secrets here, so other windows cannot prove themselves', error);
    return undefined;
  });
}

const make = (): string => randomBytes(32).toString('hex');

async function fromSecrets({ secrets }: Shared): Promise<string | undefined> {
  if ((await secrets.get(NAME)) === undefined) await secrets.store(NAME, make());
  // Read again: of two windows that started at once, the later one has set it for both.
  return secrets.get(NAME);
}

/**
 * In a browser secrets may last no longer than their page, and no other page sees them. What an extension remembers is
 * kept by the browser itself there, beyond the reach of programs beside the workspace, and all its pages share it. (On a
 * desktop it would be a file that anybody reads.)
 */
async function fromBrowser({ secrets, globalState }: Shared): Promise<string | undefined> {
  const known = (await secrets.get(NAME)) ?? globalState.get<string>(NAME);
  if (known === undefined) {
    await globalState.update(NAME, make());
    // Of two pages that started at once, the later one has set it for both.
    await wait(OTHERS_MS);
  } else if (globalState.get(NAME) !== known) {
    await globalState.update(NAME, known);
  }
  const key = globalState.get<string>(NAME);
  if (key !== undefined && key !== known) await secrets.store(NAME, key);
  return key;
}

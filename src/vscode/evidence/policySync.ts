import * as vscode from 'vscode';
import { confirm } from '../ask/confirm';
import { settings } from '../contributions/settings';
import type { CommandInput, CommandOutput } from '../../orchestrator/registry';
import type { FolderStore } from '../folderStore';
import { report } from '../report';
import { explicitSetting, onSettingChange } from '../settings';
import type { Stores } from '../stores';

type Policy = CommandOutput<'policy.set'>;
type Wanted = CommandInput<'policy.set'>;

const KEYS = {
  gate: 'evidence.gate',
  checkSeconds: 'evidence.checkSeconds',
  ignore: 'evidence.ignore',
  keepFileKb: 'evidence.keepFileKb',
  keepQuotaMb: 'evidence.keepQuotaMb',
} as const;
type Field = keyof typeof KEYS;

const settingId = (key: string): string => `taskOrchestrator.${key}`;

const isLess =
  (field: 'checkSeconds' | 'keepFileKb' | 'keepQuotaMb') =>
  (now: Policy, { [field]: then = now[field] }: Wanted): boolean =>
    then < now[field];

/** Whether a value lets more through, or keeps less, than what holds now. */
const loosens: Record<Field, (now: Policy, then: Wanted) => boolean> = {
  gate: (_, { gate }) => gate === 'warn',
  checkSeconds: isLess('checkSeconds'),
  ignore: (now, { ignore = [] }) => ignore.some((pattern) => !now.ignore.includes(pattern)),
  keepFileKb: isLess('keepFileKb'),
  keepQuotaMb: isLess('keepQuotaMb'),
};
const fields = Object.keys(KEYS) as Field[];

/**
 * Brings what a person sets here into the store, whose policy holds for everybody, also with VS Code closed (rule G6). Only
 * what is set in some settings file counts: at the opening of the store, and when it changes. What is taken out of the
 * settings while the window is open goes back to its default; what another window has set is otherwise left alone.
 */
export class PolicySync {
  readonly #stores: Stores;
  readonly #memory: vscode.Memento;
  readonly #log: vscode.LogOutputChannel;

  constructor(stores: Stores, memory: vscode.Memento, log: vscode.LogOutputChannel) {
    this.#stores = stores;
    this.#memory = memory;
    this.#log = log;
  }

  start(): vscode.Disposable {
    return this.#stores.followEach((store) => this.#follow(store));
  }

  #follow(store: FolderStore): vscode.Disposable {
    const { uri } = store.folder;
    let before = explicitly(uri);
    let wasReady = false;
    let turn = Promise.resolve();
    const bring = (wanted: Wanted, isNew: boolean): void => {
      turn = turn.then(() => this.#bring(store, wanted, isNew)).catch((error: unknown) => report(this.#log, error));
    };
    const open = (): void => {
      if (store.status.state !== 'ready' || wasReady || !vscode.workspace.isTrusted) return;
      wasReady = true;
      bring(explicitly(uri), false);
    };
    open();
    return vscode.Disposable.from(
      store.onDidChangeStatus(open),
      vscode.workspace.onDidGrantWorkspaceTrust(open),
      onSettingChange(
        Object.values(KEYS),
        () => {
          const now = explicitly(uri);
          const changed = fields.filter((field) => JSON.stringify(now[field]) !== JSON.stringify(before[field]));
          before = now;
          if (!wasReady || changed.length === 0) return;
          bring(Object.fromEntries(changed.map((field) => [field, now[field] ?? settings[KEYS[field]].default])), true);
        },
        uri,
      ),
    );
  }

  async #bring(store: FolderStore, wanted: Wanted, isNew: boolean): Promise<void> {
    if (store.status.state !== 'ready' || Object.keys(wanted).length === 0) return;
    const policy: Policy = await store.read('policy.get', {});
    const different = fields.filter(
      (field) => wanted[field] !== undefined && JSON.stringify(wanted[field]) !== JSON.stringify(policy[field]),
    );
    const news: Wanted = Object.fromEntries(different.map((field) => [field, wanted[field]]));
    const looser = different.filter((field) => loosens[field](policy, news));
    const mayAll = looser.length === 0 || (await this.#mayLoosen(store, news, looser, isNew));
    const kept = different.filter((field) => mayAll || !looser.includes(field));
    if (kept.length > 0)
      await store.execute('policy.set', Object.fromEntries(kept.map((field) => [field, news[field]])));
  }

  /**
   * Settings are files that agents can write, too. So what lets unverified work through, or keeps less, is not done because a
   * file says so: a person is asked, once for each time that it is set.
   */
  async #mayLoosen({ folder }: FolderStore, news: Wanted, looser: readonly Field[], isNew: boolean): Promise<boolean> {
    const key = `policyStays:${folder.uri.toString()}`;
    const values = looser.map((field) => `${settingId(KEYS[field])}: ${JSON.stringify(news[field])}`);
    const asked = values.join('\n');
    if (!isNew && this.#memory.get<string>(key) === asked) return false;
    const may = await confirm(
      news.gate === 'warn'
        ? vscode.l10n.t('Let tasks in {0} be done although their files or checks say otherwise?', folder.name)
        : vscode.l10n.t('Look less closely at what tasks in {0} leave?', folder.name),
      [
        vscode.l10n.t('The settings say so. It holds for everybody who works in the folder, agents included.'),
        asked,
      ].join('\n\n'),
      news.gate === 'warn' ? vscode.l10n.t('Only Warn') : vscode.l10n.t('Allow'),
    );
    await this.#memory.update(key, may ? undefined : asked);
    return may;
  }
}

function explicitly(folder: vscode.Uri): Wanted {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const value = explicitSetting(KEYS[field], folder);
      return value === undefined ? [] : [[field, value]];
    }),
  );
}

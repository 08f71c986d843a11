import { constants, copyFileSync, mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import type { EngineClientOptions } from '../../src/engine/client';
import { EngineClient } from '../../src/engine/client';
import type { OwnDoor } from '../../src/engine/protocol';
import { elect } from '../../src/engine/election';
import { STORE_FOLDER, StoreLayout } from '../../src/storage/layout';
import { Store } from '../../src/storage/store';
import type { Setting } from '../setting';
import type { Sqlite } from './sqlite';

/** A workspace folder whose store is a copy of a generated one. */
export function workspaceWith(setting: Setting, source: string): string {
  const workspace = mkdtempSync(join(setting.work, 'workspace-'));
  const layout = layoutOf(workspace);
  mkdirSync(layout.folder, { recursive: true, mode: 0o700 });
  copyFileSync(source, layout.database, constants.COPYFILE_FICLONE);
  return workspace;
}

const layoutOf = (workspace: string): StoreLayout => new StoreLayout(join(workspace, STORE_FOLDER));

export function openStoreIn(sqlite: Sqlite, workspace: string): Store {
  return Store.open({ folder: layoutOf(workspace).folder, ...sqlite });
}

/** With the fence that an elected leader asks twice for each commit; the place at the head ends with the process. */
export async function openStoreAsLeader(sqlite: Sqlite, workspace: string): Promise<Store> {
  const layout = layoutOf(workspace);
  const elected = await elect(layout.run);
  if (elected.role !== 'leader') throw new Error('somebody leads in a folder that was just made');
  elected.server.unref();
  const fence = (): void => {
    if (!elected.isMine()) throw new Error('another process leads now');
  };
  return Store.open({ folder: layout.folder, ...sqlite, fence });
}

/** Starts a product engine in a thread of its own. */
export function startEngine(
  setting: Setting,
  workspace: string,
  door: OwnDoor = 'process',
  onInfo: (text: string) => void = () => undefined,
): EngineClient {
  const options: EngineClientOptions = {
    folder: workspace,
    workerFile: setting.engineFile,
    wasmFile: setting.wasmFile,
    door,
    version: 'bench',
    log: (level, text) => {
      if (level === 'info') onInfo(text);
      else process.stderr.write(`${level}: ${text}\n`);
    },
  };
  return new EngineClient(options);
}

export const ACTOR = 'system';

import { join } from 'node:path';

export { STORE_FOLDER } from '../domain/storeFolder';

/** Names inside the store's folder. They are a promise to people, backup programs and git (docs/spec.md, S1). */
export class StoreLayout {
  readonly folder: string;
  readonly database: string;
  readonly backups: string;
  readonly run: string;
  readonly gitignore: string;
  /** What was still open when the files were removed under us. */
  readonly rescue: string;
  #copies = 0;

  constructor(folder: string) {
    this.folder = folder;
    this.database = join(folder, 'state.db');
    this.backups = join(folder, 'backups');
    this.run = join(folder, 'run');
    this.gitignore = join(folder, '.gitignore');
    this.rescue = join(folder, 'rescued');
  }

  wal(generation: number): string {
    return join(this.folder, `state-${generation}.wal`);
  }

  orphan(generation: number, at: number): string {
    return join(this.folder, `orphan-${generation}-${at}.wal`);
  }

  /** Where what is set aside goes, and stays. */
  aside(now: Date): string {
    return join(this.folder, `aside-${now.toISOString().replace(/[-:.]/g, '')}`);
  }

  /** A name that no other thread or process uses, so that a dying one can never write into its successor's file. */
  nextCopy(): string {
    return `${this.database}.next.${process.pid}.${process.hrtime.bigint().toString(36)}${++this.#copies}`;
  }

  static isUnfinishedCopy(name: string): boolean {
    return name.startsWith('state.db.next.') || name.endsWith('.wal.partial');
  }

  static walGeneration(name: string): number | undefined {
    const digits = /^state-(\d+)\.wal$/.exec(name)?.[1];
    return digits === undefined ? undefined : Number(digits);
  }
}

/** Keeps what is local out of git, and what a team shares (decisions, roles, templates) in. */
export const GITIGNORE = `# Written by Task Orchestrator. Decisions, roles and templates are meant to be shared; the rest is local.
/state.db
/state.db.next.*
/state-*.wal*
/orphan-*.wal
/aside-*/
/rescued/
/run/
/objects/
/backups/
/exports/
/logs/
`;

import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/**
 * The program that agents' configurations name. The extension's own folder has another name with each version, so this small
 * file stays in one place and leads to whichever version is installed.
 */
export class Launcher {
  readonly file: string;
  readonly #source: string;

  constructor(storage: string, program: string) {
    this.file = join(storage, 'mcp.js');
    this.#source = `#!/usr/bin/env node\nrequire(${JSON.stringify(program)});\n`;
  }

  /** Makes it, when a person first asks for a configuration. */
  async install(): Promise<string> {
    if ((await this.#found()) !== this.#source) {
      await mkdir(dirname(this.file), { recursive: true });
      await this.#write();
    }
    return this.file;
  }

  /** After an update of the extension; where nobody has asked for it, nothing is made. */
  async refresh(): Promise<void> {
    if ((await this.#found()) !== undefined) await this.install();
  }

  /** An agent may be starting it at this very moment, and finds the whole of one or the other. */
  async #write(): Promise<void> {
    const draft = `${this.file}.${randomUUID()}.tmp`;
    try {
      await writeFile(draft, this.#source);
      await rename(draft, this.file);
    } finally {
      await rm(draft, { force: true });
    }
  }

  #found(): Promise<string | undefined> {
    return readFile(this.file, 'utf8').catch(() => undefined);
  }
}

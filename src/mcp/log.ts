import { appendFileSync, existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';

const MOST_BYTES = 1 << 20;
const LONGEST_TEXT = 2_000;

export type Log = (level: 'info' | 'warn' | 'error', text: string) => void;

/**
 * Writes beside the store, never to standard output, which belongs to the protocol. Where nothing is kept yet, looking must
 * not make a folder (rule A8), and the line goes to standard error, which clients show.
 */
export function openLog(workspace: string): Log {
  const store = join(workspace, '.task_orchestrator');
  const file = join(store, 'logs', 'mcp.log');
  return (level, text) => {
    const shown = text.replace(/\s+/g, ' ').slice(0, LONGEST_TEXT);
    const line = `${new Date().toISOString()} ${process.pid} ${level} ${shown}\n`;
    try {
      if (!existsSync(store)) throw new Error('nothing is kept here yet');
      mkdirSync(join(store, 'logs'), { recursive: true, mode: 0o700 });
      if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > MOST_BYTES) renameSync(file, `${file}.1`);
      appendFileSync(file, line, { mode: 0o600 });
    } catch {
      process.stderr.write(line);
    }
  };
}

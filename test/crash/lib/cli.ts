import { spawn, spawnSync } from 'node:child_process';
import { CONSISTENCY } from './consistency';

interface Finding {
  readonly row?: Record<string, unknown>;
  readonly error?: string;
}

const QUESTION = `pragma integrity_check; ${CONSISTENCY};`;

/** The `sqlite3` program, as another reader of `state.db` that knows nothing of us. */
class SqliteProgram {
  check(database: string): Finding {
    const { status, stdout, stderr } = spawnSync('sqlite3', ['-json', database, QUESTION], { encoding: 'utf8' });
    return finding(status, stdout, stderr);
  }

  /** The same without holding up the caller. */
  ask(database: string): Promise<Finding> {
    return new Promise((resolve) => {
      const program = spawn('sqlite3', ['-json', database, QUESTION], { stdio: ['ignore', 'pipe', 'pipe'] });
      let [out, err] = ['', ''];
      program.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
      program.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
      program.on('close', (status) => resolve(finding(status, out, err)));
    });
  }
}

function finding(status: number | null, out: string, err: string): Finding {
  if (status !== 0 || err !== '') return { error: err.trim() || `exit code ${String(status)}` };
  try {
    // One JSON array a statement, one after the other.
    const [verdict, ...rest] = JSON.parse(`[${out.trim().replaceAll(/\]\s*\[/g, '],[')}]`) as Record<
      string,
      unknown
    >[][];
    if (JSON.stringify(verdict) !== '[{"integrity_check":"ok"}]') return { error: JSON.stringify(verdict) };
    const row = rest[0]?.[0];
    return row ? { row } : { error: `no answer in ${out}` };
  } catch {
    return { error: `no answer in ${out}` };
  }
}

/** Undefined where it is not installed. */
export const sqliteProgram = spawnSync('sqlite3', ['-version']).status === 0 ? new SqliteProgram() : undefined;

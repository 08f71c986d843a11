import { execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { PerformanceObserver, type PerformanceEntry } from 'node:perf_hooks';
import { promisify } from 'node:util';
import * as vscode from 'vscode';
import { REPORT_FILE_VARIABLE } from '../../scripts/test/suite-files.mjs';
import { viewId } from '../../src/vscode/contributions/views';
import type { FolderStore } from '../../src/vscode/folderStore';
import type { TaskNode } from '../../src/vscode/views/taskNodes';
import { itemOf } from '../../src/vscode/views/tasks/items';
import { PAGE } from '../../src/vscode/views/tasks/taskList';
import { TaskTree } from '../../src/vscode/views/tasks/taskTree';
import { follows, reached } from '../unit/engine/harness';
import { actor, run, until, useProgram } from './harness';

const BRANCHES = 99;
const STEPS = 100;
const FILES = 10_000;
/** Into a hundred folders in turn. */
const WRITE_FILES = 'n=0; while [ $n -lt $1 ]; do echo "line $n" > d$((n % 100))/f$n.txt; n=$((n + 1)); done';
const MOST_MS = 60_000;
const LONGEST_MS = 280_000;

interface Stall {
  /** How long the thread computed; while other programs have its core, it waits as everything does. */
  readonly ms: number;
  /** The longest time for which somebody who asked would have waited. */
  readonly waitMs: number;
  /** For how long of the computing the host collected garbage, its own and that of all extensions. */
  readonly garbageMs: number;
}

/** Of this thread. The types are those of the oldest Node that VS Code runs on. */
const computedMs = (): number => {
  const { user, system } = (process as unknown as { threadCpuUsage: () => NodeJS.CpuUsage }).threadCpuUsage();
  return (user + system) / 1000;
};

/** Longest computing of the extension host in which it answered nobody. */
function watchStalls(): () => Promise<Stall> {
  const stalls: { start: number; end: number; ms: number }[] = [];
  const pauses: PerformanceEntry[] = [];
  const observer = new PerformanceObserver((list) => pauses.push(...list.getEntries()));
  observer.observe({ entryTypes: ['gc'] });
  let last = performance.now();
  let computed = computedMs();
  const beat = (): void => {
    const [now, sum] = [performance.now(), computedMs()];
    stalls.push({ start: last, end: now, ms: sum - computed });
    [last, computed] = [now, sum];
  };
  const timer = setInterval(beat, 1);
  return async () => {
    beat();
    clearInterval(timer);
    // Pauses are told a moment later.
    await rest(100);
    observer.disconnect();
    const { start, end, ms } = stalls.reduce((best, each) => (each.ms > best.ms ? each : best));
    const within = pauses.filter((pause) => pause.startTime < end && pause.startTime + pause.duration > start);
    const waitMs = Math.max(...stalls.map((each) => each.end - each.start)) - 1;
    return { ms, waitMs, garbageMs: within.reduce((sum, { duration }) => sum + duration, 0) };
  };
}

const rest = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const median = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

/** By a program in a process of its own, as an agent's is. */
async function noteEach(tasks: readonly string[]): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
  const noter = fork(join(__dirname, 'noter.js'), { cwd: join(__dirname, '..', '..', '..') });
  noter.send([folder, tasks]);
  const [code] = (await once(noter, 'exit')) as [number];
  if (code !== 0) throw new Error(`The program that notes ended with ${code}.`);
}

describe('the Tasks view, measured', function () {
  this.timeout(LONGEST_MS);
  const program = useProgram();
  const look = { groupBy: 'stream', finished: true, details: false, filter: {} } as const;

  const report = (what: string, ms: number): void => {
    const line = `${what.padEnd(60)} ${ms.toFixed(1).padStart(8)} ms\n`;
    appendFileSync(process.env[REPORT_FILE_VARIABLE] ?? '/dev/stderr', line);
  };
  const reportStall = ({ ms, waitMs, garbageMs }: Stall, what: string): void => {
    report(`${what}${garbageMs < 1 ? '' : ` (${garbageMs.toFixed(1)} ms of it garbage)`}`, ms);
    report('    … longest wait, other programs included', waitMs);
  };

  const store = (): FolderStore => {
    const client = program();
    const folder = vscode.workspace.workspaceFolders?.[0];
    return { folder, status: client.status, read: client.read.bind(client) } as unknown as FolderStore;
  };

  /** A tree of some ten thousand tasks. */
  async function plant(name: string): Promise<string> {
    const steps = Array.from({ length: BRANCHES }, (_, branch) => ({
      title: `${name}.${branch}`,
      steps: Array.from({ length: STEPS }, (_, step) => ({ title: `${name}.${branch}.${step}`, role: 'implementer' })),
    }));
    const { task } = await program().execute('task.plan', { goal: name, stream: name, steps }, { actor });
    return task;
  }

  async function firstRows(size: string): Promise<void> {
    const open = store();
    const reads: number[] = [];
    const rows: number[] = [];
    for (let n = 0; n < 20; n++) {
      const tree = new TaskTree(
        () => [open],
        () => look,
      );
      const start = performance.now();
      const nodes: TaskNode[] = [];
      for (const node of await tree.children()) {
        nodes.push(node, ...(node.kind === 'group' ? await tree.children(node) : []));
      }
      const read = performance.now();
      for (const node of nodes) itemOf(node, look, () => false);
      if (nodes.length < 2) throw new Error('the tree is empty');
      reads.push(read - start);
      rows.push(performance.now() - read);
    }
    report(`${size}: first rows read, p50`, median(reads));
    report(`${size}: from data to rows for VS Code, p50`, median(rows));
  }

  /** A whole page of siblings, which is as much as a tree ever shows at once. */
  async function wholePage(size: string, parent: string): Promise<void> {
    const open = store();
    const [reads, rows, blocked]: [number[], number[], number[]] = [[], [], []];
    for (let n = 0; n < 10; n++) {
      const tree = new TaskTree(
        () => [open],
        () => look,
      );
      const leaf = await tree.find(open, parent);
      if (!leaf) throw new Error('the tree lacks it');
      const stall = watchStalls();
      const start = performance.now();
      const nodes = await tree.children(leaf.leaf);
      const read = performance.now();
      for (const node of nodes) itemOf(node, look, () => false);
      reads.push(read - start);
      rows.push(performance.now() - read);
      blocked.push((await stall()).ms);
    }
    report(`${size}: a page of ${PAGE} rows read, p50`, median(reads));
    report(`${size}: … from data to rows for VS Code, p50`, median(rows));
    report(`${size}: … longest stall meanwhile, p50`, median(blocked));
  }

  /** In the real view, with a page of one list shown. */
  async function bursts(size: string): Promise<void> {
    const flat = Array.from({ length: 1_000 }, (_, n) => ({ title: `${size} flat ${n}` }));
    const { task } = await program().execute('task.plan', { goal: `${size} flat`, steps: flat }, { actor });
    const { rows } = await program().read('tree.siblings', { parent: task });
    await wholePage(size, task);
    await run('revealTask', { task: rows[PAGE / 2]?.id });
    await rest(2_000);
    const idle = watchStalls();
    await rest(2_000);
    reportStall(await idle(), `${size}: longest stall of the host, idle`);
    const scrolling = watchStalls();
    for (let n = 0; n < 40; n++) {
      await vscode.commands.executeCommand(n % 2 === 0 ? 'list.focusPageDown' : 'list.focusPageUp');
      await rest(25);
    }
    reportStall(await scrolling(), `${size}: longest stall, scrolling`);
    const once = watchStalls();
    const start = performance.now();
    await program().execute('task.cancel', { task }, { actor });
    await until(
      'all have changed',
      async () => (await program().read('task.get', { id: task }))?.state === 'cancelled',
    );
    const answered = performance.now();
    await rest(4_000);
    reportStall(await once(), `${size}: longest stall, 1,000 tasks change at once`);
    report(`${size}: answer to the command that changes them`, answered - start);
    const many = watchStalls();
    const shown = rows.slice(0, 500).map(({ id }) => id);
    await noteEach([...shown, ...shown]);
    await rest(3_000);
    reportStall(await many(), `${size}: longest stall, 1,000 single changes`);
  }

  it('at 10,000 tasks', async () => {
    await plant('A');
    // A program that was first makes way for the window.
    await reached(program(), follows);
    await vscode.commands.executeCommand(`${viewId('tasks')}.focus`);
    await firstRows('10,000');
    await bursts('10,000');
  });

  it('at 100,000 tasks', async () => {
    for (const name of 'BCDEFGHIJ') await plant(name);
    await firstRows('100,000');
    await bursts('100,000');
  });

  it('10,000 small files made while a task is worked on', async () => {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file('/');
    const made = join(folder.fsPath, 'made');
    const { task } = await program().execute('task.create', { title: 'Makes many files' }, { actor });
    await program().execute('task.claim', { task }, { actor });
    let told = 0;
    const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, 'made/**'));
    watcher.onDidCreate(() => told++);
    for (let n = 0; n < 100; n++) mkdirSync(join(made, `d${n}`), { recursive: true });
    await rest(2_000);
    told = 0;
    // They are numbered one after the other.
    const operations = async (): Promise<number> =>
      (await program().read('task.files', { task, limit: 1 })).rows[0]?.n ?? 0;
    const before = await operations();
    const stall = watchStalls();
    const start = performance.now();
    // By another program, as git is one: what holds up the host is ours alone.
    await promisify(execFile)('sh', ['-c', WRITE_FILES, 'sh', String(FILES)], { cwd: made });
    report('10,000 files written', performance.now() - start);
    // A system that cannot keep up with its own events drops some, and VS Code is told of none of these.
    // What it was not told, the engine looks for by itself.
    const lasts = async (holds: () => boolean | Promise<boolean>, mostMs: number): Promise<number> => {
      while (!(await holds()) && performance.now() - start < mostMs) await rest(20);
      return performance.now() - start;
    };
    const seen = async (): Promise<number> => (await operations()) - before;
    const [toldAfter, seenAfter] = await Promise.all([
      lasts(() => told >= FILES, MOST_MS / 2),
      lasts(async () => (await seen()) >= FILES, MOST_MS),
    ]);
    report(`… ${told} of them told by VS Code`, toldAfter);
    report(`… ${await seen()} of them seen for the task`, seenAfter);
    reportStall(await stall(), '… longest stall of the host meanwhile');
    watcher.dispose();
    rmSync(made, { recursive: true });
  });
});

import * as vscode from 'vscode';
import { complain, inform } from './notify';
import { Problem, type ProblemCode } from '../domain/problem';

/** What a person can do about it at once, as a button. */
export interface Way {
  readonly label: string;
  readonly command: string;
}

/** Nothing is wrong, and there is a way on. */
export class ProblemWithWays extends Problem {
  readonly ways: readonly Way[];

  constructor(message: string, remedy: string, ways: readonly Way[]) {
    super('not_found', message, remedy);
    this.ways = ways;
  }
}

/**
 * Shows what went wrong once, with what to do next; the details go to the log (rule A6). Returns at once: whoever waits
 * for a command must not wait until a person has closed its message.
 */
export function report(log: vscode.LogOutputChannel, error: unknown): void {
  const problem = Problem.from(error);
  const said = `${problem.message} ${problem.remedy}`;
  if (NOTHING_WRONG.has(problem.code)) {
    log.info(problem.code, problem.message);
    const ways = problem instanceof ProblemWithWays ? problem.ways : [];
    void inform(said, ...ways.map(({ label }) => label)).then((choice) => {
      const way = ways.find(({ label }) => label === choice);
      if (way) void vscode.commands.executeCommand(way.command);
    });
    return;
  }
  log.error(problem.code, problem.message, problem.cause ?? '');
  const showLog = vscode.l10n.t('Show Log');
  void complain(said, showLog).then((choice) => {
    if (choice === showLog) log.show();
  });
}

/** What is not there, or not possible as things stand, is an answer; a log would say nothing more of it. */
const NOTHING_WRONG: ReadonlySet<ProblemCode> = new Set(['not_found', 'not_possible', 'not_ready', 'dependency_cycle']);

import * as vscode from 'vscode';

/** Of two clicks; also how long a key may be on its way. */
const TOGETHER_MS = 500;

/**
 * VS Code runs the command of a row for a click, for each click of two, for Space and for Enter alike, and does not tell which
 * it was. Two within a moment are a double click; Enter is a key of ours, which says so before VS Code does its part; and who
 * opens with a double click has it run for that alone.
 */
export class RowOpenings {
  #last = { row: '', at: 0 };
  #enteredAt = 0;

  /** Enter was pressed; VS Code opens the row that has the keyboard. */
  async enter(): Promise<void> {
    this.#enteredAt = Date.now();
    await vscode.commands.executeCommand('list.select');
  }

  /** Whether a row that was opened is to get a panel of its own, with the keyboard. */
  isMeant(row: string, now = Date.now()): boolean {
    const isSecond = this.#last.row === row && now - this.#last.at < TOGETHER_MS;
    const isEntered = now - this.#enteredAt < TOGETHER_MS;
    this.#last = { row, at: isSecond ? 0 : now };
    this.#enteredAt = 0;
    return isSecond || isEntered || opensOnDoubleClick();
  }
}

const opensOnDoubleClick = (): boolean =>
  vscode.workspace.getConfiguration('workbench.list').get('openMode') === 'doubleClick';

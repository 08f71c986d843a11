import * as vscode from 'vscode';

type Opened = vscode.QuickInput & { onDidAccept(listener: () => unknown): vscode.Disposable };

/** What VS Code opened, with `act` in place of a person once it shows: an Enter that a test presses reaches no list. */
function answeredBy<Input extends Opened>(input: Input, act: (input: Input) => void): Input {
  const listeners: (() => unknown)[] = [];
  return new Proxy(input, {
    get(target, key) {
      if (key === 'onDidAccept') return (listener: () => unknown) => listeners.push(listener);
      if (key === 'show')
        return () => {
          act(target);
          for (const listener of listeners) listener();
        };
      const value = Reflect.get(target, key) as unknown;
      return typeof value === 'function' ? (value as () => unknown).bind(target) : value;
    },
    set: (target, key, value) => Reflect.set(target, key, value),
  });
}

/** Puts something of ours in the place of functions of VS Code's while something runs. */
export async function instead(functions: Partial<typeof vscode.window>, act: () => Thenable<unknown>): Promise<void> {
  const { window } = vscode;
  const names = Object.keys(functions) as (keyof typeof window)[];
  const originals = Object.fromEntries(names.map((name) => [name, window[name]]));
  Object.assign(window, functions);
  try {
    await act();
  } finally {
    Object.assign(window, originals);
  }
}

/** Types into the input box that a command opens, as a person does. */
export function saying(reason: string, act: () => Thenable<unknown>): Promise<void> {
  const createInputBox = vscode.window.createInputBox.bind(vscode.window);
  const typed = (): vscode.InputBox => answeredBy(createInputBox(), (box) => (box.value = reason));
  return instead({ createInputBox: typed }, act);
}

interface Ticking {
  /** Ticks every row before Enter; otherwise what is ticked already stays so. */
  readonly all?: boolean;
  /** What happens while the list is open. */
  readonly before?: () => void;
}

/** A person at a list of rows to tick: presses Enter. Answers which rows were ticked. */
export async function ticking(act: () => Thenable<unknown>, { all = false, before }: Ticking = {}): Promise<string[]> {
  const createQuickPick = vscode.window.createQuickPick.bind(vscode.window);
  const ticked: string[] = [];
  const entered = (): vscode.QuickPick<vscode.QuickPickItem> =>
    answeredBy(createQuickPick(), (pick) => {
      if (all) pick.selectedItems = pick.items;
      ticked.push(...pick.selectedItems.map(({ label }) => label));
      before?.();
    });
  await instead({ createQuickPick: entered as typeof vscode.window.createQuickPick }, act);
  return ticked;
}

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

/** Types into the input box that a command opens what it refuses, and then lets it be. Answers what was said about it. */
export async function refusing(text: string, act: () => Thenable<unknown>): Promise<string> {
  const createInputBox = vscode.window.createInputBox.bind(vscode.window);
  let said = '';
  const typed = (): vscode.InputBox => {
    const hiding: (() => unknown)[] = [];
    return new Proxy(
      answeredBy(createInputBox(), (box) => (box.value = text)),
      {
        get: (box, key) =>
          key === 'onDidHide' ? (listener: () => unknown) => hiding.push(listener) : (Reflect.get(box, key) as unknown),
        set: (box, key, value) => {
          if (key !== 'validationMessage' || typeof value !== 'string') return Reflect.set(box, key, value);
          said = value;
          for (const listener of hiding) listener();
          return true;
        },
      },
    );
  };
  await instead({ createInputBox: typed }, act);
  return said;
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

interface Listed {
  readonly title: string;
  /** A row as it is read: label, description, detail. */
  readonly rows: readonly string[];
}

/** The person at quick picks that answer something: chooses the row with this label, or none. */
export async function choosing(label: string | undefined, act: () => Thenable<unknown>): Promise<Listed[]> {
  const { window } = vscode;
  const original = window.createQuickPick;
  const listed: Listed[] = [];
  const pickFor = (): vscode.QuickPick<vscode.QuickPickItem> => {
    const pick = original.call(window);
    return new Proxy(pick, {
      get(target, key) {
        const value = Reflect.get(target, key) as unknown;
        if (key === 'show') return () => answer(target);
        if (key === 'selectedItems') return target.items.filter((item) => item.label === label);
        if (key === 'onDidAccept') return (listener: () => unknown) => accepting.push(listener);
        if (key === 'onDidHide') return (listener: () => unknown) => hiding.push(listener);
        return typeof value === 'function' ? (value as () => unknown).bind(target) : value;
      },
      set: (target, key, value) => Reflect.set(target, key, value),
    });
  };
  let accepting: (() => unknown)[] = [];
  let hiding: (() => unknown)[] = [];
  const answer = ({ title = '', items }: vscode.QuickPick<vscode.QuickPickItem>): void => {
    const read = ({ label: name, description = '', detail = '' }: vscode.QuickPickItem): string =>
      [name, description, detail].filter((part) => part !== '').join(' · ');
    listed.push({ title, rows: items.map(read) });
    const listeners = label === undefined ? hiding : accepting;
    [accepting, hiding] = [[], []];
    for (const listener of listeners) listener();
  };
  await instead({ createQuickPick: pickFor as typeof window.createQuickPick }, act);
  return listed;
}

/** What notifications and the status bar say while something runs. */
export async function hearing(act: () => Thenable<unknown>): Promise<string[]> {
  const said: string[] = [];
  const hear =
    (how: string) =>
    (sentence: string, ...actions: unknown[]): Promise<undefined> => {
      said.push([`${how}: ${sentence}`, ...actions.filter((action) => typeof action === 'string')].join(' | '));
      return Promise.resolve(undefined);
    };
  const functions = {
    showErrorMessage: hear('error'),
    showInformationMessage: hear('information'),
    showWarningMessage: hear('warning'),
    setStatusBarMessage: hear('status bar'),
  };
  await instead(functions as unknown as Partial<typeof vscode.window>, act);
  return said;
}

import { strict as assert } from 'node:assert';
import { parse } from 'jsonc-parser';
import * as vscode from 'vscode';
import { keybindings } from '../../src/vscode/contributions/keybindings';

interface Default {
  readonly key: string;
  readonly command: string;
  readonly when?: string;
}

/** VS Code's own keys that ours take the place of while the rows of the Tasks view have the keyboard, and only then. */
const REPLACED = [
  // Ours says that it was Enter, and runs it.
  'list.select',
  // The arrows alone do the same in a tree.
  'list.focusAnyUp',
  'list.focusAnyDown',
  // What they search in is not where the keyboard is.
  'actions.find',
  'editor.action.extensioneditor.showfind',
  'editor.action.webvieweditor.showFind',
  // About editors that lie over the window, a view of its own, or a notebook.
  'workbench.action.navigateModalEditorPrevious',
  'workbench.action.navigateModalEditorNext',
  'noteMultiCursor.deleteRight',
  'scm.forceViewPreviousCommit',
  'scm.forceViewNextCommit',
  // Where the keyboard is in a notebook, in the path above an editor, in a list of references or of code actions.
  'interactive.execute',
  'repl.execute',
  'breadcrumbs.selectFocused',
  'revealReference',
  'acceptSelectedCodeAction',
];

/** Something else than a list has the keyboard, as far as the name of a context key tells. */
const isElsewhere = (term: string): boolean =>
  !/^!|^listFocus$/.test(term.trim()) &&
  /Focus(ed)?(InAny)?\b|^in[A-Z]|focusedView|accessibleViewIsShown|^false$|InView/.test(term.trim());

const mayHold = ({ when = '' }: Default): boolean =>
  when.split('||').some((all) => !all.split('&&').some((term) => isElsewhere(term)));

describe('A9 keys', () => {
  let defaults: readonly Default[];

  before(async () => {
    const uri = vscode.Uri.parse('vscode://defaultsettings/keybindings.json');
    // What could be bound besides follows the list as a comment.
    const document = await vscode.workspace.openTextDocument(uri);
    defaults = (parse(document.getText()) as Default[]).filter(
      ({ command, when }) => !command.startsWith('taskOrchestrator.') && when !== 'false',
    );
    assert.ok(defaults.length > 500);
  });

  it('that work anywhere are chords that VS Code does not use, nor begins another one with', () => {
    const anywhere = keybindings.filter(({ when }) => !when.includes('focusedView'));
    assert.ok(anywhere.length > 0);
    const taken = defaults.filter(({ key }) =>
      anywhere.some((ours) => key === ours.key || key.startsWith(`${ours.key} `) || ours.key.startsWith(`${key} `)),
    );
    assert.deepEqual(taken, []);
  });

  it('in the Tasks view take the place of none that means something there', () => {
    const inView = keybindings.filter(({ when }) => when.includes('focusedView == taskOrchestrator.tasks'));
    assert.ok(inView.length > 0);
    for (const { key, when } of inView) {
      for (const each of ['listFocus', '!inputFocus']) assert.ok(when.includes(each), `${key}: ${each}`);
      const replaced = defaults.filter((each) => each.key === key && mayHold(each)).map(({ command }) => command);
      assert.deepEqual(
        replaced.filter((command) => !REPLACED.includes(command)),
        [],
        key,
      );
    }
  });
});

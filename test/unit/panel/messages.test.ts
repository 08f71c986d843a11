import assert from 'node:assert/strict';
import { ACTS, fromPage, kept } from '../../../src/shared/taskPanel/messages';
import { commandId, commands, type CommandKey } from '../../../src/vscode/contributions/commands';

const accepted = (request: unknown): boolean =>
  fromPage.safeParse({ type: 'request', id: 1, about: 1, request }).success;

describe('Y8 what a page may ask for', () => {
  it('is a closed list', () => {
    assert.ok(fromPage.safeParse({ type: 'ready' }).success);
    assert.ok(accepted({ ask: 'act', act: 'resume' }));
    assert.ok(accepted({ ask: 'file', act: 'compareFiles', path: 'src/a.ts' }));
    assert.ok(!accepted({ ask: 'file', act: 'delete', path: 'src/a.ts' }));
    assert.ok(accepted({ ask: 'approve', version: 3 }));
    assert.ok(accepted({ ask: 'reject', version: 3, reason: 'Too long' }));
    assert.ok(accepted({ ask: 'compareCheckpoints', from: 1 }));
    for (const ask of ['manageTrust', 'undelete', 'close']) {
      assert.ok(accepted({ ask }));
      assert.ok(!accepted({ ask, task: 'task_000002' }), ask);
    }
  });

  it('names no command', () => {
    const names: readonly string[] = ACTS;
    for (const key of Object.keys(commands) as CommandKey[]) {
      assert.ok(!names.includes(key) && !names.includes(commandId(key)), key);
      assert.ok(!accepted({ ask: 'act', act: commandId(key) }), key);
      assert.ok(!accepted({ ask: commandId(key) }), key);
    }
  });

  const hostile: readonly (readonly [string, unknown])[] = [
    ['a command of VS Code', { ask: 'act', act: 'workbench.action.terminal.sendSequence' }],
    ['a name that every object has', { ask: 'act', act: 'constructor' }],
    ['another task to approve', { ask: 'approve', version: 1, task: 'task_000002' }],
    ['another folder', { ask: 'note', text: 'x', folder: 'file:///etc' }],
    ['fields that a command would take', { ask: 'act', act: 'delete', confirmed: true }],
    ['a version that is no number', { ask: 'approve', version: '1' }],
    ['a version below zero', { ask: 'approve', version: -1 }],
    ['half a version', { ask: 'approve', version: 1.5 }],
    ['a verdict without a version', { ask: 'approve' }],
    ['a reason without end', { ask: 'reject', version: 1, reason: 'x'.repeat(2_001) }],
    ['a path without end', { ask: 'openFile', path: 'x'.repeat(1_025) }],
    ['nothing', undefined],
    ['a list', []],
  ];
  for (const [what, request] of hostile) it(`not ${what}`, () => assert.ok(!accepted(request)));

  it('not a message of another kind, nor one without a number', () => {
    for (const message of [null, 'ready', { type: 'reply', id: 1 }, { type: 'request', request: { ask: 'graph' } }])
      assert.ok(!fromPage.safeParse(message).success, JSON.stringify(message));
  });

  it('what it kept is looked at like a message', () => {
    assert.ok(!kept.safeParse({ folder: 1, task: 'task_000001' }).success);
    assert.ok(!kept.safeParse(undefined).success);
  });
});

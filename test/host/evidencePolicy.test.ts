import { strict as assert } from 'node:assert';
import { rmSync } from 'node:fs';
import * as vscode from 'vscode';
import { at, uri } from './evidenceScene';
import { SenselessSettings } from '../../src/vscode/senselessSettings';
import { answering, newTask, until, useProgram } from './harness';

describe('X8 what a person sets', () => {
  const program = useProgram();

  it('holds in the store; loosening it is asked about', async () => {
    await newTask('There is a store');
    const set = (key: string, value: unknown) =>
      vscode.workspace
        .getConfiguration('taskOrchestrator', uri(''))
        .update(key, value, vscode.ConfigurationTarget.WorkspaceFolder);
    const policy = () => program().read('policy.get', {});
    try {
      await set('evidence.checkSeconds', 700);
      await until('it holds', async () => (await policy()).checkSeconds === 700);
      const asked = await answering(undefined, async () => {
        await set('evidence.gate', 'warn');
        await set('evidence.keepFileKb', 0);
        await set('evidence.ignore', ['**']);
        await set('evidence.checkSeconds', 1);
        await set('evidence.keepQuotaMb', 300);
        await until('what came later holds', async () => (await policy()).keepQuotaMb === 300);
      });
      assert.equal(asked.length, 4);
      assert.match(asked[2] ?? '', /evidence\.ignore: \["\*\*"\]/);
      const { gate, keepFileKb, ignore, checkSeconds } = await policy();
      assert.deepEqual([gate, keepFileKb, ignore, checkSeconds], ['enforce', 256, [], 700]);
    } finally {
      const keys = ['gate', 'keepFileKb', 'ignore', 'checkSeconds', 'keepQuotaMb'];
      await answering('Allow', async () => {
        for (const key of keys) await set(`evidence.${key}`, undefined);
        await until('the default is back', async () => (await policy()).keepQuotaMb === 200);
      });
      rmSync(at('.vscode'), { recursive: true, force: true });
    }
  });
});

describe('X15 what makes no sense in the settings', () => {
  it('is told once of each setting and value', async () => {
    const told: string[] = [];
    const log = { warn: (said: string) => told.push(said) } as unknown as vscode.LogOutputChannel;
    const settings = vscode.workspace.getConfiguration('taskOrchestrator', uri(''));
    const set = (key: string, value: unknown) => settings.update(key, value, vscode.ConfigurationTarget.Workspace);
    const watching = new SenselessSettings(log).start();
    try {
      await set('evidence.gate', 'wran');
      await until('it is told', () => told.length === 1);
      await set('evidence.checkSeconds', -5);
      await until('the other as well', () => told.length === 2);
      assert.match(
        told[0] ?? '',
        /^taskOrchestrator\.evidence\.gate: "wran" is set and makes no sense, so "enforce" counts/,
      );
      assert.match(told[1] ?? '', /^taskOrchestrator\.evidence\.checkSeconds: -5 is set/);
    } finally {
      watching.dispose();
      for (const key of ['evidence.gate', 'evidence.checkSeconds']) await set(key, undefined);
      rmSync(at('.vscode'), { recursive: true, force: true });
    }
  });
});

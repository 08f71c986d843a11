import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseOptions } from '../../../src/mcp/options';
import { useFolder } from '../storage/harness';
import { useServers } from './harness';

describe('M6 how the program is started', () => {
  const folder = useFolder();
  const workspaceOf = (args: string[], env: NodeJS.ProcessEnv = {}): string => {
    const options = parseOptions(args, env);
    return options.mode === 'serve' ? options.workspace : options.mode;
  };

  it('the folder is the one of the option, then of the environment, then the working one', () => {
    assert.equal(workspaceOf(['--workspace', folder()], { MCP_TASK_ORCHESTRATOR_BASE_DIR: '/nowhere' }), folder());
    assert.equal(workspaceOf([], { MCP_TASK_ORCHESTRATOR_BASE_DIR: folder() }), folder());
    assert.equal(workspaceOf([]), process.cwd());
  });

  it('help and version are said under their short names too', () => {
    for (const word of ['--help', '-h']) assert.equal(parseOptions([word], {}).mode, 'help');
    for (const word of ['--version', '-v']) assert.equal(parseOptions([word], {}).mode, 'version');
  });

  it('what is no folder is a mistake that says so, also below a file', () => {
    const file = join(folder(), 'file');
    writeFileSync(file, '');
    for (const path of [file, join(file, 'below'), join(folder(), 'missing'), 'a\0b']) {
      const options = parseOptions(['--workspace', path], {});
      assert.ok(options.mode === 'mistake' && options.message.includes('no folder that can be opened'), path);
    }
    for (const args of [['--nope'], ['--tools', 'some'], ['--tools'], ['positional']]) {
      assert.equal(parseOptions(args, {}).mode, 'mistake');
    }
  });
});

describe('M4 a store that cannot be opened', () => {
  const { folder, connect } = useServers();

  it('is left to people: no answer tells an agent to repair or replace it', async () => {
    const store = join(folder(), '.task_orchestrator');
    mkdirSync(store);
    writeFileSync(join(store, 'state.db'), 'no database '.repeat(1_000));
    const before = readdirSync(store).filter((name) => name !== 'logs' && name !== 'run' && name !== '.gitignore');
    const agent = await connect();
    for (const [name, input] of [
      ['task_plan', { goal: 'x' }],
      ['task_query', {}],
      ['task_resume', {}],
    ] as const) {
      const refused = await agent.refusal(name, input);
      assert.equal(refused.code, 'store_damaged');
      assert.match(refused.next, /ask the person/);
      assert.doesNotMatch(refused.next, /restore|aside|empty|move/i);
    }
    await assert.rejects(agent.client.readResource({ uri: 'task-orchestrator://status' }), /ask the person/);
    const after = readdirSync(store).filter((name) => name !== 'logs' && name !== 'run' && name !== '.gitignore');
    assert.deepEqual(after, before);
  });
});

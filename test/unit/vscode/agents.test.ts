import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { coreTools, toolsOf } from '../../../src/tools/registry';
import { inputSchema } from '../../../src/tools/schema';
import { clients, serverCommand } from '../../../src/vscode/agents/configurations';
import { Launcher } from '../../../src/vscode/agents/launcher';
import { withServer } from '../../../src/vscode/agents/mcpJson';

const server = serverCommand('/store/mcp.js', "/home/ada/it's here");

interface Manifest {
  readonly languageModelTools: readonly {
    readonly name: string;
    readonly modelDescription: string;
    readonly inputSchema: object;
  }[];
  readonly chatSkills: readonly { readonly path: string }[];
}

describe('M1 all doors serve the same tools', () => {
  const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as { contributes: Manifest };

  it('VS Code is told of those of the registry', () => {
    assert.deepEqual(
      contributes.languageModelTools.map(({ name, modelDescription, inputSchema }) => [
        name,
        modelDescription,
        inputSchema,
      ]),
      coreTools.map((tool) => [tool.name, tool.description, inputSchema(tool)]),
    );
  });

  it('the page for users names each tool, and no other', () => {
    // In the first column of the tables; others name arguments.
    const rows = readFileSync('docs/agents.md', 'utf8').match(/^\| `[^|]*\|/gm) ?? [];
    const named = rows.join('').match(/`(task|orchestrator)_[a-z_]+`/g) ?? [];
    assert.deepEqual(
      [...new Set(named.map((name) => name.slice(1, -1)))].sort(),
      toolsOf('all')
        .map(({ name }) => name)
        .sort(),
    );
  });

  it('the skill is there, and names only tools that are', () => {
    const skill = readFileSync(contributes.chatSkills[0]!.path, 'utf8');
    assert.match(skill, /^---\nname: task-orchestrator\ndescription: .{20,1024}\n---\n/);
    const named = skill.match(/task_[a-z]+/g) ?? [];
    const known = new Set(coreTools.map(({ name }) => name));
    assert.deepEqual(
      named.filter((name) => !known.has(name)),
      [],
    );
  });
});

describe('M13 configurations of clients', () => {
  it('.mcp.json keeps comments, other servers and their order', () => {
    const before = '{\n  // ours\n  "mcpServers": {\n    // stays\n    "other": { "command": "x" },\n  },\n}\n';
    const after = withServer(before, server) ?? '';
    assert.match(after, /\/\/ ours[\s\S]*\/\/ stays\s*"other": \{\s*"command": "x"\s*\}/);
    assert.match(after, /"task-orchestrator": \{\s*"type": "stdio",\s*"command": "node"/);
    assert.equal(withServer(after, server), after);
  });

  it('an empty file becomes one with the server; what is no JSON object, or has no place for it, is left alone', () => {
    const made = JSON.parse(withServer('', server) ?? '') as object;
    assert.deepEqual(made, { mcpServers: { 'task-orchestrator': { type: 'stdio', ...server } } });
    const twice = '{ "mcpServers": {}, "mcpServers": { "other": {} } }';
    const none = ['[]', '[1]', '"x"', '5', 'null'].map((servers) => `{ "mcpServers": ${servers} }`);
    for (const text of ['{ "mcpServers": ', '[]', 'mcpServers: {}', twice, ...none]) {
      assert.equal(withServer(text, server), undefined, text);
    }
  });

  it('each client gets its own form, quoted as that form asks', () => {
    const texts = Object.fromEntries(clients.map(({ name, text }) => [name, text(server)]));
    const quoted = `'/home/ada/it'\\''s here'`;
    assert.equal(
      texts['Claude Code'],
      `claude mcp add task-orchestrator -- node /store/mcp.js --workspace ${quoted}\n`,
    );
    assert.match(texts['Codex'] ?? '', /\[mcp_servers\.task-orchestrator\]\ncommand = "node"\nargs = \[/);
    for (const name of ['Claude Desktop', 'Cursor', 'Gemini CLI', 'VS Code', 'Windsurf', 'Zed']) {
      const [servers] = Object.values(JSON.parse(texts[name] ?? '') as Record<string, Record<string, object>>);
      assert.deepEqual(Object.keys(servers ?? {}), ['task-orchestrator'], name);
    }
  });

  it('what clients start leads to the installed version, and is made only when it is asked for', async () => {
    const storage = mkdtempSync(join(tmpdir(), 'task-orchestrator-test-'));
    try {
      const before = new Launcher(storage, '/extensions/old/dist/mcp.js');
      await before.refresh();
      assert.ok(!existsSync(before.file));
      await before.install();
      const after = new Launcher(storage, '/extensions/new/dist/mcp.js');
      await after.refresh();
      assert.equal(after.file, before.file);
      assert.deepEqual(readdirSync(storage), ['mcp.js']);
      assert.match(readFileSync(after.file, 'utf8'), /require\("\/extensions\/new\/dist\/mcp\.js"\)/);
    } finally {
      rmSync(storage, { recursive: true, force: true });
    }
  });
});

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { useFolder } from '../storage/harness';
import { RawProgram } from './rawProgram';

const call = (id: unknown, name: string, input: unknown): object => ({
  jsonrpc: '2.0',
  id,
  method: 'tools/call',
  params: { name, arguments: input },
});

interface Line {
  readonly id?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
  readonly result?: { readonly structuredContent: { readonly rows?: readonly unknown[]; readonly task?: string } };
}

describe('M8 messages as clients send them', () => {
  const folder = useFolder();
  let agent: RawProgram;
  let lines: (Line | Line[])[];
  let heard: () => void = () => undefined;
  beforeEach(async () => {
    lines = [];
    agent = await new RawProgram(folder()).open();
    let rest = '';
    agent.child.stdout.on('data', (text: string) => {
      const whole = (rest + text).split('\n');
      rest = whole.pop() ?? '';
      lines.push(...whole.map((line) => JSON.parse(line) as Line));
      heard();
    });
  });
  afterEach(() => agent.end());

  async function answered(id: unknown): Promise<Line> {
    for (;;) {
      const found = lines.flat().find((line) => line.id === id);
      if (found) return found;
      await new Promise<void>((resolve) => (heard = resolve));
    }
  }

  it('a list of requests is answered with one list, and what is no request in it does not hold it up', async () => {
    const calls = ['a', 'b', 'c'].map((id) => call(id, 'task_plan', { goal: id }));
    agent.write(`${JSON.stringify([...calls, 7, { jsonrpc: '2.0', method: 'notifications/unknown' }])}\n`);
    await answered('c');
    const list = lines.find((line): line is Line[] => Array.isArray(line)) ?? [];
    assert.deepEqual(list.map(({ id }) => id).sort(), ['a', 'b', 'c']);
  });

  it('a message that is too long is refused by its id, wherever that stands, and the next one is answered', async () => {
    const filling = 'x'.repeat(65 << 20);
    agent.write(`{"jsonrpc":"2.0","id":"first","method":"tools/call","params":{"goal":"${filling}"}}\n`);
    assert.match((await answered('first')).error?.message ?? '', /at most 64 MB/);
    agent.write(`{"method":"tools/call","params":{"goal":"${filling}"},"jsonrpc":"2.0","id":900}\n`);
    assert.match((await answered(900)).error?.message ?? '', /at most 64 MB/);
    assert.equal((await agent.call('task_query', {})).total, 0);
  });

  it('what has an id and is no request is refused by it', async () => {
    agent.write('{"jsonrpc":"2.0","id":"odd"}\n');
    assert.equal((await answered('odd')).error?.code, -32600);
  });

  it('arguments that are missing, text or a list reach the tool, which says what it takes', async () => {
    agent.write(`${JSON.stringify(call('none', 'task_query', null))}\n`);
    assert.deepEqual((await answered('none')).result?.structuredContent.rows, []);
    agent.write(`${JSON.stringify(call('text', 'task_plan', '{"goal":"As text"}'))}\n`);
    assert.ok((await answered('text')).result?.structuredContent.task);
    const refused = await agent.call('task_plan', [1, 2]);
    assert.equal(refused.error.code, 'invalid_input');
  });

  it('M6 a client that writes into a pipe and hangs up still gets its answers', async () => {
    const closed = once(agent.child, 'close');
    agent.write(`${JSON.stringify(call('last', 'task_plan', { goal: 'Last words' }))}\n`);
    agent.child.stdin.end();
    await closed;
    assert.ok((await answered('last')).result?.structuredContent.task);
  });
});

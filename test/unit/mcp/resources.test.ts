import assert from 'node:assert/strict';
import { REVISIONS, useServers, type Revision } from './harness';

describe('M9 what clients show beside the tools', () => {
  const { connect, openWindow } = useServers();

  it('status, handover, a task and its brief can be read', async () => {
    const { client, ...agent } = await connectWithTask();
    const { resources } = await client.listResources();
    assert.deepEqual(
      resources.map(({ uri }) => uri),
      ['task-orchestrator://status', 'task-orchestrator://handover'],
    );
    const read = async (uri: string): Promise<string> => {
      const [content] = (await client.readResource({ uri })).contents;
      return content && 'text' in content ? content.text : '';
    };
    for (const { uri } of resources) assert.match(await read(uri), /^# /);
    assert.match(await read(`task-orchestrator://brief/${agent.task}`), /# Shown/);
    assert.match(await read(`task-orchestrator://task/${agent.task}`), /"title":"Shown"/);
    await assert.rejects(client.readResource({ uri: 'task-orchestrator://task/../x' }), /There is no resource/);
  });

  it('a client of earlier revisions hears of what it subscribed to, and of nothing else', async () => {
    const { client, task } = await connectWithTask();
    const heard: string[] = [];
    const told = new Promise<void>((done) =>
      client.setNotificationHandler('notifications/resources/updated', ({ params }) => {
        heard.push(params.uri);
        done();
      }),
    );
    await client.subscribeResource({ uri: `task-orchestrator://task/${task}` });
    const window = openWindow();
    await window.execute('task.edit', { task, priority: 'high' }, { actor: 'human:ada' });
    await told;
    assert.deepEqual(heard, [`task-orchestrator://task/${task}`]);
  });

  it('prompts lead to the tools and bring the brief along', async () => {
    const { client, task } = await connectWithTask();
    const { prompts } = await client.listPrompts();
    assert.deepEqual(
      prompts.map(({ name }) => name),
      ['plan', 'resume', 'review'],
    );
    const textOf = async (name: string, args: Record<string, string>): Promise<string> => {
      const [message] = (await client.getPrompt({ name, arguments: args })).messages;
      return message?.content.type === 'text' ? message.content.text : '';
    };
    assert.match(await textOf('plan', { goal: 'A parser' }), /A parser[\s\S]*task_plan/);
    assert.match(await textOf('resume', {}), /task_resume/);
    assert.match(await textOf('resume', { task }), /task_claim[\s\S]*# Shown/);
    assert.match(await textOf('review', { task }), /# Shown/);
    await assert.rejects(client.getPrompt({ name: 'plan' }), /needs goal/);
  });

  for (const revision of Object.keys(REVISIONS) as Revision[]) {
    it(`are there in the ${revision} revision`, async () => {
      const { client } = await connect({ revision });
      assert.equal((await client.listResourceTemplates()).resourceTemplates.length, 2);
    });
  }

  async function connectWithTask() {
    const agent = await connect();
    const { task } = await agent.call('task_plan', { goal: 'Shown' });
    return { client: agent.client, task };
  }
});

import { strict as assert } from 'node:assert';
import { rmSync } from 'node:fs';
import { Attention } from '../../src/vscode/attention';
import { EvidenceDecorations } from '../../src/vscode/evidence/decorations';
import { Evidence } from '../../src/vscode/evidence/evidence';
import { NeedsYouView } from '../../src/vscode/views/needsYouView';
import { at, put, released, uri, useEvidence, watchedFolders } from './evidenceScene';
import { actor, answering, run, until } from './harness';
import { ticking } from './person';
import { useSecondLook } from './secondLook';

describe('X12 files and folders are marked that are not as a task says', () => {
  const { program, begun, done } = useEvidence();
  let decorations: EvidenceDecorations | undefined;
  const told: string[] = [];
  useSecondLook((stores, log) => {
    const evidence = new Evidence(stores, log);
    const made = (decorations = new EvidenceDecorations(evidence));
    made.onDidChangeFileDecorations((uris) => told.push(...uris.map((each) => each.toString())));
    return [evidence.start(), made.start()];
  });

  before(() => watchedFolders('out/marks', 'out/lost'));

  const markOf = (path: string): unknown[] | undefined => {
    const mark = decorations?.provideFileDecoration(uri(path));
    return mark && [mark.badge, mark.tooltip, mark.color?.id, mark.propagate];
  };
  const isMarked = async (path: string, expected: unknown[] | undefined): Promise<void> => {
    await until(`${path} is ${expected ? 'marked' : 'unmarked'}`, () => (markOf(path) === undefined) === !expected);
    assert.deepEqual(markOf(path), expected);
    assert.ok(told.includes(uri(path).toString()), 'VS Code was told to ask again');
    told.length = 0;
  };

  it('a file that has changed since, until it is repaired', async () => {
    await done('Marked', { 'out/marks/marked.txt': 'recorded\n' });
    assert.equal(markOf('out/marks/marked.txt'), undefined);
    put('out/marks/marked.txt', 'other\n');
    await isMarked('out/marks/marked.txt', ['≠', 'Differs (Marked)', 'list.warningForeground', true]);
    put('out/marks/marked.txt', 'recorded\n');
    await isMarked('out/marks/marked.txt', undefined);
  });

  it('of files that are missing the folder, with how many and which, until they are back', async () => {
    await done('Lost', { 'out/lost/lost-a.txt': 'a\n', 'out/lost/lost-b.txt': 'b\n' });
    rmSync(at('out/lost/lost-a.txt'));
    await isMarked('out/lost', ['!', 'lost-a.txt is missing (Lost)', 'list.warningForeground', true]);
    rmSync(at('out/lost/lost-b.txt'));
    await until('both are told', () => markOf('out/lost')?.[0] === '2');
    assert.deepEqual(String(markOf('out/lost')?.[1]).split('\n').sort(), [
      'lost-a.txt is missing (Lost)',
      'lost-b.txt is missing (Lost)',
    ]);
    put('out/lost/lost-a.txt', 'a\n');
    put('out/lost/lost-b.txt', 'b\n');
    await isMarked('out/lost', undefined);
  });

  it('work that is not done, as an error', async () => {
    await done('Goes', { 'out/goes-not.txt': 'there\n' });
    const { task, claim } = await begun('Says it is gone');
    const files = [{ op: 'delete' as const, path: 'out/goes-not.txt' }];
    const end = { task, claim, result: 'done', summary: 'Gone.', files } as const;
    assert.ok(!(await program().execute('task.finish', end, { actor })).accepted);
    await isMarked('out/goes-not.txt', ['+', 'Still there (Says it is gone)', 'list.errorForeground', true]);
    rmSync(at('out/goes-not.txt'));
    await program().execute('task.finish', end, { actor });
    await isMarked('out/goes-not.txt', undefined);
  });
});

describe('X5 G8 Checks to Approve', () => {
  const { program, begun } = useEvidence();
  let view: NeedsYouView | undefined;
  useSecondLook((stores, log) => {
    const attention = new Attention(stores, log);
    view = new NeedsYouView(stores, attention);
    return [attention.start()];
  });

  /** The group of this name, as one reads it. */
  function group(name: string): unknown[] {
    const all = view?.getChildren() ?? [];
    const heading = all.find((node) => view?.getTreeItem(node).label === name);
    return (heading ? (view?.getChildren(heading) ?? []) : []).map((node) => view?.getTreeItem(node).label);
  }

  it('lists a task whose work has begun, until a person has approved its lines', async () => {
    const plan = { goal: 'Not begun', checks: ['echo later'], steps: [] };
    await program().execute('task.plan', plan, { actor });
    const { task } = await begun('Begun', { checks: ['echo one', 'echo two'] });
    await until('it is listed', () => group('Checks to Approve').includes('Begun'));
    assert.ok(!group('Checks to Approve').includes('Not begun'));
    await answering('Approve', () => ticking(() => run('approveChecks', { task }), { all: true }));
    await until('it is gone', () => !group('Checks to Approve').includes('Begun'));
    await released(task);
    await answering('Cancel Task', () => run('cancelTask', { task, reason: '' }));
  });
});

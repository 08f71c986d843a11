import assert from 'node:assert/strict';
import { ChangeSet } from '../../../src/vscode/evidence/changeSet';
import { isNoise } from '../../../src/vscode/evidence/noise';

describe('X1 changes that come together', () => {
  const after = (tell: (set: ChangeSet) => void): string[] => {
    const set = new ChangeSet();
    tell(set);
    return set.take(1_000).map(({ path, kind, from }) => `${kind} ${from === undefined ? '' : `${from} > `}${path}`);
  };

  it('are one for each path', () => {
    const seen = after((set) => {
      set.created('new');
      set.changed('new');
      set.changed('old');
      set.changed('old');
    });
    assert.deepEqual(seen, ['created new', 'changed old']);
  });

  it('say of a file that was made and is gone again that it was made: it may have been there before', () => {
    assert.deepEqual(
      after((set) => {
        set.created('a');
        set.deleted('a');
      }),
      ['created a'],
    );
  });

  it('are a change where a file went and came back', () => {
    assert.deepEqual(
      after((set) => {
        set.deleted('a');
        set.created('a');
      }),
      ['changed a'],
    );
  });

  it('keep both ends of a move, from where it was first', () => {
    assert.deepEqual(
      after((set) => {
        set.renamed('a', 'b');
        set.renamed('b', 'c');
        set.deleted('a');
        set.created('c');
      }),
      ['renamed a > c'],
    );
    assert.deepEqual(
      after((set) => {
        set.renamed('a', 'b');
        set.deleted('b');
      }),
      ['deleted a'],
    );
    assert.deepEqual(
      after((set) => {
        set.created('a');
        set.renamed('a', 'b');
      }),
      ['created b'],
    );
    assert.deepEqual(
      after((set) => {
        set.renamed('a', 'b');
        set.renamed('b', 'a');
      }),
      ['changed a'],
    );
  });

  it('are taken in portions, the first ones first', () => {
    const set = new ChangeSet();
    for (let n = 0; n < 2_500; n++) set.changed(`f${n}`);
    const sizes: number[] = [];
    while (set.size > 0) sizes.push(set.take(1_000).length);
    assert.deepEqual(sizes, [1_000, 1_000, 500]);
  });

  it('are kept when they could not be told, before what has come since', () => {
    const seen = after((set) => {
      set.changed('old');
      set.deleted('lost');
      set.renamed('from', 'to');
      const untold = set.take(1_000);
      set.created('new');
      set.created('lost');
      set.renamed('to', 'last');
      set.putBack(untold);
    });
    assert.deepEqual(seen, ['changed old', 'changed lost', 'created new', 'renamed from > last']);
  });

  it('leave out folders of tools, and only these', () => {
    const paths = ['.git/HEAD', 'a/node_modules/b/c.js', '.task_orchestrator/state.db', '.gitignore', 'src/my.git/a'];
    assert.deepEqual(paths.filter(isNoise), paths.slice(0, 3));
  });
});

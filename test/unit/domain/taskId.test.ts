import assert from 'node:assert/strict';
import fc from 'fast-check';
import { newTaskId } from '../../../src/domain/task/id';

const digitsOf = (id: string): number => id.slice(id.lastIndexOf('_') + 1).length;

describe('T1 task ids', () => {
  it('carry the role, or say that there is none', () => {
    const hex = (digits: number) => 'a'.repeat(digits);
    assert.equal(
      newTaskId('implementer', hex, () => false),
      'implementer_aaaaaa',
    );
    assert.equal(
      newTaskId(null, hex, () => false),
      'task_aaaaaa',
    );
  });

  it('grow with each collision instead of being given twice', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 6 }), (collisions) => {
        let asked = 0;
        const id = newTaskId(
          null,
          (digits) => 'b'.repeat(digits),
          () => asked++ < collisions,
        );
        assert.equal(digitsOf(id), 6 + collisions);
      }),
    );
  });
});

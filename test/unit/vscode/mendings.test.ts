import * as assert from 'node:assert/strict';
import { mendingsOf } from '../../../src/vscode/evidence/mendings';

describe('What can be done about a file', () => {
  const table = [
    ['file', 'differs', true, 'showRecorded restoreFiles acceptContent detachFile'],
    ['file', 'differs', false, 'acceptContent detachFile'],
    ['file', 'missing', true, 'showRecorded restoreFiles acceptContent detachFile'],
    ['file', 'unsaved', true, 'showRecorded restoreFiles acceptContent detachFile'],
    ['directory', 'differs', false, 'acceptContent detachFile'],
    ['absent', 'still_exists', false, 'restoreFiles acceptContent detachFile'],
    ['file', 'unreadable', true, 'detachFile'],
    ['file', 'outside', true, 'detachFile'],
    ['planned', 'missing', false, ''],
  ] as const;
  for (const [expected, status, isKept, offered] of table) {
    it(`Y13 ${expected}, ${status}, ${isKept ? 'kept' : 'not kept'}: ${offered === '' ? 'nothing' : offered}`, () => {
      assert.equal(mendingsOf({ expected, status, isKept }).join(' '), offered);
    });
  }
});

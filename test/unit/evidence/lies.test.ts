import assert from 'node:assert/strict';
import { usePlace } from './place';
import { badLuck } from './stories/badLuck';
import { storiesOfChecks } from './stories/checks';
import { doneOnMore } from './stories/doneOnMore';
import { notThere } from './stories/notThere';
import { noWork } from './stories/noWork';
import { simplyDone } from './stories/simplyDone';

const lies = [...notThere, ...noWork];

describe('G1, G9, G10, G13, F8 only what is there is done', () => {
  const place = usePlace();

  for (const { told, play, outcome, says, unless } of [
    ...lies,
    ...simplyDone,
    ...doneOnMore,
    ...storiesOfChecks,
    ...badLuck,
  ]) {
    it(`${told}: ${outcome}`, async function () {
      if (unless) this.skip();
      const answer = await play(place());
      const { verification, accepted, state } = answer;
      assert.equal(verification.status, outcome, JSON.stringify(verification, null, 1));
      assert.equal(accepted, outcome !== 'failed');
      if (says) {
        const [path, status, reason] = says;
        const file = verification.files.find((result) => result.path === path);
        assert.ok(file, JSON.stringify(verification.files));
        assert.equal(file.status, status, JSON.stringify(verification.files));
        assert.match(file.reason, reason);
      }
      assert.equal(place().desk.task(answer.task).evidence, outcome);
      if (accepted) assert.equal(state, 'completed');
      else assert.notEqual(state, 'completed');
    });
  }

  it('tells at least 30 ways to lie or to be unlucky', () => {
    assert.ok(lies.length >= 30, String(lies.length));
  });
});

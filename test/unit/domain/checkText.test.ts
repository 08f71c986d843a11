import assert from 'node:assert/strict';
import { problemWithCheck, visibleCheck } from '../../../src/domain/evidence/checkText';

describe('G12 the text of a check', () => {
  it('is one line of what can be seen', () => {
    for (const check of ['npm test', "grep -q 'a  b' ü.txt && echo → 漢字", '$(bell); true', '#🚀'])
      assert.equal(problemWithCheck(check), undefined, check);
    for (const hidden of [
      '\n',
      '\r',
      '\0',
      '\t',
      '\u001b',
      '\u202e',
      '\u2066',
      '\u2028',
      '\u00a0',
      '\u200b',
      '\u3164',
      '\u2800',
      '\ufe0f',
      '\u{e0041}',
    ])
      assert.match(problemWithCheck(`true${hidden};`) ?? '', /^holds U\+/, JSON.stringify(hidden));
  });

  it('is shown so that nothing in it is out of sight', () => {
    assert.equal(visibleCheck('npm test'), 'npm test');
    assert.equal(visibleCheck(`true${' '.repeat(300)}; touch WIDE`), 'true⟨␣×300⟩; touch WIDE');
    assert.equal(visibleCheck('true\n\u202etouch'), 'true⟨U+000A⟩⟨U+202E⟩touch');
  });
});

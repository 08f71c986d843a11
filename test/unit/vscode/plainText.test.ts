import { strict as assert } from 'node:assert';
import { beginning, unlinked } from '../../../src/vscode/words/plainText';

describe('V16 texts in tooltips', () => {
  it('are read without the marks of Markdown, and only their beginning', () => {
    const text =
      '## Why\n\nThe office takes **one file**, see [the decree](https://example.org/a) and `x_y`.\n\n1. *First*\n- then\n\n```js\ncode();\n```';
    assert.equal(beginning(text), 'Why The office takes one file, see the decree and x_y. First then code();');
    const long = beginning('word '.repeat(100));
    assert.ok(long.length <= 240 && long.endsWith('…'), long);
    assert.equal(beginning('snake_case_names * and 2 * 3 stay'), 'snake_case_names * and 2 * 3 stay');
  });

  it('link nowhere', () => {
    for (const text of ['see https://example.org', 'see www.example.org', 'ask ada@example.org']) {
      assert.notEqual(unlinked(text), text);
      assert.equal(unlinked(text).replaceAll('\u2060', ''), text);
      assert.doesNotMatch(unlinked(text), /:\/\/|www\.|\w@/);
    }
    assert.equal(unlinked('12:30, a/b, v1.2'), '12:30, a/b, v1.2');
  });
});

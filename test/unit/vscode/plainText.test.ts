import { strict as assert } from 'node:assert';
import { inertMarkdown } from '../../../src/vscode/words/inertMarkdown';
import { unlinked, withoutIcons, withoutLinks } from '../../../src/vscode/words/plainText';

describe('V16 texts in tooltips', () => {
  it('are formatted, and only their beginning', () => {
    const text = '## Why\n\nThe **one** file, see [the decree](https://example.org/a).\n\n- first\n- then `x_y`';
    assert.equal(inertMarkdown(text), '**Why**\n\nThe **one** file, see the decree.\n\n- first\n- then `x_y`');
    const long = inertMarkdown('word '.repeat(200));
    assert.ok(long.length <= 401 && long.endsWith('word…'), long);
    assert.equal(inertMarkdown('line\n'.repeat(30)).split('\n').length, 14);
    assert.equal(inertMarkdown('```js\ncode();'), '```js\ncode();\n```');
  });

  it('do nothing, however they are written', () => {
    const texts = [
      '![x](https://example.org/a.png)',
      '![[x]](https://example.org/a.png "t")',
      '[x](command:evil)',
      '[x](command:evil "a(b)")',
      '[x][1]\n\n[1]: command:evil',
      '[x]\n\n[x]: https://example.org',
      '<https://example.org>',
      '<img src="https://example.org/a.png">',
      '`` ` `` [a [b] c](command:evil) `',
    ];
    for (const text of texts) {
      const shown = inertMarkdown(text);
      assert.doesNotMatch(shown, /\]\(|\]\[|\]:|<[a-z]|:\/\//, shown);
    }
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

describe('V16 titles in messages and lists', () => {
  it('are no links, which could run a command', () => {
    const shown = withoutLinks('“[Open](command:evil?%5B1%5D) and [x](https://example.org)” is done.');
    assert.doesNotMatch(shown, /\]\(/);
    assert.equal(
      shown.replaceAll('\u2060', ''),
      '“[Open](command:evil?%5B1%5D) and [x](https://example.org)” is done.',
    );
  });

  it('are no icons, which would look like marks of ours', () => {
    assert.equal(withoutIcons('$(verified) Checks passed, $5 (net)'), '\\$(verified) Checks passed, $5 (net)');
    assert.equal(withoutIcons('$(sync~spin) $($(x)'), '\\$(sync~spin) $(\\$(x)');
  });

  it('are as they were written where there is no icon', () => {
    for (const text of ['$(', '$()', '$(two words)', 'cost: $(', '$(x']) assert.equal(withoutIcons(text), text);
  });
});

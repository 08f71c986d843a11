import assert from 'node:assert/strict';
import { parseMarkdown, type Block, type Inline } from '../../../webview-ui/task/markdown';

const inlineText = (parts: readonly Inline[]): string =>
  parts
    .map((part) => {
      switch (part.kind) {
        case 'text':
          return part.text;
        case 'code':
          return `[${part.text}]`;
        case 'link':
          return `<${part.text}|${part.address}>`;
        default:
          return `${part.kind === 'strong' ? '!' : '/'}${inlineText(part.content)}${part.kind === 'strong' ? '!' : '/'}`;
      }
    })
    .join('');

/** The blocks as an outline, one a line. */
const outline = (blocks: readonly Block[], indent = ''): string[] =>
  blocks.flatMap((block) => {
    switch (block.kind) {
      case 'paragraph':
        return [`${indent}${inlineText(block.content)}`];
      case 'heading':
        return [`${indent}h${block.level} ${inlineText(block.content)}`];
      case 'code':
        return [`${indent}code ${JSON.stringify(block.text)}`];
      case 'rule':
        return [`${indent}---`];
      case 'quote':
        return [`${indent}quote`, ...outline(block.blocks, `${indent}  `)];
      case 'list':
        return block.items.flatMap((item, at) => [
          `${indent}${block.start === null ? '-' : `${block.start + at}.`}`,
          ...outline(item, `${indent}  `),
        ]);
    }
  });

const read = (...lines: readonly string[]): string[] => outline(parseMarkdown(lines.join('\n')));

describe('Y9 texts of agents', () => {
  it('are read as far as plans need it', () => {
    assert.deepEqual(
      read(
        '## Approach',
        '',
        'One function',
        'a rule.',
        '',
        '1. **Tokens** from `src/lexer.ts`',
        '2. Expressions',
        '   - unary first',
        '   - *then* binary',
        '3. Errors',
        '',
        '```ts',
        '# no heading',
        '```',
        '> said',
        '---',
        '[docs](https://example.org/a)',
      ),
      [
        'h2 Approach',
        'One function\na rule.',
        '1.',
        '  !Tokens! from [src/lexer.ts]',
        '2.',
        '  Expressions',
        '  -',
        '    unary first',
        '  -',
        '    /then/ binary',
        '3.',
        '  Errors',
        'code "# no heading"',
        'quote',
        '  said',
        '---',
        '<docs|https://example.org/a>',
      ],
    );
  });

  it('stay text where they are HTML, scripts, commands or pictures', () => {
    for (const text of [
      '<img src=x onerror=alert(1)>',
      '<script>alert(1)</script>',
      '[click](command:workbench.action.terminal.new)',
      '[click](javascript:alert(1))',
      '[click](vscode://evil/x)',
      '![x](data:text/html,hello)',
    ])
      assert.deepEqual(read(text), [text]);
  });

  it('leave globs and names with underscores as they are', () => {
    assert.deepEqual(read('src/*.ts and test/**/*.ts, my_long_name'), ['src/*.ts and test/**/*.ts, my_long_name']);
  });

  it('are read in time that grows with their length, whatever they contain', () => {
    const long = 50_000;
    for (const mark of [
      '`',
      '*',
      '**',
      '[',
      '[x](',
      '> ',
      '- ',
      '# ',
      '```\n',
      '1. ',
      ' ',
      '_',
      '[a](https://',
      '\n',
    ]) {
      const begun = process.cpuUsage();
      parseMarkdown(mark.repeat(Math.ceil(long / mark.length)));
      const { user } = process.cpuUsage(begun);
      assert.ok(user < 5_000_000, `${JSON.stringify(mark)} took ${user / 1000} ms`);
    }
  });

  it('are not followed into endless nesting', () => {
    assert.ok(outline(parseMarkdown('> '.repeat(5_000))).length < 100);
    assert.ok(outline(parseMarkdown(`${'- '.repeat(5_000)}x`)).length < 100);
  });
});

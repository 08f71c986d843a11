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
        case 'file':
          return `<${part.text}|file ${part.path}${part.line === undefined ? '' : `:${part.line}`}>`;
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
      case 'table':
        return [block.head, ...block.rows].map(
          (row) =>
            `${indent}${row.map((cell, at) => `${block.align[at]?.[0] ?? '?'} ${inlineText(cell)}`).join(' | ')}`,
        );
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

  it('have tables, up to where something else begins', () => {
    assert.deepEqual(
      read(
        'Sizes:',
        '| Name | Size | |',
        '|:--|--:|:-:|',
        '| `a \\| b` | **3** | x | too many',
        'short',
        '- item',
        '',
        'no | table',
        '--- | ---',
        '',
        'a | b',
        '--- | --- | ---',
      ),
      [
        'Sizes:',
        's Name | e Size | c ',
        's [a | b] | e !3! | c x',
        's short | e  | c ',
        '-',
        '  item',
        's no | s table',
        'a | b\n--- | --- | ---',
      ],
    );
  });

  it('lead to files of the folder, and nowhere that only looks like one', () => {
    const leads = (address: string): string => read(`[it](${address})`).join();
    assert.equal(leads('src/parse.ts'), '<it|file src/parse.ts>');
    assert.equal(leads('src/parse.ts#L10-L20'), '<it|file src/parse.ts:10>');
    assert.equal(leads('<a file.md>'), '<it|file a file.md>');
    assert.equal(leads('a%20file.md'), '<it|file a file.md>');
    for (const address of [
      '#top',
      '../x',
      'a/../../x',
      '/etc/passwd',
      '//host/x',
      '%2Fetc/passwd',
      '~/x',
      'file:x',
      'command%3Ax',
      '\\\\host\\x',
    ])
      assert.equal(leads(address), `[it](${address})`, address);
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
      '[a](b',
      '|',
      '|-|\n',
      'a|b\n-|-\n',
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

import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import { parseMarkdown, type Block, type Inline } from './markdown';
import { FileLink } from './parts';

/**
 * A text that somebody wrote, maybe an agent. It is taken apart into a few known kinds of things and drawn as elements; no
 * part of it is ever read as HTML (rule Y9).
 */
export function Prose({ text }: { text: string }) {
  const blocks = useMemo(() => parseMarkdown(text), [text]);
  return <div class="prose">{blocks.map(drawBlock)}</div>;
}

/** A text that goes on in the line it stands in, as long as it is one paragraph. */
export function Remark({ text }: { text: string }) {
  const blocks = useMemo(() => parseMarkdown(text), [text]);
  const [only] = blocks;
  if (blocks.length === 1 && only?.kind === 'paragraph')
    return <span class="said">{only.content.map(drawInline)}</span>;
  return <div class="prose">{blocks.map(drawBlock)}</div>;
}

function drawBlock(block: Block, key: number): VNode {
  switch (block.kind) {
    case 'paragraph':
      return <p key={key}>{block.content.map(drawInline)}</p>;
    case 'heading':
      // Below the headings of the page itself, whatever the text says of its own.
      return (
        <h3 key={key} class={`level-${block.level}`}>
          {block.content.map(drawInline)}
        </h3>
      );
    case 'code':
      return (
        <pre key={key} tabIndex={0}>
          <code>{block.text}</code>
        </pre>
      );
    case 'quote':
      return <blockquote key={key}>{block.blocks.map(drawBlock)}</blockquote>;
    case 'rule':
      return <hr key={key} />;
    case 'table':
      return <Table key={key} {...block} />;
    case 'list': {
      const items = block.items.map((item, index) => <li key={index}>{item.map(drawBlock)}</li>);
      return block.start === null ? (
        <ul key={key}>{items}</ul>
      ) : (
        <ol key={key} start={block.start}>
          {items}
        </ol>
      );
    }
  }
}

function drawInline(part: Inline, key: number): VNode | string {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'code':
      return <code key={key}>{part.text}</code>;
    case 'strong':
      return <strong key={key}>{part.content.map(drawInline)}</strong>;
    case 'emphasis':
      return <em key={key}>{part.content.map(drawInline)}</em>;
    case 'file':
      return (
        <FileLink key={key} path={part.path} line={part.line}>
          {part.text}
        </FileLink>
      );
    case 'link':
      // VS Code asks before it opens an address; it is shown as it is, whatever the text says.
      return (
        <a key={key} href={part.address} title={part.address}>
          {part.text}
        </a>
      );
  }
}

/** A wide one is scrolled by itself, also with the keyboard. */
function Table({ head, align, rows }: Extract<Block, { kind: 'table' }>) {
  const set = (column: number) => ({ class: `set-${align[column] ?? 'start'}` });
  return (
    <div class="table" tabIndex={0}>
      <table>
        <thead>
          <tr>
            {head.map((cell, column) => (
              <th key={column} scope="col" {...set(column)}>
                {cell.map(drawInline)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={at}>
              {row.map((cell, column) => (
                <td key={column} {...set(column)}>
                  {cell.map(drawInline)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

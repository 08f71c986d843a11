import type { ComponentChildren, RefObject } from 'preact';
import { exactTime, timeAgo } from '../../src/shared/times';
import type { Act } from '../../src/shared/taskPanel/messages';
import type { Detail, Offer, Standing, TaskLink } from '../../src/shared/taskPanel/view';
import { usePage, useText } from './page';

/** A product icon. Beside it stands what it means, so it is silent. */
export function Icon({ name, color = null }: { name: string; color?: string | null }) {
  const [icon, modifier] = name.split('~');
  const spin = modifier === 'spin' ? ' codicon-modifier-spin' : '';
  const style = color === null ? {} : { color: `var(--vscode-${color.replaceAll('.', '-')})` };
  return <span class={`codicon codicon-${icon ?? ''}${spin}`} style={style} aria-hidden="true" />;
}

/** How long ago, with the exact time for whoever points at it. */
export function Ago({ at }: { at: number }) {
  const { language, now, texts } = usePage();
  return (
    <time dateTime={new Date(at).toISOString()} title={exactTime(at, language)}>
      {timeAgo(at, now, language, texts.justNow)}
    </time>
  );
}

/** `asks`: asks the host for something. */
export function IconButton(props: {
  icon: string;
  label: string;
  onClick: () => void;
  disabled?: boolean;
  asks?: boolean;
}) {
  const { icon, label, onClick, disabled = false, asks = false } = props;
  const { isLost } = usePage();
  return (
    <button
      type="button"
      class="icon-button"
      title={label}
      aria-label={label}
      disabled={disabled}
      aria-disabled={asks && isLost}
      onClick={onClick}
    >
      <Icon name={icon} />
    </button>
  );
}

/** Asks the host for something, or begins to, which leads nowhere while nobody answers. */
export function ActButton(props: {
  look?: 'primary' | 'secondary';
  opener?: RefObject<HTMLButtonElement | null>;
  disabled?: boolean;
  busy?: boolean;
  onClick: () => void;
  children: ComponentChildren;
}) {
  const { look = 'primary', opener = null, disabled = false, busy = false, onClick, children } = props;
  const { isLost } = usePage();
  return (
    <button
      type="button"
      class={look}
      ref={opener}
      disabled={disabled}
      aria-disabled={busy || isLost}
      onClick={() => isLost || onClick()}
    >
      {children}
    </button>
  );
}

/** Leads somewhere else, or asks the host for something less likely. */
export function LinkButton({ onClick, children }: { onClick: () => void; children: ComponentChildren }) {
  const { isLost } = usePage();
  return (
    <button type="button" class="link" aria-disabled={isLost} onClick={onClick}>
      {children}
    </button>
  );
}

/** An act beside what it is about, as long as it is offered. */
export function Offered({ act, offers }: { act: Act; offers: readonly Offer[] }) {
  const { does } = usePage();
  const offer = offers.find((offered) => offered.act === act);
  return offer ? <LinkButton onClick={() => void does({ ask: 'act', act })}>{offer.label}</LinkButton> : null;
}

export function StandingMark({ standing: { icon, color, words } }: { standing: Standing }) {
  return (
    <span class="standing">
      <Icon name={icon} color={color} /> {words}
    </span>
  );
}

/** Other tasks, each with where it stands; its title leads to its panel. */
export function TaskLinks({ tasks }: { tasks: readonly TaskLink[] }) {
  const { does } = usePage();
  return (
    <ul class="rows">
      {tasks.map(({ id, title, standing, note }) => (
        <li key={id} class="row">
          <Icon name={standing.icon} color={standing.color} />
          <div>
            <LinkButton onClick={() => void does({ ask: 'openTask', task: id })}>{title}</LinkButton>{' '}
            <span class="quiet">{[standing.words, note].filter((part) => part !== '').join(' · ')}</span>
          </div>
        </li>
      ))}
    </ul>
  );
}

/** Leads to a file, and says its path unless a text has words of its own for it. */
export function FileLink(props: { path: string; line?: number | undefined; children?: ComponentChildren }) {
  const { path, line, children = brokenAtFolders(path) } = props;
  const { does } = usePage();
  const open = (): void => void does({ ask: 'openFile', path, ...(line !== undefined && { line }) });
  return <LinkButton onClick={open}>{children}</LinkButton>;
}

/** A long path goes on in the next line behind a folder, rather than within a name. */
const brokenAtFolders = (path: string): ComponentChildren =>
  path.split(/(?<=\/)/).flatMap((part, at) => (at === 0 ? [part] : [<wbr key={at} />, part]));

/** Names with their values, as a list of terms. */
export function Details({ details }: { details: readonly Detail[] }) {
  if (details.length === 0) return null;
  return (
    <dl class="details">
      {details.map(({ name, values, kind, more }) => (
        <div key={name}>
          <dt>{name}</dt>
          {values.map((value) => (
            <dd key={value} class={kind === 'date' ? 'date' : undefined}>
              {kind === 'file' ? <FileOrGlob path={value} /> : kind === 'code' ? <code>{value}</code> : value}
            </dd>
          ))}
          {more !== undefined && <dd class="quiet">{more}</dd>}
        </div>
      ))}
    </dl>
  );
}

/** A pattern stands for many files: there is nothing to open. */
export const FileOrGlob = ({ path }: { path: string }) =>
  /[*?{[]|\/$/.test(path) ? <code>{path}</code> : <FileLink path={path} />;

/** A part of a page with its heading, or nothing where there is nothing to say. */
export function Part(props: { title: string; show?: boolean; tools?: ComponentChildren; children: ComponentChildren }) {
  const { title, show = true, tools, children } = props;
  if (!show) return null;
  return (
    <section class="part">
      <div class="part-title">
        <h2>{title}</h2>
        {tools}
      </div>
      {children}
    </section>
  );
}

export function ShowMore({ busy, onClick }: { busy: boolean; onClick: () => void }) {
  const text = useText();
  return (
    <button type="button" class="secondary" aria-disabled={busy} onClick={() => busy || onClick()}>
      {text('showMore')}
    </button>
  );
}

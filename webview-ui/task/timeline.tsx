import { Fragment } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import {
  EVENT_KINDS,
  type CheckpointRow,
  type EventKind,
  type EventLine,
  type TaskView,
} from '../../src/shared/taskPanel/view';
import { ask, kept } from './host';
import { chapters, type Chapter } from './logBook';
import { usePage, useText } from './page';
import { usePages } from './pages';
import { Ago, Icon, IconButton, ShowMore } from './parts';
import { Prose, Remark } from './prose';
import { Writing } from './writing';

/** What happened, as a log book: one line an event, by day and attempt. */
export function TimelineTab({ view }: { view: TaskView }) {
  const { does, texts, language } = usePage();
  const [kind, setKind] = useState<EventKind | 'all'>('all');
  const [notes, setNotes] = useState(kept().drafts.note !== undefined);
  const { rows, more, busy } = usePages(
    view.events,
    ({ seq }) => seq,
    (before) => ask({ ask: 'events', before }),
  );
  const days = useMemo(() => new Intl.DateTimeFormat(language, { dateStyle: 'full' }), [language]);
  const found = chapters(rows, more === null, (at) => days.format(at), kind);
  return (
    <div class="reading">
      <div class="toolbar">
        <label class="labelled">
          <span>{texts.filter}</span>
          <select value={kind} onChange={({ currentTarget }) => setKind(currentTarget.value as EventKind | 'all')}>
            {(['all', ...EVENT_KINDS] as const).map((name) => (
              <option key={name} value={name}>
                {texts[name]}
              </option>
            ))}
          </select>
        </label>
        {!view.readOnly && !notes && (
          <button type="button" class="secondary" onClick={() => setNotes(true)}>
            {texts.addNote}
          </button>
        )}
      </div>
      {notes && (
        <Writing
          draft="note"
          label={texts.noteLabel}
          send={texts.save}
          needed={texts.noteLabel}
          lines={3}
          most={10_000}
          onSend={(said) => does({ ask: 'note', text: said }, texts.noted)}
          onClose={() => setNotes(false)}
        />
      )}
      {found.length === 0 && <p class="quiet">{texts.noEvents}</p>}
      {found.map((chapter, at) => (
        <ChapterOf key={chapter.key} chapter={chapter} before={found[at - 1]} view={view} />
      ))}
      {more && <ShowMore busy={busy} onClick={more} />}
    </div>
  );
}

function ChapterOf({ chapter, before, view }: { chapter: Chapter; before: Chapter | undefined; view: TaskView }) {
  const text = useText();
  const { day, attempt, lines } = chapter;
  const heading =
    attempt === undefined ? null : attempt === null ? text('beforeWork') : text('attempt', { number: attempt });
  return (
    <section class="chapter">
      {before?.day !== day && <h2>{day}</h2>}
      {heading !== null && <h3>{heading}</h3>}
      <ul class="log">
        {lines.map((line, at) => (
          <LogLine
            key={line.seq}
            line={line}
            mark={lines[at - 1]?.at === line.at ? undefined : markAt(view, line.at)}
          />
        ))}
      </ul>
    </section>
  );
}

/** A checkpoint that a transition leaves is written at the very moment of its events. */
const markAt = ({ checkpoints }: TaskView, moment: number): CheckpointRow | undefined =>
  checkpoints.rows.find(({ at }) => at === moment);

function LogLine({ line, mark }: { line: EventLine; mark: CheckpointRow | undefined }) {
  const { does } = usePage();
  const text = useText();
  const isNote = line.kind === 'note';
  const isSaidBeside = line.parts.length > 0 && !isNote;
  return (
    <li>
      <Icon name={line.icon} />
      <span class="what">
        <strong>{line.what}</strong>{' '}
        <span class="quiet">
          · <span class="whole">{line.by}</span>
          {isSaidBeside && ' ·'}
        </span>{' '}
        {line.parts.map(({ text: said, written }, at) => (
          <Fragment key={at}>
            {at > 0 && !isNote && ' · '}
            {isNote ? <Prose text={said} /> : written ? <Remark text={said} /> : <span class="said">{said}</span>}
          </Fragment>
        ))}
      </span>
      {mark && (
        <span class="row-tools">
          <IconButton
            asks
            icon="bookmark"
            label={`${text('compareWithNow')}: ${mark.name}`}
            onClick={() => void does({ ask: 'compareCheckpoints', from: mark.seq })}
          />
        </span>
      )}
      <Ago at={line.at} />
    </li>
  );
}

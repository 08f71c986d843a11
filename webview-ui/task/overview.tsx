import type { TaskView } from '../../src/shared/taskPanel/view';
import { Checkpoints } from './checkpoints';
import { ask } from './host';
import { useText } from './page';
import { usePages } from './pages';
import { Ago, Details, Icon, Offered, Part, ShowMore, TaskLinks } from './parts';
import { Prose } from './prose';

export function OverviewTab({ view }: { view: TaskView }) {
  const text = useText();
  const { description, context, rejection, result, note, waitsFor, waitedForBy, details } = view.overview;
  const isResultInCard = view.needs.some((needs) => needs.kind === 'approval' && needs.subject === 'result');
  // Why it stopped is what its result said in short.
  const isSummaryInCard = view.needs.some((needs) => needs.kind === 'stopped' && needs.text === result?.summary);
  const shownResult = isResultInCard || (isSummaryInCard && result?.detail === '') ? null : result;
  const saysNothingElse =
    rejection === null && shownResult === null && context === '' && view.overview.childCount === 0;
  const isBare = saysNothingElse && description === '';
  return (
    <div class={isBare ? 'reading' : 'columns'}>
      <div>
        {rejection && (
          <section class="part rejection">
            <h2>
              <Icon name="circle-slash" color="problemsWarningIcon.foreground" /> {rejection.heading}{' '}
              <Ago at={rejection.at} />
            </h2>
            <Prose text={rejection.reason} />
          </section>
        )}
        {shownResult && (
          <Part title={text('result', { version: shownResult.version })}>
            <p>
              <strong>{shownResult.outcome}.</strong> <span class="quiet">{shownResult.by}</span> ·{' '}
              <Ago at={shownResult.at} />
            </p>
            {!isSummaryInCard && <Prose text={shownResult.summary} />}
            {shownResult.detail !== '' && <Prose text={shownResult.detail} />}
          </Part>
        )}
        <Part title={text('description')} tools={<Offered act="describe" offers={view.offers} />}>
          {description === '' ? <p class="quiet">{text('noDescription')}</p> : <Prose text={description} />}
        </Part>
        {note && (
          <Part title={text('lastNote')}>
            <p class="quiet">
              {note.by} · <Ago at={note.at} />
            </p>
            <Prose text={note.text} />
          </Part>
        )}
        <Part title={text('context')} show={context !== ''}>
          <Prose text={context} />
        </Part>
        <Steps view={view} />
      </div>
      <div>
        <Part title={text('dependsOn')} show={waitsFor.length > 0}>
          <TaskLinks tasks={waitsFor} />
        </Part>
        <Part title={text('neededBy')} show={waitedForBy.length > 0}>
          <TaskLinks tasks={waitedForBy} />
        </Part>
        <Checkpoints view={view} />
        <Part title={text('details')}>
          <Details details={details} />
        </Part>
      </div>
    </div>
  );
}

function Steps({ view }: { view: TaskView }) {
  const text = useText();
  const { rows, more, busy } = usePages(
    view.overview.children,
    ({ id }) => id,
    (after) => ask({ ask: 'children', after }),
  );
  if (rows.length === 0) return null;
  return (
    <Part title={text('steps')}>
      <TaskLinks tasks={rows} />
      {more && <ShowMore busy={busy} onClick={more} />}
    </Part>
  );
}

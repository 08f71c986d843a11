import type { TaskView } from '../../src/shared/taskPanel/view';
import { EvidenceParts } from './evidence';
import { ExpectedParts } from './expected';
import { ask } from './host';
import { useText } from './page';
import { usePages } from './pages';
import { Ago, FileLink, Icon, Part, ShowMore } from './parts';

/** What is expected of the task, what it answers for, and below it what was done to files for it. */
export function FilesTab({ view }: { view: TaskView }) {
  const text = useText();
  const { expected, evidence, files, offers } = view;
  const isEmpty = expected.files.length === 0 && expected.checks.length === 0;
  const explained = isEmpty && (
    <p key="explained" class="part">
      {expected.empty}
    </p>
  );
  const ahead = <ExpectedParts key="ahead" expected={expected} offers={offers} />;
  const found = evidence && <EvidenceParts key="found" evidence={evidence} offers={offers} />;
  const changes = (
    <Part key="changes" title={text('operations')}>
      {files.rows.length === 0 ? <p class="quiet">{text('noFiles')}</p> : <Operations view={view} />}
    </Part>
  );
  // Whoever comes because of files that do not hold finds them first.
  return <>{evidence?.filesFail ? [found, changes, ahead, explained] : [explained, ahead, found, changes]}</>;
}

/** The newest first. */
function Operations({ view }: { view: TaskView }) {
  const text = useText();
  const { rows, more, busy } = usePages(
    view.files,
    ({ n }) => n,
    (before) => ask({ ask: 'files', before }),
  );
  return (
    <>
      <table>
        <thead>
          <tr>
            <th scope="col">{text('fileColumn')}</th>
            <th scope="col">{text('whatColumn')}</th>
            <th scope="col">{text('whoColumn')}</th>
            <th scope="col">{text('whenColumn')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ n, op, icon, path, from, gone, noticed, by, at }) => (
            <tr key={n}>
              <td>
                <div class="file">
                  <Icon name={icon} /> {gone ? <span class="gone">{path}</span> : <FileLink path={path} />}
                </div>
                {from !== null && <div class="quiet">{text('from', { path: from })}</div>}
              </td>
              <td>
                {op} <span class="quiet noticed">{noticed}</span>
              </td>
              <td>{by}</td>
              <td>
                <Ago at={at} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {more && <ShowMore busy={busy} onClick={more} />}
    </>
  );
}

import type { TaskView } from '../../src/shared/taskPanel/view';
import { ask } from './host';
import { useText } from './page';
import { usePages } from './pages';
import { Ago, FileLink, Icon, ShowMore } from './parts';

/** What was done to files for this task, the newest first. */
export function FilesTab({ view }: { view: TaskView }) {
  const text = useText();
  const { rows, more, busy } = usePages(
    view.files,
    ({ n }) => n,
    (before) => ask({ ask: 'files', before }),
  );
  if (rows.length === 0) return <p class="quiet">{text('noFiles')}</p>;
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
                <Icon name={icon} /> {gone ? <span class="gone">{path}</span> : <FileLink path={path} />}
                {from !== null && <div class="quiet">{text('from', { path: from })}</div>}
              </td>
              <td>
                {op} <span class="quiet">{noticed}</span>
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

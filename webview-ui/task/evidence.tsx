import type { CheckLine, Evidence, EvidenceFile } from '../../src/shared/taskPanel/view';
import { useText } from './page';
import { Ago, FileLink, Part, StandingMark } from './parts';

/** The files and checks that a task answers for, with what was last found of each. */
export function EvidenceParts({ evidence }: { evidence: Evidence }) {
  const text = useText();
  const { standing, summary, by, at, files, left, checks } = evidence;
  return (
    <>
      <Part title={text('answersFor')} show={files.length > 0 || standing !== null}>
        {standing && (
          <p>
            <StandingMark standing={standing} />{' '}
            <span class="quiet">
              {by} {at !== null && <Ago at={at} />}
            </span>
          </p>
        )}
        {summary !== '' && <p>{summary}</p>}
        <ul class="rows">
          {files.map((file) => (
            <FileResult key={file.path} file={file} />
          ))}
        </ul>
        {left > 0 && <p class="quiet">{text('moreFiles', { count: left })}</p>}
      </Part>
      <Part title={text('checks')} show={checks.length > 0}>
        <ul class="rows">
          {checks.map((check) => (
            <CheckResult key={check.command} check={check} />
          ))}
        </ul>
      </Part>
    </>
  );
}

function FileResult({ file: { path, standing, reason, gone, checkedAt } }: { file: EvidenceFile }) {
  return (
    <li class="result">
      {gone ? <span class="gone">{path}</span> : <FileLink path={path} />}
      <StandingMark standing={standing} />
      <span class="quiet">
        {reason} {checkedAt !== null && <Ago at={checkedAt} />}
      </span>
    </li>
  );
}

function CheckResult({ check: { command, standing, reason, output } }: { check: CheckLine }) {
  const text = useText();
  return (
    <li class="result">
      <code>{command}</code>
      <StandingMark standing={standing} />
      <span class="quiet">{reason}</span>
      {output !== '' && (
        <details class="output">
          <summary>{text('output')}</summary>
          <pre tabIndex={0}>{output}</pre>
        </details>
      )}
    </li>
  );
}

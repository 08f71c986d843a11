import type { CheckLine, Expected, ExpectedFile, Offer } from '../../src/shared/taskPanel/view';
import { useText } from './page';
import { FileOrGlob, Offered, Part, StandingMark } from './parts';

/** What the task must leave behind to count as done, and where that is said. */
export function ExpectedParts({ expected, offers }: { expected: Expected; offers: readonly Offer[] }) {
  const text = useText();
  const { files, checks, noFiles, noChecks } = expected;
  return (
    <>
      <Part title={text('expectedFiles')} tools={<Offered act="expectFiles" offers={offers} />}>
        {files.length === 0 && <p class="quiet">{noFiles}</p>}
        <ul class="results">
          {files.map((file) => (
            <FileLine key={file.path} file={file} />
          ))}
        </ul>
      </Part>
      <Part
        title={text('checks')}
        tools={
          <>
            <Offered act="expectChecks" offers={offers} />
            {checks.length > 0 && <Offered act="allowChecks" offers={offers} />}
          </>
        }
      >
        {checks.length === 0 && <p class="quiet">{noChecks}</p>}
        <ul class="checks">
          {checks.map((check) => (
            <Check key={check.command} check={check} />
          ))}
        </ul>
      </Part>
    </>
  );
}

function FileLine({ file: { path, standing, reason, gone } }: { file: ExpectedFile }) {
  return (
    <li class="result">
      {gone ? <code>{path}</code> : <FileOrGlob path={path} />}
      {standing && (
        <span class="found">
          <StandingMark standing={standing} /> <span class="quiet">{reason}</span>
        </span>
      )}
    </li>
  );
}

function Check({ check: { command, permission, standing, reason, output } }: { check: CheckLine }) {
  const text = useText();
  return (
    <li>
      <div class="check">
        <code>{command}</code>
        {standing && <StandingMark standing={standing} />}
        <span class="quiet">{reason}</span>
      </div>
      <div class="quiet">
        <StandingMark standing={permission} />
      </div>
      {output !== '' && (
        <details class="output">
          <summary>{text('output')}</summary>
          <pre tabIndex={0}>{output}</pre>
        </details>
      )}
    </li>
  );
}

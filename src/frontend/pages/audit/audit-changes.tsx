import type { AuditedChange } from '../../../domain/audit';
import { counted } from '../../words/count';
import { pathWords, valueWords } from '../../words/audit-words';

const shownAtOnce = 3;

/** What was there before and after, setting by setting. */
export function AuditChanges({ changes }: { changes: readonly AuditedChange[] }) {
  if (changes.length === 0) return <span className="quiet">No setting changed</span>;
  const more = changes.slice(shownAtOnce);
  return (
    <div className="stack-tight">
      <Changes changes={changes.slice(0, shownAtOnce)} />
      {more.length > 0 && (
        <details className="fold">
          <summary>{counted(more.length, 'more setting')}</summary>
          <Changes changes={more} />
        </details>
      )}
    </div>
  );
}

function Changes({ changes }: { changes: readonly AuditedChange[] }) {
  return (
    <ul className="audit-changes">
      {changes.map((change) => (
        <li key={change.path}>
          <strong>{pathWords(change.path)}</strong>
          <Values change={change} />
        </li>
      ))}
    </ul>
  );
}

/** A secret has neither: it is only said to have changed. */
function Values({ change: { before, after } }: { change: AuditedChange }) {
  if (before === undefined && after === undefined) return <p>Changed; what it is, is not shown.</p>;
  return (
    <dl className="before-after">
      <dt>Before</dt>
      <dd>{valueWords(before)}</dd>
      <dt>After</dt>
      <dd>{valueWords(after)}</dd>
    </dl>
  );
}

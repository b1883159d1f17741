import type { AuditedChange, AuditEntry } from '../../../domain/audit';
import { counted } from '../../words/count';
import { pathWords, valueWords } from '../../words/audit-words';

const mostShown = 3;

/** What was there before and after, setting by setting. A new or deleted connector has all its settings here: they are folded. */
export function AuditChanges({ entry: { action, changes } }: { entry: AuditEntry }) {
  if (changes.length === 0) return <span className="quiet">None</span>;
  const shown = action === 'created' || action === 'deleted' ? 0 : mostShown;
  const folded = changes.slice(shown);
  return (
    <div className="stack-tight">
      <Changes changes={changes.slice(0, shown)} />
      {folded.length > 0 && (
        <details className="fold">
          <summary>{counted(folded.length, shown === 0 ? 'setting' : 'more setting')}</summary>
          <Changes changes={folded} />
        </details>
      )}
    </div>
  );
}

function Changes({ changes }: { changes: readonly AuditedChange[] }) {
  if (changes.length === 0) return null;
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

/** Short enough for one line. */
const shortLength = 40;

/** A secret has neither: it is only said to have changed. */
function Values({ change: { before, after } }: { change: AuditedChange }) {
  if (before === undefined && after === undefined) return <p>Changed; what it is, is not shown.</p>;
  const [was, is] = [valueWords(before), valueWords(after)];
  if (before === undefined) return <p>Set to {is}</p>;
  if (after === undefined) return <p>Gone; it was {was}</p>;
  if (was.length <= shortLength && is.length <= shortLength) {
    return (
      <p>
        From {was} to {is}
      </p>
    );
  }
  return (
    <dl className="before-after">
      <dt>Before</dt>
      <dd>{was}</dd>
      <dt>After</dt>
      <dd>{is}</dd>
    </dl>
  );
}

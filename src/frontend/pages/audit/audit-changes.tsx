import type { AuditedChange, AuditEntry } from '../../../domain/audit';
import { pathWords } from '../../words/audit-words';
import { changeWords, type NameOf } from '../../words/audit-values';
import { counted } from '../../words/count';

const mostShown = 3;

interface AuditChangesProps {
  readonly entry: AuditEntry;
  readonly nameOf: NameOf;
}

/** What was there before and after, setting by setting. A new or deleted connector has all its settings here: they are folded. */
export function AuditChanges({ entry: { action, changes }, nameOf }: AuditChangesProps) {
  if (changes.length === 0) return null;
  const shown = action === 'created' || action === 'deleted' ? 0 : mostShown;
  const folded = changes.slice(shown);
  return (
    <div className="stack-tight">
      <Changes changes={changes.slice(0, shown)} nameOf={nameOf} />
      {folded.length > 0 && (
        <details className="fold">
          <summary>{counted(folded.length, shown === 0 ? 'setting' : 'more setting')}</summary>
          <Changes changes={folded} nameOf={nameOf} />
        </details>
      )}
    </div>
  );
}

interface ChangesProps {
  readonly changes: readonly AuditedChange[];
  readonly nameOf: NameOf;
}

function Changes({ changes, nameOf }: ChangesProps) {
  if (changes.length === 0) return null;
  return (
    <ul className="audit-changes">
      {changes.map((change) => (
        <li key={change.path}>
          <strong>{pathWords(change.path)}</strong>
          <Values change={change} nameOf={nameOf} />
        </li>
      ))}
    </ul>
  );
}

/** Short enough for one line. */
const shortLength = 40;

/** A secret has neither: it is only said to have changed. */
function Values({ change, nameOf }: { readonly change: AuditedChange; readonly nameOf: NameOf }) {
  const words = changeWords(change, nameOf);
  if (words.kind === 'secret') return <p>Changed; what it is, is not shown.</p>;
  if (words.kind === 'set') return <p>Set to {words.value}</p>;
  if (words.kind === 'gone') return <p>Gone; it was {words.value}</p>;
  if (words.kind === 'list') return <Items {...words} />;
  const { before, after } = words;
  if (before.length <= shortLength && after.length <= shortLength) {
    return (
      <p>
        From {before} to {after}
      </p>
    );
  }
  return (
    <dl className="before-after">
      <dt>Before</dt>
      <dd>{before}</dd>
      <dt>After</dt>
      <dd>{after}</dd>
    </dl>
  );
}

function Items({
  added,
  removed,
}: {
  readonly added: readonly string[];
  readonly removed: readonly string[];
}) {
  if (added.length + removed.length === 0) return <p>The same in another order</p>;
  return (
    <dl className="before-after">
      {added.length > 0 && <dt>Added</dt>}
      {added.length > 0 && <dd>{added.join('; ')}</dd>}
      {removed.length > 0 && <dt>Removed</dt>}
      {removed.length > 0 && <dd>{removed.join('; ')}</dd>}
    </dl>
  );
}

/** What somebody should know before they undo a run. */
export function UndoTerms({ created = 0 }: { created?: number }) {
  return (
    <ul className="plain-list">
      {created > 0 && <li>Groups that the run created stay; they may be empty afterwards.</li>}
      <li>
        The schedule of this connector is paused afterwards, because the next sync would do the same again.
        Choose “Resume schedule” on the connector’s page when the directory or the rules are right.
      </li>
    </ul>
  );
}

import Button from '@atlaskit/button/default/button';
import type { ExistingGroups } from '../../../../domain/group-rules';

interface ReleasedListProps {
  readonly released: ExistingGroups['released'];
  readonly onChange: (released: ExistingGroups['released']) => void;
}

/** Groups that the connector let go of, with the way back. */
export function ReleasedList({ released, onChange }: ReleasedListProps) {
  if (released.length === 0) return null;
  return (
    <fieldset className="stack-rows">
      <legend className="group-title">Groups that are not managed any more</legend>
      <p className="field-help">
        They were released or handed over to another connector, and this one leaves them alone.
      </p>
      <ul className="decision-list">
        {released.map(({ sourceId, group }) => (
          <li key={sourceId}>
            <strong>{group}</strong>
            <Button
              spacing="compact"
              aria-label={`Manage ${group} again`}
              onClick={() => onChange(released.filter((other) => other.sourceId !== sourceId))}
            >
              Manage again
            </Button>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}

import Button from '@atlaskit/button/default/button';
import { createContext, useContext, useState } from 'react';
import { AppLink } from '../../routing/app-link';
import { paths } from '../../routing/route';
import { counted } from '../../words/count';

export type Names = Readonly<Record<string, string>>;

/** The connector whose run is shown: a name leads to what it knows of the person. */
export const ConnectorOfRun = createContext<string | undefined>(undefined);

/** The name of a person where it is known, else the id of the account. */
export function PersonName({ id, name }: { id: string; name: string | undefined }) {
  const connectionId = useContext(ConnectorOfRun);
  const text = name === undefined ? <span className="id">{id}</span> : <span className="wrap">{name}</span>;
  if (connectionId === undefined) return text;
  return <AppLink to={paths.explain(connectionId, { userId: id })}>{text}</AppLink>;
}

const shownAtFirst = 5;

interface PeopleListProps {
  readonly label: string;
  readonly ids: readonly string[];
  readonly names: Names;
  /** How many there are, where only the first are at hand. */
  readonly total?: number | undefined;
}

/** People by name; of many, the first and how many more there are. */
export function PeopleList({ label, ids, names, total = ids.length }: PeopleListProps) {
  const [isWhole, setWhole] = useState(false);
  if (total === 0) return <span className="quiet">Nobody</span>;
  const shown = isWhole ? ids : ids.slice(0, shownAtFirst);
  return (
    <div className="stack-tight">
      <ul className="bare-list" aria-label={label}>
        {shown.map((id) => (
          <li key={id}>
            <PersonName id={id} name={names[id]} />
          </li>
        ))}
      </ul>
      {shown.length < ids.length && (
        <div>
          <Button spacing="compact" onClick={() => setWhole(true)}>
            Show {counted(ids.length - shown.length, 'more person', 'more people')}
          </Button>
        </div>
      )}
      {shown.length === ids.length && total > ids.length && (
        <span className="quiet">and {counted(total - ids.length, 'more person', 'more people')}</span>
      )}
    </div>
  );
}

/** "Mia Krystof and Jo Ng". */
export function joined(texts: readonly string[]): string {
  return new Intl.ListFormat('en', { type: 'conjunction' }).format(texts);
}

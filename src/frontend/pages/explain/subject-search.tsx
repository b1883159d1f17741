import { useState } from 'react';
import { useSubjects } from '../../api/explain-queries';
import { Loading } from '../../components/loading';
import { Problem } from '../../components/problem';
import { TextRow } from '../../components/text-row';
import { useSettled } from '../../components/use-settled';
import type { SubjectIds } from '../../routing/route';
import { FoundSubjects } from './found-subjects';

/** Long enough that a word is not asked for letter by letter. */
const pauseMs = 300;

interface SubjectSearchProps {
  readonly connectionId: string;
  readonly label: string;
  readonly help: string;
  readonly offers: 'everything' | 'people' | 'groups';
  /** Where a click on what was found leads to. */
  readonly placeOf: (found: SubjectIds) => string;
}

/** Finds people and groups of what is stored, and leads to them. */
export function SubjectSearch({ connectionId, label, help, offers, placeOf }: SubjectSearchProps) {
  const [text, setText] = useState('');
  const settled = useSettled(text.trim(), pauseMs);
  return (
    <search className="stack-tight">
      <div className="search-box">
        <TextRow label={label} help={help} value={text} onChange={setText} />
      </div>
      {settled !== '' && (
        <Found connectionId={connectionId} text={settled} offers={offers} placeOf={placeOf} />
      )}
    </search>
  );
}

type FoundProps = Omit<SubjectSearchProps, 'label' | 'help'> & { readonly text: string };

function Found({ connectionId, text, offers, placeOf }: FoundProps) {
  const found = useSubjects(connectionId, text);
  if (found.isPending) return <Loading label="Searching" />;
  if (found.isError) {
    return (
      <Problem title="The search did not work" error={found.error} onRetry={() => void found.refetch()} />
    );
  }
  return <FoundSubjects found={found.data} text={text} offers={offers} placeOf={placeOf} />;
}

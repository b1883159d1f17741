import { useEffect, useRef, useState } from 'react';
import type { ChangesFilter } from '../../../routing/changes-address';
import { ChoiceRow } from '../../../components/choice-row';
import { TextRow } from '../../../components/text-row';
import { useSettled } from '../../../components/use-settled';
import { changed, type Choice } from './change-filter';

interface ChangeFiltersProps {
  readonly choices: readonly Choice[];
  readonly filter: ChangesFilter;
  /** A choice is a step to come back from; what is being typed is none. */
  readonly onChange: (filter: ChangesFilter, step: 'new' | 'same') => void;
}

export function ChangeFilters({ choices, filter, onChange }: ChangeFiltersProps) {
  return (
    <search className="change-filters">
      <SearchText
        text={filter.text ?? ''}
        onSettled={(text) => onChange(changed(filter, 'text', text), 'same')}
      />
      {choices.map(({ name, label, options }) => (
        <ChoiceRow
          key={name}
          label={label}
          options={options}
          value={filter[name] ?? ''}
          isSearchable={name === 'sourceId'}
          onChange={(value) => onChange(changed(filter, name, value), 'new')}
        />
      ))}
    </search>
  );
}

const typingMs = 300;

/** What is typed becomes part of the address when the fingers rest; another address, such as by the browser's back, shows here. */
function SearchText({ text, onSettled }: { text: string; onSettled: (text: string) => void }) {
  const [typed, setTyped] = useState(text);
  const told = useRef(text);
  const settled = useSettled(typed, typingMs);
  const tell = useRef(onSettled);
  useEffect(() => {
    tell.current = onSettled;
  });
  useEffect(() => {
    if (settled === told.current) return;
    told.current = settled;
    tell.current(settled);
  }, [settled]);
  useEffect(() => {
    if (text === told.current) return;
    told.current = text;
    setTyped(text);
  }, [text]);
  return <TextRow label="Search a person or group" value={typed} onChange={setTyped} />;
}

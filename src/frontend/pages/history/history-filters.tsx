import type { ConnectionSummary } from '../../../contract';
import { ChoiceRow } from '../../components/choice-row';
import type { HistoryFilter } from '../../routing/history-address';
import { connectorOptions, modeOptions, resultOptions, triggerOptions } from './history-words';

interface HistoryFiltersProps {
  readonly connections: readonly ConnectionSummary[];
  readonly filter: HistoryFilter;
  /** Hands over the whole filter anew. */
  readonly onChange: (filter: HistoryFilter) => void;
}

export function HistoryFilters({ connections, filter, onChange }: HistoryFiltersProps) {
  const choose =
    <Name extends keyof HistoryFilter>(name: Name) =>
    (value: NonNullable<HistoryFilter[Name]> | ''): void => {
      const { [name]: _, ...others } = filter;
      onChange(value === '' ? others : { ...others, [name]: value });
    };
  return (
    <search className="filter-row">
      <ChoiceRow
        label="Connector"
        options={connectorOptions(connections)}
        value={filter.connectionId ?? ''}
        isSearchable
        onChange={choose('connectionId')}
      />
      <ChoiceRow
        label="Result"
        options={resultOptions}
        value={filter.result ?? ''}
        onChange={choose('result')}
      />
      <ChoiceRow
        label="Started"
        options={triggerOptions}
        value={filter.trigger ?? ''}
        onChange={choose('trigger')}
      />
      <ChoiceRow label="Kind" options={modeOptions} value={filter.mode ?? ''} onChange={choose('mode')} />
    </search>
  );
}

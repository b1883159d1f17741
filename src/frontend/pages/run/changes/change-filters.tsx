import type { RunReport } from '../../../../domain/run';
import { ChoiceRow } from '../../../components/choice-row';
import { TextRow } from '../../../components/text-row';
import { groupOptions, kindOptions, outcomeOptions, type ChangeFilter } from './change-filter';

interface ChangeFiltersProps {
  readonly report: RunReport;
  readonly filter: ChangeFilter;
  readonly onChange: (filter: Partial<ChangeFilter>) => void;
}

export function ChangeFilters({ report, filter, onChange }: ChangeFiltersProps) {
  return (
    <search className="filter-row">
      <TextRow label="Search a person or group" value={filter.text} onChange={(text) => onChange({ text })} />
      <ChoiceRow
        label="Kind of change"
        options={kindOptions}
        value={filter.kind}
        onChange={(kind) => onChange({ kind })}
      />
      <ChoiceRow
        label="Outcome"
        options={outcomeOptions(report.mode)}
        value={filter.outcome}
        onChange={(outcome) => onChange({ outcome })}
      />
      <ChoiceRow
        label="Group"
        options={groupOptions(report.groups)}
        value={filter.sourceId}
        isSearchable
        onChange={(sourceId) => onChange({ sourceId })}
      />
    </search>
  );
}

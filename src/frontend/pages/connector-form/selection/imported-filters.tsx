import Heading from '@atlaskit/heading';
import { Fragment } from 'react';
import type { Outputs } from '../../../../contract';
import { selectionPartOf, type PatternDraft, type SelectionDraft } from './selection-draft';

/** What a notation means, by the names that the fields of the form have. */
export function ImportedFilters({ imported }: { imported: Outputs['importFilters'] }) {
  const rows = rowsOf(selectionPartOf(imported.settings));
  return (
    <div className="stack">
      <Heading size="xsmall" as="h2">
        What this means
      </Heading>
      {rows.length === 0 && <p>No filter: everybody and every group takes part.</p>}
      <dl className="facts" aria-label="Imported filters">
        {rows.map(({ name, values }) => (
          <Fragment key={name}>
            <dt>{name}</dt>
            {values.map((value) => (
              <dd key={value}>{value}</dd>
            ))}
          </Fragment>
        ))}
      </dl>
      {imported.notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
      <p className="subtle">Fields that are named here are replaced; all others stay as they are.</p>
    </div>
  );
}

interface Row {
  readonly name: string;
  readonly values: readonly string[];
}

function rowsOf(part: Partial<SelectionDraft>): readonly Row[] {
  const required = part.requiredGroupsMatch === 'all' ? 'Required groups (all)' : 'Required groups';
  return [
    { name: required, values: part.requiredGroups ?? [] },
    { name: 'Excluded groups', values: part.excludedGroups ?? [] },
    patternRow('E-mail addresses', part['filters.users.emails']),
    { name: 'Query for people', values: lines(part['filters.users.query']) },
    patternRow('Group names', part['filters.groups.names']),
    { name: 'Query for groups', values: lines(part['filters.groups.query']) },
  ].filter(({ values }) => values.length > 0);
}

function patternRow(name: string, draft: PatternDraft | undefined): Row {
  const way = draft?.mode === 'exclude' ? 'all but' : 'only';
  return { name: `${name} (${way})`, values: lines(draft?.text) };
}

function lines(text: string | undefined): readonly string[] {
  return text === undefined || text === '' ? [] : text.split('\n');
}

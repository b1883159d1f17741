import Lozenge from '@atlaskit/lozenge';
import { memo } from 'react';
import type { ChangeOrder, ChangeRow, ChangeSection } from '../../../../domain/change-row';
import type { RunTask } from '../../../../domain/run';
import { kindOfChange, outcomeWords, whyWords } from '../../../words/change-words';
import { PersonName } from '../names';
import { sectionName, sectionWords } from './section-words';

export const columnTitles = ['Change', 'Person', 'Group', 'Why', 'Outcome'] as const;

/** What all rows of a table have in common. */
export interface LineContext {
  /** The directory by its name. */
  readonly directory: string;
  readonly task: RunTask | undefined;
  readonly order: ChangeOrder;
}

interface ChangeLineProps {
  /** Among all changes that fit, from 0. */
  readonly place: number;
  readonly measure: (element: HTMLTableSectionElement | null) => void;
  /** Absent while it is on its way. */
  readonly row: ChangeRow | undefined;
  readonly section: ChangeSection | undefined;
  readonly context: LineContext;
}

/** A change; the first of a group or person has their heading above it. */
export function ChangeLine({ place, measure, row, section, context }: ChangeLineProps) {
  return (
    <tbody ref={measure} data-index={place}>
      {row !== undefined && section?.from === place && (
        <tr className="changes-section-row">
          <th scope="rowgroup" colSpan={columnTitles.length} className="changes-section">
            {sectionName(row, context.order)} <span className="subtle">{sectionWords(section)}</span>
          </th>
        </tr>
      )}
      {row === undefined ? (
        <tr aria-rowindex={place + 2} aria-busy="true">
          <td colSpan={columnTitles.length}>
            <span className="visually-hidden">Loading</span>
            <span className="changes-blank" />
          </td>
        </tr>
      ) : (
        <tr aria-rowindex={place + 2}>
          <Cells row={row} {...context} />
        </tr>
      )}
    </tbody>
  );
}

/** Drawn again only when the change is another one, and not with every step of the scrolling. */
const Cells = memo(function Cells({ row, directory, task }: { row: ChangeRow } & LineContext) {
  const { kind, accountId, person, group, outcome, reason } = row;
  const { label, appearance } = outcomeWords(outcome);
  return (
    <>
      <td>{kindOfChange(kind)}</td>
      <td>{accountId !== undefined && <PersonName id={accountId} name={person} />}</td>
      <td>{group}</td>
      <td>{whyWords(row, directory, task)}</td>
      <td>
        <div className="two-lines">
          <Lozenge appearance={appearance}>{label}</Lozenge>
          {reason !== undefined && <span className="subtle">{reason}</span>}
        </div>
      </td>
    </>
  );
});

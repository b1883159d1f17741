import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useRef, type RefObject } from 'react';
import type { RunReport } from '../../../../domain/run';
import { useChangeWindows, windowLength, type ChangeWindows } from '../../../api/run-changes';
import { Problem } from '../../../components/problem';
import { useSettled } from '../../../components/use-settled';
import { directoryName } from '../../../words/directory-words';
import type { ChangesQuery } from './change-filter';
import { ChangeLine, columnTitles, type LineContext } from './change-line';
import { sectionName, sectionWords } from './section-words';

interface ChangesTableProps {
  readonly report: RunReport;
  readonly query: ChangesQuery;
  /** Changes that fit, of which only those in sight are drawn. */
  readonly total: number;
}

/** Pixels, as in changes.css; a row is measured once it is drawn. */
const headHeight = 40;
const rowHeight = 44;
const rowsAround = 10;
/** While somebody drags through the list, nothing is asked for. */
const scrollingMs = 120;

export function ChangesTable({ report, query, total }: ChangesTableProps) {
  const scroller = useRef<HTMLElement>(null);
  const focus = useFocusKept(scroller);
  const rows = useRowsInSight(total, scroller);
  const windows = useWindowsInSight(rows.getVirtualItems().map(({ index }) => index));
  const changes = useChangeWindows(query, windows);
  const context: LineContext = {
    directory: directoryName(report.connector),
    task: report.task,
    order: query.order ?? 'group',
  };
  return (
    <>
      {changes.error !== null && (
        <Problem
          title="Some of the changes could not be loaded"
          error={changes.error}
          onRetry={changes.retry}
        />
      )}
      <div className="changes-frame">
        <section
          ref={scroller}
          className="changes-scroll"
          aria-label="Scroll through all changes"
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls is reached by the keyboard
          tabIndex={0}
          {...focus}
        >
          <SectionInSight rows={rows} changes={changes} context={context} />
          <table className="changes-table" aria-label="All changes" aria-rowcount={total + 1}>
            <Head />
            <Body rows={rows} changes={changes} context={context} />
          </table>
        </section>
      </div>
    </>
  );
}

type Rows = Virtualizer<HTMLElement, HTMLTableSectionElement>;

function useRowsInSight(count: number, scroller: RefObject<HTMLElement>): Rows {
  // oxlint-disable-next-line react/incompatible-library -- it draws anew by itself when what is in sight changes
  return useVirtualizer<HTMLElement, HTMLTableSectionElement>({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: rowsAround,
    scrollMargin: headHeight,
    scrollPaddingStart: headHeight,
  });
}

/** A row that scrolls out of sight takes the focus along with it. The list gets it then, so that the keys go on to scroll the list. */
function useFocusKept(scroller: RefObject<HTMLElement>) {
  const isInside = useRef(false);
  useLayoutEffect(() => {
    if (isInside.current && document.activeElement === document.body)
      scroller.current?.focus({ preventScroll: true });
  });
  return {
    onFocus: () => {
      isInside.current = true;
    },
    onBlur: () => {
      isInside.current = false;
    },
  };
}

/** The windows of these rows, once the list stands still. */
function useWindowsInSight(places: readonly number[]): readonly number[] {
  const windows = new Set(places.map((place) => Math.floor(place / windowLength)));
  const settled = useSettled([...windows].join(' '), scrollingMs);
  return settled === '' ? [0] : settled.split(' ').map(Number);
}

function Head() {
  return (
    <thead>
      <tr aria-rowindex={1}>
        {columnTitles.map((title) => (
          <th key={title} scope="col">
            {title}
          </th>
        ))}
      </tr>
    </thead>
  );
}

interface BodyProps {
  readonly rows: Rows;
  readonly changes: ChangeWindows;
  readonly context: LineContext;
}

/** The rows in sight, between what stands for those above and below them. */
function Body({ rows, changes, context }: BodyProps) {
  const items = rows.getVirtualItems();
  const above = (items[0]?.start ?? headHeight) - headHeight;
  const below = rows.getTotalSize() - (items.at(-1)?.end ?? headHeight) + headHeight;
  return (
    <>
      <Gap height={above} />
      {items.map(({ index }) => (
        <ChangeLine
          key={index}
          place={index}
          measure={rows.measureElement}
          row={changes.rowAt(index)}
          section={changes.sectionAt(index)}
          context={context}
        />
      ))}
      <Gap height={below} />
    </>
  );
}

function Gap({ height }: { height: number }) {
  if (height <= 0) return null;
  return (
    <tbody aria-hidden="true">
      <tr style={{ height }} />
    </tbody>
  );
}

/** Stays on top while a group or person is scrolled through; for the eyes alone, because the table has the heading. */
function SectionInSight({ rows, changes, context }: BodyProps) {
  const edge = (rows.scrollOffset ?? 0) + headHeight;
  const top = rows.getVirtualItems().find(({ end }) => end > edge);
  const section = top && changes.sectionAt(top.index);
  const row = top && changes.rowAt(top.index);
  if (section === undefined || row === undefined) return null;
  if (top?.index === section.from && top.start >= edge) return null;
  return (
    <div className="changes-stuck" aria-hidden="true">
      <div className="changes-section">
        {sectionName(row, context.order)} <span className="subtle">{sectionWords(section)}</span>
      </div>
    </div>
  );
}

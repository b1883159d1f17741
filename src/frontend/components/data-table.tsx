import DynamicTable, { DynamicTableStateless } from '@atlaskit/dynamic-table';
import type { ReactNode } from 'react';

export interface Column<T> {
  readonly title: string;
  readonly cell: (row: T) => ReactNode;
  /** Percent of the table's width. */
  readonly width?: number;
  /** Makes the column sortable by this. */
  readonly sortBy?: (row: T) => string | number;
  readonly align?: 'end';
  /** Leaves the title to screen readers: a column of buttons. */
  readonly hidesTitle?: boolean;
}

interface DataTableProps<T> {
  /** The accessible name of the table. */
  readonly label: string;
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  readonly rowKey: (row: T) => string;
  readonly rowsPerPage?: number;
  /** Rows that come page by page; `rows` is the present page. */
  readonly paging?: Paging;
}

interface Paging {
  /** From 1. */
  readonly page: number;
  readonly totalRows: number;
  readonly isLoading: boolean;
  readonly onSetPage: (page: number) => void;
}

/** A table of Atlaskit from typed columns; more rows than a page holds are paged. */
export function DataTable<T>(props: DataTableProps<T>) {
  const { label, columns, rows, rowKey, rowsPerPage = 10, paging } = props;
  const table = {
    label,
    head: { cells: columns.map(headCell) },
    rows: rows.map((row) => ({
      key: rowKey(row),
      testId: `row-${rowKey(row)}`,
      cells: columns.map((column) => bodyCell(column, row)),
    })),
  };
  return (
    <div className="table">
      {paging === undefined ? (
        <DynamicTable {...table} {...(rows.length > rowsPerPage ? { rowsPerPage, defaultPage: 1 } : {})} />
      ) : (
        <DynamicTableStateless {...table} {...paging} rowsPerPage={rowsPerPage} />
      )}
    </div>
  );
}

function headCell<T>(column: Column<T>) {
  return {
    key: column.title,
    content: <span className={titleClass(column)}>{column.title}</span>,
    isSortable: column.sortBy !== undefined,
    ...(column.width === undefined ? {} : { width: column.width }),
  };
}

function titleClass<T>(column: Column<T>): string {
  if (column.hidesTitle === true) return 'visually-hidden';
  return column.align === 'end' ? 'cell-end' : '';
}

function bodyCell<T>(column: Column<T>, row: T) {
  const content = column.cell(row);
  return {
    key: column.sortBy?.(row) ?? column.title,
    content: column.align === 'end' ? <span className="cell-end">{content}</span> : content,
  };
}

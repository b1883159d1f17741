import Button from '@atlaskit/button/default/button';
import { useId, useRef, type ReactNode } from 'react';
import { FieldMessage } from '../../components/field';
import { RowFrame } from './row-frame';
import { RowPager, useRowPage } from './row-page';
import { withMoved, withoutRow, withRow, withValue, type Row } from './rows';
import { useRowFocus } from './use-row-focus';

/** What each row shows: its value, its place among all rows, and how to change it. */
export interface RowProps<T> {
  readonly value: T;
  readonly at: number;
  readonly onChange: (value: T) => void;
}

interface RowListProps<T> {
  /** The name of the list. */
  readonly label: string;
  /** Where the heading above does not say the same. */
  readonly hasVisibleLabel?: boolean;
  readonly rows: readonly Row<T>[];
  readonly onChange: (rows: readonly Row<T>[]) => void;
  /** What one row is called: "Rename 2". */
  readonly titleOf: (at: number, value: T) => string;
  /** The buttons that add a row, each with what it starts with. */
  readonly additions: readonly { readonly label: string; readonly value: T }[];
  /** What no row at all means. */
  readonly whenEmpty: string;
  /** Whether something is wrong in the row at this place; the page of the first such row opens. */
  readonly isWrong: (at: number) => boolean;
  readonly error?: string | undefined;
  /** `line`: short rows under each other. `card`: rows with a title and a frame. */
  readonly look: 'line' | 'card';
  readonly isOrdered?: boolean;
  /** More buttons beside the one that adds. */
  readonly extra?: ReactNode;
  readonly children: (row: RowProps<T>) => ReactNode;
}

/** Rows that are added, removed and, where their order counts, moved. Long lists are shown in pages. */
export function RowList<T>(props: RowListProps<T>) {
  const { label, hasVisibleLabel, rows, titleOf, additions, whenEmpty, error, look, extra, children } = props;
  const messageId = useId();
  const { list, page, add, remove, move, change } = useRowActions(props);
  return (
    <fieldset ref={list} className="stack-rows">
      <legend className={hasVisibleLabel === true ? 'group-title' : 'visually-hidden'}>{label}</legend>
      {rows.length === 0 && <p className="quiet">{whenEmpty}</p>}
      {rows.slice(page.from, page.to).map(({ id, value }, index) => (
        <RowFrame
          key={id}
          id={id}
          title={titleOf(page.from + index, value)}
          look={look}
          order={props.isOrdered === true ? { at: page.from + index, of: rows.length } : undefined}
          onMove={(way) => move(id, way)}
          onRemove={() => remove(id)}
        >
          {children({ value, at: page.from + index, onChange: (next) => change(id, next) })}
        </RowFrame>
      ))}
      <RowPager page={page} count={rows.length} />
      <FieldMessage id={messageId} error={error} />
      <div className="actions" data-adds="true">
        {additions.map((each) => (
          <Button key={each.label} onClick={() => add(each.value)}>
            {each.label}
          </Button>
        ))}
        {extra}
      </div>
    </fieldset>
  );
}

function useRowActions<T>({ rows, onChange, isWrong }: RowListProps<T>) {
  const list = useRef<HTMLFieldSetElement>(null);
  const focus = useRowFocus(list);
  const page = useRowPage(
    rows.length,
    rows.findIndex((_, at) => isWrong(at)),
  );
  return {
    list,
    page,
    change: (id: number, value: T): void => onChange(withValue(rows, id, value)),
    add: (value: T): void => {
      const next = withRow(rows, value);
      onChange(next);
      page.open(next.length - 1);
      focus.onField(next.at(-1)?.id);
    },
    remove: (id: number): void => {
      onChange(withoutRow(rows, id));
      focus.onAdd();
    },
    move: (id: number, way: 'up' | 'down'): void => {
      const next = withMoved(rows, id, way);
      onChange(next);
      page.open(next.findIndex((row) => row.id === id));
      focus.onMove(id, way);
    },
  };
}

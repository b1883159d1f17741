import IconButton from '@atlaskit/button/icon/button';
import DownIcon from '@atlaskit/icon/core/arrow-down';
import UpIcon from '@atlaskit/icon/core/arrow-up';
import RemoveIcon from '@atlaskit/icon/core/delete';
import type { ReactNode } from 'react';

interface RowFrameProps {
  readonly id: number;
  readonly title: string;
  readonly look: 'line' | 'card';
  /** Its place, where the order counts. */
  readonly order: { readonly at: number; readonly of: number } | undefined;
  readonly onMove: (way: 'up' | 'down') => void;
  readonly onRemove: () => void;
  readonly children: ReactNode;
}

/** One row of a list with its buttons. Its title names the row for who does not see where it stands. */
export function RowFrame({ id, title, look, order, onMove, onRemove, children }: RowFrameProps) {
  const buttons = (
    <div className="row-buttons">
      {order !== undefined && <MoveButtons title={title} order={order} onMove={onMove} />}
      <IconButton icon={RemoveIcon} label={`Remove ${title}`} appearance="subtle" onClick={onRemove} />
    </div>
  );
  if (look === 'line') {
    return (
      <fieldset className="row-line" aria-label={title} data-row={id}>
        {children}
        {buttons}
      </fieldset>
    );
  }
  return (
    <fieldset className="row-card" aria-label={title} data-row={id}>
      <div className="row-head">
        <span className="toggle-label wrap">{title}</span>
        {buttons}
      </div>
      {children}
    </fieldset>
  );
}

interface MoveButtonsProps {
  readonly title: string;
  readonly order: { readonly at: number; readonly of: number };
  readonly onMove: (way: 'up' | 'down') => void;
}

function MoveButtons({ title, order, onMove }: MoveButtonsProps) {
  return (
    <>
      <span data-move="up">
        <IconButton
          icon={UpIcon}
          label={`Move ${title} up`}
          appearance="subtle"
          isDisabled={order.at === 0}
          onClick={() => onMove('up')}
        />
      </span>
      <span data-move="down">
        <IconButton
          icon={DownIcon}
          label={`Move ${title} down`}
          appearance="subtle"
          isDisabled={order.at === order.of - 1}
          onClick={() => onMove('down')}
        />
      </span>
    </>
  );
}

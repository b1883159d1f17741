import Button from '@atlaskit/button/default/button';
import { useState } from 'react';
import { count } from '../../words/count';

const size = 20;

export interface RowPage {
  /** The rows that are shown: from this one on, up to and without that one. */
  readonly from: number;
  readonly to: number;
  /** Shows the page of this row. */
  readonly open: (at: number) => void;
}

/** The shown part of a long list. When a row is found to be wrong its page opens, so that its message is seen. */
export function useRowPage(length: number, firstWrong: number): RowPage {
  const [asked, setAsked] = useState(0);
  const [seenWrong, setSeenWrong] = useState(-1);
  if (firstWrong !== seenWrong) {
    setSeenWrong(firstWrong);
    if (firstWrong >= 0) setAsked(Math.floor(firstWrong / size));
  }
  const last = Math.max(0, Math.ceil(length / size) - 1);
  const from = Math.min(asked, last) * size;
  return { from, to: from + size, open: (at) => setAsked(Math.floor(Math.max(0, at) / size)) };
}

export function RowPager({ page, count: length }: { page: RowPage; count: number }) {
  if (length <= size) return null;
  return (
    <div className="actions">
      <Button isDisabled={page.from === 0} onClick={() => page.open(page.from - size)}>
        Previous {size}
      </Button>
      <Button isDisabled={page.to >= length} onClick={() => page.open(page.to)}>
        Next {size}
      </Button>
      <output className="subtle">
        {count(page.from + 1)} to {count(Math.min(page.to, length))} of {count(length)}
      </output>
    </div>
  );
}

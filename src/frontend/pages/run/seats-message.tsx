import SectionMessage from '@atlaskit/section-message';
import type { RunReport } from '../../../domain/run';
import { isShort, seatWords } from '../../words/plan-words';

/** Seats of products that the plan would use. Where they do not suffice, a warning. */
export function SeatsMessage({ report: { seats = [], mode } }: { report: RunReport }) {
  if (seats.length === 0) return null;
  const isTooFew = seats.some(isShort);
  if (!isTooFew && mode === 'sync') return null;
  return (
    <SectionMessage
      appearance={isTooFew ? 'warning' : 'information'}
      title={isTooFew ? 'There may not be enough seats' : 'Seats that this would use'}
    >
      <ul className="plain-list" aria-label="Seats">
        {seats.map((use) => (
          <li key={use.product}>{seatWords(use)}</li>
        ))}
      </ul>
      <p>
        {isTooFew
          ? 'The site refuses people for whom no seat is free, or the bill grows. Buy seats, or let fewer people take part, before you sync.'
          : 'Counted are people who would join a group that gives access and are in no other such group that this run read. Who has access by other groups uses no seat more.'}
      </p>
    </SectionMessage>
  );
}

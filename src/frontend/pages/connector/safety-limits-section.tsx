import Heading from '@atlaskit/heading';
import { TextRow } from '../../components/text-row';
import type { FieldErrors } from '../connector-form/field-errors';
import {
  limitNames,
  type LimitDraft,
  type LimitField,
  type LimitName,
  type LimitsDraft,
} from './limits-draft';

interface SafetyLimitsSectionProps {
  readonly limits: LimitsDraft;
  readonly errors: FieldErrors<LimitField>;
  readonly onChange: (limits: LimitsDraft) => void;
}

const titles: Record<LimitName, string> = {
  'removals.perRun': 'Removals in one run',
  'removals.perGroup': 'Removals from one group',
  'additions.perRun': 'Additions in one run',
  'additions.perGroup': 'Additions to one group',
};

export function SafetyLimitsSection({ limits, errors, onChange }: SafetyLimitsSectionProps) {
  return (
    <section className="form-section">
      <Heading size="medium" as="h2">
        Safety limits
      </Heading>
      <div className="section-text">
        <p>
          When a run would change more than this, those changes wait for an administrator’s approval; all
          others go ahead.
        </p>
        <p>
          The percentage is of the memberships that are there. Small groups change by large shares, so it
          counts only above a number of changes. Left empty, only the number counts.
        </p>
      </div>
      {limitNames.map((name) => (
        <LimitRow
          key={name}
          name={name}
          limit={limits[name]}
          errors={errors}
          onChange={(limit) => onChange({ ...limits, [name]: limit })}
        />
      ))}
    </section>
  );
}

interface LimitRowProps {
  readonly name: LimitName;
  readonly limit: LimitDraft;
  readonly errors: FieldErrors<LimitField>;
  readonly onChange: (limit: LimitDraft) => void;
}

function LimitRow({ name, limit, errors, onChange }: LimitRowProps) {
  return (
    <fieldset className="fieldset">
      <legend className="legend">{titles[name]}</legend>
      <div className="limit-row">
        <TextRow
          label="At most"
          type="number"
          value={limit.max}
          error={errors[`${name}.max`]}
          onChange={(max) => onChange({ ...limit, max })}
        />
        <TextRow
          label="At most, in percent"
          type="number"
          value={limit.percent}
          error={errors[`${name}.maxShare`]}
          onChange={(percent) => onChange({ ...limit, percent })}
        />
        <TextRow
          label="Percent counts above"
          type="number"
          value={limit.shareFloor}
          error={errors[`${name}.shareFloor`]}
          onChange={(shareFloor) => onChange({ ...limit, shareFloor })}
        />
      </div>
    </fieldset>
  );
}

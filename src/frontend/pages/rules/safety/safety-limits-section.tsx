import Heading from '@atlaskit/heading';
import { TextRow } from '../../../components/text-row';
import type { FieldErrors } from '../../connector-form/field-errors';
import {
  limitNames,
  type LimitDraft,
  type LimitName,
  type LimitsDraft,
  type UsualDraft,
} from './limits-draft';

interface SafetyLimitsSectionProps {
  readonly limits: LimitsDraft;
  readonly errors: FieldErrors<string>;
  readonly onChange: (limits: LimitsDraft) => void;
}

const titles: Record<LimitName, string> = {
  'removals.perRun': 'Removals in one run',
  'removals.perGroup': 'Removals from one group',
  'additions.perRun': 'Additions in one run',
  'additions.perGroup': 'Additions to one group',
  emptiedGroups: 'Groups that are left without any member',
};

export function SafetyLimitsSection({ limits, errors, onChange }: SafetyLimitsSectionProps) {
  return (
    <section className="form-section">
      <Heading size="medium" as="h2">
        Safety limits
      </Heading>
      <p className="section-text">
        When a run would change more than this, those changes wait for an administrator’s approval; all others
        go ahead. A percentage is of what is there already. Small groups change by large percentages, so each
        counts only above the number of changes beside it.
      </p>
      {limitNames.map((name) => (
        <LimitRow
          key={name}
          name={name}
          limit={limits[name]}
          errors={errors}
          onChange={(limit) => onChange({ ...limits, [name]: limit })}
        />
      ))}
      <UsualRow usual={limits.usual} errors={errors} onChange={(usual) => onChange({ ...limits, usual })} />
    </section>
  );
}

interface LimitRowProps {
  readonly name: LimitName;
  readonly limit: LimitDraft;
  readonly errors: FieldErrors<string>;
  readonly onChange: (limit: LimitDraft) => void;
}

const noLimit = 'No limit';

function LimitRow({ name, limit, errors, onChange }: LimitRowProps) {
  const floorError = errors[`limits.${name}.shareFloor`];
  return (
    <fieldset className="fieldset">
      <legend className="legend">{titles[name]}</legend>
      <div className="limit-row">
        <TextRow
          label="At most"
          type="number"
          value={limit.max}
          error={errors[`limits.${name}.max`]}
          onChange={(max) => onChange({ ...limit, max })}
        />
        <TextRow
          label="At most, in percent"
          type="number"
          after="%"
          placeholder={noLimit}
          value={limit.percent}
          error={errors[`limits.${name}.maxShare`]}
          onChange={(percent) => onChange({ ...limit, percent })}
        />
        {(limit.percent.trim() !== '' || floorError !== undefined) && (
          <TextRow
            label="Percent counts above"
            type="number"
            value={limit.shareFloor}
            error={floorError}
            onChange={(shareFloor) => onChange({ ...limit, shareFloor })}
          />
        )}
      </div>
    </fieldset>
  );
}

interface UsualRowProps {
  readonly usual: UsualDraft;
  readonly errors: FieldErrors<string>;
  readonly onChange: (usual: UsualDraft) => void;
}

function UsualRow({ usual, errors, onChange }: UsualRowProps) {
  return (
    <fieldset className="fieldset">
      <legend className="legend">More removals than usual</legend>
      <div className="limit-row">
        <TextRow
          label="At most, in times the usual"
          type="number"
          placeholder={noLimit}
          value={usual.multiple}
          error={errors['limits.usual.multiple']}
          onChange={(multiple) => onChange({ ...usual, multiple })}
        />
        <TextRow
          label="Counts above so many removals"
          type="number"
          value={usual.floor}
          error={errors['limits.usual.floor']}
          onChange={(floor) => onChange({ ...usual, floor })}
        />
      </div>
      <div className="field-help">
        The usual is what the last ten runs of this connector removed on average.
      </div>
    </fieldset>
  );
}

import Button from '@atlaskit/button/default/button';
import Heading from '@atlaskit/heading';
import { isSame } from '../../../api/is-same';
import { limitsDraftOf } from '../../rules/safety/limits-draft';
import { SafetyLimitsSection } from '../../rules/safety/safety-limits-section';
import { PartBar } from '../part-bar';
import type { SettingsPart } from '../use-settings-part';
import type { DefaultsDraft } from './defaults-draft';
import { RetentionSection } from './retention-section';
import { FewerRunsModal, useRetentionQuestion } from './fewer-runs-modal';

/** What new connectors start with, and how long runs are kept. */
export function DefaultsTab({ part }: { part: SettingsPart<DefaultsDraft> }) {
  const { draft, errors, change } = part;
  const question = useRetentionQuestion(part);
  return (
    <div className="form">
      <RetentionSection draft={draft} errors={errors} onChange={change} />
      <section className="form-section">
        <Heading size="medium" as="h2">
          New connectors
        </Heading>
        <p className="section-text">
          A connector that is created from now on starts with the safety limits below. Connectors that are
          there keep theirs.
        </p>
        <OwnLimits part={part} />
      </section>
      <SafetyLimitsSection limits={draft.limits} errors={errors} onChange={(limits) => change({ limits })} />
      <PartBar part={part} isBusy={question.isAsking} onSave={question.save} />
      <FewerRunsModal question={question} />
    </div>
  );
}

function OwnLimits({ part: { draft, view, change } }: { part: SettingsPart<DefaultsDraft> }) {
  const builtIn = limitsDraftOf(view.builtInLimits);
  if (isSame(draft.limits, builtIn)) return <p className="subtle">These are the app’s defaults.</p>;
  return (
    <div className="actions">
      <Button onClick={() => change({ limits: builtIn })}>Use the app’s defaults</Button>
    </div>
  );
}

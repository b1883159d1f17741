import Heading from '@atlaskit/heading';
import { ToggleRow } from '../../../components/toggle-row';
import { PartBar } from '../part-bar';
import type { SettingsPart } from '../use-settings-part';
import { CausesField } from './causes-field';
import type { NoticeDraft } from './notice-draft';
import { OpenNotices } from './open-notices';
import { PlaceFields } from './place-fields';
import { TestNotice } from './test-notice';

/** Who is told of runs that need somebody, and where. */
export function NotificationsTab({ part }: { part: SettingsPart<NoticeDraft> }) {
  const { draft, errors, change, view } = part;
  return (
    <div className="form">
      <ToggleRow
        label="Tell administrators through Jira issues"
        help="One issue stays open for each connector and cause. It is commented on when it happens again, and resolved when it is over."
        isChecked={draft.isOn}
        onChange={(isOn) => change({ isOn })}
      />
      {draft.isOn && (
        <>
          <section className="form-section">
            <Heading size="medium" as="h2">
              Where
            </Heading>
            <BeforeYouChoose />
            <PlaceFields draft={draft} errors={errors} onChange={change} />
            <TestNotice draft={draft} />
          </section>
          <section className="form-section">
            <Heading size="medium" as="h2">
              Causes
            </Heading>
            <CausesField draft={draft} error={errors['causes']} onChange={change} />
          </section>
        </>
      )}
      <PartBar part={part} onSave={part.save} />
      <OpenNotices isOn={view.settings.notices !== undefined} />
    </div>
  );
}

function BeforeYouChoose() {
  return (
    <div className="section-text">
      <p>
        Whoever can see the issues of the project reads there which connector it is about, names of groups,
        counts, and why a run stopped. Names of people are never written.
      </p>
      <p>
        The issues come from the app itself. In the project it needs the permissions to browse, to create
        issues, to add comments, and to transition issues.
      </p>
    </div>
  );
}

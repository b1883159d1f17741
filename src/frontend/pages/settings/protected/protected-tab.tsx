import Heading from '@atlaskit/heading';
import { PartBar } from '../part-bar';
import type { SettingsPart } from '../use-settings-part';
import type { ProtectedDraft } from './protected-draft';
import { ProtectedGroupsField } from './protected-groups-field';
import { ProtectedPeopleField } from './protected-people-field';

/** Whom and what no connector touches. */
export function ProtectedTab({ part }: { part: SettingsPart<ProtectedDraft> }) {
  const { draft, errors, change } = part;
  return (
    <div className="form">
      <p className="section-text">
        Whatever the rules of a connector say, and whatever is approved or undone: these groups and people
        stay as they are. That holds from the moment you save, also for runs that are under way.
      </p>
      <section className="form-section">
        <Heading size="medium" as="h2">
          Groups
        </Heading>
        <ProtectedGroupsField
          names={draft.protectedGroups}
          error={errors['protectedGroups']}
          onChange={(protectedGroups) => change({ protectedGroups })}
        />
        <AlwaysProtected />
      </section>
      <section className="form-section">
        <Heading size="medium" as="h2">
          People
        </Heading>
        <ProtectedPeopleField
          people={draft.protectedPeople}
          error={errors['protectedPeople']}
          onChange={(protectedPeople) => change({ protectedPeople })}
        />
      </section>
      <PartBar part={part} onSave={part.save} />
    </div>
  );
}

function AlwaysProtected() {
  return (
    <div className="section-text">
      <p>The app leaves these groups alone anyway; you need not enter them:</p>
      <ul className="plain-list">
        <li>groups that make people administrators of the site, Jira or Confluence;</li>
        <li>default groups of a product, into which the site puts new people by itself;</li>
        <li>groups of another identity provider, and of Atlassian teams;</li>
        <li>groups that Atlassian makes for apps and licences.</li>
      </ul>
    </div>
  );
}

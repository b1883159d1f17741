import { ChoiceRow } from '../../../components/choice-row';
import { TextAreaRow } from '../../../components/text-area-row';
import { TextRow } from '../../../components/text-row';
import { ToggleRow } from '../../../components/toggle-row';
import { RulesSection } from '../rules-section';
import type { SectionProps } from '../tab-props';
import type { PeopleDraft } from './people-draft';

const choices = [
  { value: 'remove', label: 'They are taken out of the synced groups' },
  { value: 'keep', label: 'They stay in their groups' },
] as const;

/** What becomes of people who no longer have a right to their groups. */
export function RemovalSection({ draft, errors, change }: SectionProps<PeopleDraft>) {
  return (
    <RulesSection
      title="When people lose their groups"
      help="Only memberships that the app manages are ever taken away. Who leaves a group in the directory always leaves it here as well."
    >
      <ChoiceRow
        label="People who are gone from the directory"
        options={choices}
        value={draft.left}
        onChange={(left) => change({ left })}
      />
      <ChoiceRow
        label="People whose account in the directory is not active"
        options={choices}
        value={draft.inactive}
        help="Suspended, deactivated or never activated."
        onChange={(inactive) => change({ inactive })}
      />
      <ChoiceRow
        label="Active people who no longer take part"
        options={choices}
        value={draft.outOfScope}
        help="Whom the filters, the required groups or the conditions above no longer let in."
        onChange={(outOfScope) => change({ outOfScope })}
      />
      <TextRow
        label="Wait before removing, in hours"
        type="number"
        width={160}
        value={draft.graceHours}
        error={errors['removal.graceHours']}
        help="0: at once. Otherwise each removal waits so long, and is dropped when its reason goes away meanwhile. At most 2160, which is 90 days."
        onChange={(graceHours) => change({ graceHours })}
      />
      {Number(draft.graceHours) !== 0 && (
        <ToggleRow
          label="Remove people who left or are not active at once"
          help="They do not wait, however long the time above is. Off: they wait as well."
          isChecked={draft.fastLane}
          onChange={(fastLane) => change({ fastLane })}
        />
      )}
    </RulesSection>
  );
}

export function ExceptionsSection({ draft, errors, change }: SectionProps<PeopleDraft>) {
  return (
    <RulesSection
      title="Exceptions"
      help="Nobody named here is taken out of any group, and no group named here loses anybody, whatever the rules say."
    >
      <TextAreaRow
        label="People who keep their groups"
        rows={3}
        value={draft.keepPeople}
        error={errors['removal.keepPeople']}
        help="One a line: the e-mail address, the ID in the directory, or the Atlassian account ID."
        onChange={(keepPeople) => change({ keepPeople })}
      />
      <TextAreaRow
        label="Atlassian groups that lose nobody"
        rows={3}
        value={draft.keepGroups}
        error={errors['removal.keepGroups']}
        help="One a line: the name of the group."
        onChange={(keepGroups) => change({ keepGroups })}
      />
    </RulesSection>
  );
}

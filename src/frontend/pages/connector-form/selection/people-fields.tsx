import type { ConnectorKind } from '../../../../domain/connection';
import { ChoiceRow } from '../../../components/choice-row';
import { TextAreaRow } from '../../../components/text-area-row';
import { kindNames } from '../../../words/directory-words';
import type { PartProps } from '../form-props';
import { GroupNamesField } from './group-names-field';
import { PatternField } from './pattern-field';
import { queryWords } from './query-words';
import type { SelectionDraft } from './selection-draft';

interface SelectionFieldsProps extends PartProps<SelectionDraft> {
  readonly kind: ConnectorKind;
}

const matches = [
  { value: 'any', label: 'Any of the required groups' },
  { value: 'all', label: 'All of the required groups' },
] as const;

const emailModes = {
  include: 'Only people whose address is listed',
  exclude: 'Everybody but people whose address is listed',
};

/** Who takes part. */
export function PeopleFields({ kind, ...form }: SelectionFieldsProps) {
  const { draft, errors, change } = form;
  return (
    <>
      <RequiredGroups kind={kind} {...form} />
      <GroupNamesField
        label="Excluded groups"
        placeholder="Nobody"
        names={draft.excludedGroups}
        error={errors.excludedGroups}
        help="People in one of these take no part, even when they are in a required group."
        onChange={(excludedGroups) => change({ excludedGroups })}
      />
      <PatternField
        title="People by e-mail address"
        modes={emailModes}
        modeLabel="Who takes part"
        textLabel="E-mail addresses"
        placeholders={{
          include: 'None listed: everybody takes part',
          exclude: 'None listed: nobody is left out',
        }}
        draft={draft['filters.users.emails']}
        error={errors['filters.users.emails']}
        help="One a line; * stands for any characters, as in *@acme.com. Empty means that addresses do not matter."
        onChange={(emails) => change({ 'filters.users.emails': emails })}
      />
      <TextAreaRow
        label="Query for people"
        rows={2}
        isMonospaced
        value={draft['filters.users.query']}
        error={errors['filters.users.query']}
        help={queryWords[kind].users}
        onChange={(query) => change({ 'filters.users.query': query })}
      />
    </>
  );
}

function RequiredGroups({ kind, draft, errors, change }: SelectionFieldsProps) {
  const ofKind = kind === 'onelogin' ? 'roles, groups or member_of groups' : 'groups';
  return (
    <>
      <GroupNamesField
        label="Required groups"
        placeholder="Everybody"
        names={draft.requiredGroups}
        error={errors.requiredGroups}
        help={`Only people in these take part. Enter the names of ${ofKind}, as ${kindNames[kind]} writes them, or their IDs, and press Enter after each. Empty means everybody.`}
        onChange={(requiredGroups) => change({ requiredGroups })}
      />
      {draft.requiredGroups.length > 1 && (
        <ChoiceRow
          label="People must be in"
          options={matches}
          value={draft.requiredGroupsMatch}
          onChange={(requiredGroupsMatch) => change({ requiredGroupsMatch })}
        />
      )}
    </>
  );
}

import type { OktaSettings } from '../../../../domain/okta-settings';
import { ChoicesRow } from '../../../components/choices-row';
import { TextRow } from '../../../components/text-row';
import { ToggleRow } from '../../../components/toggle-row';
import type { PartProps } from '../form-props';
import type { OktaDraft } from './okta-draft';

type Props = PartProps<OktaDraft>;
type GroupType = OktaSettings['groupTypes'][number];

const groupTypes: readonly { readonly value: GroupType; readonly label: string; readonly help: string }[] = [
  {
    value: 'OKTA_GROUP',
    label: 'Okta groups',
    help: 'Groups that are made and managed in Okta, by hand or by group rules.',
  },
  {
    value: 'APP_GROUP',
    label: 'Groups of apps',
    help: 'Groups that Okta took over from an app or from another directory, such as Active Directory.',
  },
  { value: 'BUILT_IN', label: 'Built-in groups', help: 'Okta’s own groups, such as Everyone.' },
];

export function OktaCalls({ draft, errors, change }: Props) {
  return (
    <>
      <TextRow
        label="Share of API calls left to others"
        isRequired
        type="number"
        width={160}
        after="%"
        value={draft.minimumRemainingShare}
        error={errors.minimumRemainingShare}
        help="Okta limits the calls a minute, for all programs together. A run waits for the next minute rather than leave less than this share of each limit."
        onChange={(minimumRemainingShare) => change({ minimumRemainingShare })}
      />
      <ToggleRow
        label="Read changes from the System Log"
        help="Saves calls when only what changed is read. Needs the right to read the log: the role “Read-only Administrator”, and for a service app the scope okta.logs.read. Without the right, memberships are read as a whole."
        isChecked={draft.systemLog === 'when-allowed'}
        onChange={(isOn) => change({ systemLog: isOn ? 'when-allowed' : 'never' })}
      />
    </>
  );
}

export function OktaGroups({ draft, errors, change }: Props) {
  return (
    <ChoicesRow
      label="Kinds of groups"
      options={groupTypes}
      chosen={draft.groupTypes}
      error={errors.groupTypes}
      onChange={(chosen) => change({ groupTypes: chosen })}
    />
  );
}

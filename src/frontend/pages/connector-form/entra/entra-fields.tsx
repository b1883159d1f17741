import type { EntraSettings } from '../../../../domain/entra-settings';
import { ChoicesRow } from '../../../components/choices-row';
import { TextRow } from '../../../components/text-row';
import { ToggleRow } from '../../../components/toggle-row';
import type { PartProps } from '../form-props';
import { largestPercent, type EntraDraft } from './entra-draft';

type Props = PartProps<EntraDraft>;
type GroupKind = EntraSettings['groupKinds'][number];

const groupKinds: readonly { readonly value: GroupKind; readonly label: string; readonly help: string }[] = [
  { value: 'security', label: 'Security groups', help: 'Made in Entra, with assigned or dynamic members.' },
  { value: 'microsoft365', label: 'Microsoft 365 groups', help: 'Groups of Teams, Outlook and SharePoint.' },
  {
    value: 'mailEnabled',
    label: 'Mail-enabled groups',
    help: 'Distribution lists and mail-enabled security groups of Exchange.',
  },
  {
    value: 'onPremises',
    label: 'Groups from Active Directory',
    help: 'Groups that Entra took over from your own Active Directory, of whatever kind.',
  },
];

export function EntraCalls({ draft, errors, change }: Props) {
  return (
    <TextRow
      label="Share of the throttling limit left to others"
      isRequired
      type="number"
      width={160}
      after="%"
      value={draft.minimumRemainingShare}
      error={errors.minimumRemainingShare}
      help={`Microsoft Graph says how much of its limit is used only from ${100 - largestPercent} % on, so at most ${largestPercent} % can be left. A run waits rather than use more.`}
      onChange={(minimumRemainingShare) => change({ minimumRemainingShare })}
    />
  );
}

export function EntraGroups({ draft, errors, change }: Props) {
  return (
    <>
      <ChoicesRow
        label="Kinds of groups"
        options={groupKinds}
        chosen={draft.groupKinds}
        error={errors.groupKinds}
        onChange={(chosen) => change({ groupKinds: chosen })}
      />
      <ToggleRow
        label="Count members of nested groups"
        help="Who is in a group that is in the group counts as its member. When off, only direct members do."
        isChecked={draft.nestedGroups === 'flatten'}
        onChange={(isOn) => change({ nestedGroups: isOn ? 'flatten' : 'ignore' })}
      />
    </>
  );
}

export function EntraPeople({ draft, change }: Props) {
  return (
    <ToggleRow
      label="Include guests"
      help="People of other organizations who were invited into your tenant. When off, they take no part."
      isChecked={draft.guests === 'include'}
      onChange={(isOn) => change({ guests: isOn ? 'include' : 'exclude' })}
    />
  );
}

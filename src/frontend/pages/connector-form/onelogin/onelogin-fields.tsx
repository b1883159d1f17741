import type { OneLoginSettings } from '../../../../domain/onelogin-settings';
import { ChoicesRow } from '../../../components/choices-row';
import { TextRow } from '../../../components/text-row';
import type { PartProps } from '../form-props';
import type { OneLoginDraft } from './onelogin-draft';
import { RegionFields } from './region-fields';

type Props = PartProps<OneLoginDraft>;
type GroupSource = OneLoginSettings['groupSources'][number];

const groupSources: readonly {
  readonly value: GroupSource;
  readonly label: string;
  readonly help: string;
}[] = [
  {
    value: 'roles',
    label: 'Roles',
    help: 'Each OneLogin role becomes a group with the people who have the role.',
  },
  {
    value: 'member_of',
    label: 'member_of',
    help: 'Groups that OneLogin took over from another directory, such as Active Directory. Their names are read from the people.',
  },
  {
    value: 'group',
    label: 'Group',
    help: 'The one OneLogin group that a person is assigned to for security policies.',
  },
];

export function OneLoginSignIn(form: Props) {
  const { draft, errors, change } = form;
  return (
    <>
      <RegionFields {...form} />
      <TextRow
        label="Client ID"
        isRequired
        value={draft.clientId}
        error={errors.clientId}
        onChange={(clientId) => change({ clientId })}
      />
    </>
  );
}

export function OneLoginCalls({ draft, errors, change }: Props) {
  return (
    <TextRow
      label="Minimum remaining API calls"
      isRequired
      type="number"
      width={160}
      value={draft.minimumRemainingCalls}
      error={errors.minimumRemainingCalls}
      help="OneLogin allows a number of API calls each hour, for all programs together. A run waits for the next hour rather than leave fewer than this."
      onChange={(minimumRemainingCalls) => change({ minimumRemainingCalls })}
    />
  );
}

export function OneLoginGroups({ draft, errors, change }: Props) {
  return (
    <ChoicesRow
      label="Groups from"
      options={groupSources}
      chosen={draft.groupSources}
      error={errors.groupSources}
      onChange={(chosen) => change({ groupSources: chosen })}
    />
  );
}

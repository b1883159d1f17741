import type { EntraSettings } from '../../../../domain/entra-settings';
import { ChoiceRow } from '../../../components/choice-row';
import { TextRow } from '../../../components/text-row';
import type { PartProps } from '../form-props';
import type { EntraDraft } from './entra-draft';

type Props = PartProps<EntraDraft>;

const clouds: readonly { readonly value: EntraSettings['cloud']; readonly label: string }[] = [
  { value: 'global', label: 'Global (also GCC)' },
  { value: 'us-government', label: 'US Government (GCC High)' },
  { value: 'us-government-dod', label: 'US Government (DoD)' },
  { value: 'china', label: 'China (21Vianet)' },
];

const ways: readonly { readonly value: EntraSettings['auth']; readonly label: string }[] = [
  { value: 'secret', label: 'Client secret' },
  { value: 'certificate', label: 'Certificate' },
];

export function EntraSignIn({ draft, errors, change }: Props) {
  return (
    <>
      <ChoiceRow
        label="Cloud"
        options={clouds}
        value={draft.cloud}
        error={errors.cloud}
        help="Which of Microsoft’s clouds your tenant is in. Almost everybody is in the global one."
        onChange={(cloud) => change({ cloud })}
      />
      <TextRow
        label="Directory (tenant) ID"
        isRequired
        value={draft.tenantId}
        error={errors.tenantId}
        help="A domain of the tenant works too."
        onChange={(tenantId) => change({ tenantId })}
      />
      <Application {...{ draft, errors, change }} />
    </>
  );
}

function Application({ draft, errors, change }: Props) {
  return (
    <>
      <TextRow
        label="Application (client) ID"
        isRequired
        value={draft.clientId}
        error={errors.clientId}
        onChange={(clientId) => change({ clientId })}
      />
      <ChoiceRow
        label="Sign in with"
        options={ways}
        value={draft.auth}
        error={errors.auth}
        help="A secret is quicker to set up. A certificate is what Microsoft recommends for apps in production."
        onChange={(auth) => change({ auth })}
      />
    </>
  );
}

import type { OneLoginSettings } from '../../../../domain/onelogin-settings';
import { ChoiceRow } from '../../../components/choice-row';
import { TextRow } from '../../../components/text-row';
import type { PartProps } from '../form-props';
import type { OneLoginDraft } from './onelogin-draft';

const regions: readonly { readonly value: OneLoginSettings['region']; readonly label: string }[] = [
  { value: 'us', label: 'United States (api.us.onelogin.com)' },
  { value: 'eu', label: 'Europe (api.eu.onelogin.com)' },
  { value: 'subdomain', label: 'Your own subdomain' },
];

export function RegionFields({ draft, errors, change }: PartProps<OneLoginDraft>) {
  return (
    <>
      <ChoiceRow
        label="Region"
        options={regions}
        value={draft.region}
        error={errors.region}
        help="Where your OneLogin account is hosted."
        onChange={(region) => change({ region })}
      />
      {draft.region === 'subdomain' && (
        <TextRow
          label="Subdomain"
          isRequired
          width={320}
          value={draft.subdomain}
          error={errors.subdomain}
          after=".onelogin.com"
          onChange={(subdomain) => change({ subdomain })}
        />
      )}
    </>
  );
}

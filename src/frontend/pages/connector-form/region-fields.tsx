import { ChoiceRow } from '../../components/choice-row';
import { TextRow } from '../../components/text-row';
import { regions } from '../../words/directory-words';
import type { FormProps } from './form-props';

export function RegionFields({ draft, errors, change }: FormProps) {
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

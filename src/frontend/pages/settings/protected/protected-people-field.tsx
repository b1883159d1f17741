import Select from '@atlaskit/select';
import { useState } from 'react';
import type { SiteAccountView } from '../../../../contract';
import type { SiteSettings } from '../../../../domain/site-settings';
import { useSiteAccounts } from '../../../api/site-settings';
import { Field } from '../../../components/field';
import { useSettled } from '../../../components/use-settled';

type People = SiteSettings['protectedPeople'];

interface ProtectedPeopleFieldProps {
  readonly people: People;
  readonly error: string | undefined;
  readonly onChange: (people: People) => void;
}

interface Option {
  readonly label: string;
  readonly value: string;
  readonly isInactive?: boolean;
}

const pauseMs = 300;
const searching = { DropdownIndicator: () => null };

/** People of the site, found by name or address and shown by name. */
export function ProtectedPeopleField({ people, error, onChange }: ProtectedPeopleFieldProps) {
  const [typed, setTyped] = useState('');
  const settled = useSettled(typed.trim(), pauseMs);
  const found = useSiteAccounts(settled);
  const isFound = settled !== '' && settled === typed.trim() && found.isSuccess;
  const nothing = found.isError
    ? 'The people of the site cannot be searched now. Try again later.'
    : 'Nobody on the site has this name or address.';
  return (
    <Field
      label="Protected people"
      error={error}
      help="No connector puts them into a group or takes them out of one. The sync account is protected anyway."
    >
      {({ id, isInvalid, ...aria }) => (
        <Select<Option, true>
          inputId={id}
          isMulti
          isInvalid={isInvalid}
          descriptionId={aria['aria-describedby']}
          components={searching}
          placeholder="Search by name or e-mail address"
          menuPlacement="auto"
          options={isFound ? optionsOf(found.data?.accounts ?? []) : []}
          filterOption={({ value }) => people.every(({ accountId }) => accountId !== value)}
          isLoading={typed.trim() !== '' && !isFound && !found.isError}
          noOptionsMessage={() => (typed.trim() === '' ? 'Type a name or an e-mail address.' : nothing)}
          formatOptionLabel={optionLabel}
          value={people.map(({ accountId, displayName }) => ({ value: accountId, label: displayName }))}
          inputValue={typed}
          onInputChange={(value: string, { action }: { action: string }) => {
            if (action === 'input-change') setTyped(value);
          }}
          onBlur={() => setTyped('')}
          onChange={(chosen) => {
            onChange(chosen.map(({ value, label }) => ({ accountId: value, displayName: label })));
            setTyped('');
          }}
        />
      )}
    </Field>
  );
}

function optionLabel({ label, isInactive }: Option) {
  return isInactive === true ? `${label} (deactivated)` : label;
}

function optionsOf(accounts: readonly SiteAccountView[]): Option[] {
  return accounts.map(({ accountId, displayName, active }) => ({
    value: accountId,
    label: displayName,
    ...(active ? {} : { isInactive: true }),
  }));
}

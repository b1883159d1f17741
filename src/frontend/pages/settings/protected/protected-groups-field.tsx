import { CreatableSelect } from '@atlaskit/select';
import { useState } from 'react';
import type { SiteGroupView } from '../../../../contract';
import { useSiteGroups } from '../../../api/site-settings';
import { Field } from '../../../components/field';
import { useSettled } from '../../../components/use-settled';
import { protectionWords } from './protection-words';
import { withName } from './protected-draft';

interface ProtectedGroupsFieldProps {
  readonly names: readonly string[];
  readonly error: string | undefined;
  readonly onChange: (names: string[]) => void;
}

interface Option {
  readonly label: string;
  readonly value: string;
  readonly protection?: SiteGroupView['protection'];
}

const pauseMs = 300;
const searching = { DropdownIndicator: () => null };

/** Names of the site are offered; any other name, or a pattern, can be typed. One that is typed but not confirmed counts too. */
export function ProtectedGroupsField({ names, error, onChange }: ProtectedGroupsFieldProps) {
  const [typed, setTyped] = useState('');
  const settled = useSettled(typed.trim(), pauseMs);
  const found = useSiteGroups(settled);
  const isFound = settled !== '' && settled === typed.trim() && found.isSuccess;
  const add = (name: string): void => {
    if (name.trim() !== '') onChange(withName(names, name));
    setTyped('');
  };
  return (
    <Field
      label="Protected groups"
      error={error}
      help="Names of groups, without regard to upper and lower case. In a pattern, * stands for any text: “vip-*” protects every group whose name begins with “vip-”, and none is created."
    >
      {({ id, isInvalid, ...aria }) => (
        <CreatableSelect<Option, true>
          inputId={id}
          isMulti
          isInvalid={isInvalid}
          descriptionId={aria['aria-describedby']}
          components={searching}
          placeholder="Type a name or a pattern"
          menuPlacement="auto"
          // What is typed comes first: the return key never takes another name than that.
          createOptionPosition="first"
          options={isFound ? optionsOf(found.data?.groups ?? []) : []}
          filterOption={({ value }) => !names.includes(value)}
          isLoading={typed.trim() !== '' && !isFound && !found.isError}
          noOptionsMessage={() => (found.isError ? couldNotSearch : 'Type the name of a group.')}
          formatCreateLabel={(name: string) => `Protect “${name}”`}
          formatOptionLabel={optionLabel}
          value={names.map((name) => ({ label: name, value: name }))}
          inputValue={typed}
          onInputChange={(value: string, { action }: { action: string }) => {
            if (action === 'input-change') setTyped(value);
          }}
          onBlur={() => add(typed)}
          onCreateOption={add}
          onChange={(chosen) => {
            onChange(chosen.map(({ value }) => value));
            setTyped('');
          }}
        />
      )}
    </Field>
  );
}

const couldNotSearch =
  'The groups of the site cannot be searched now. A name that you type counts all the same.';

function optionsOf(groups: readonly SiteGroupView[]): Option[] {
  return groups.map(({ name, protection }) => ({
    label: name,
    value: name,
    ...(protection === undefined ? {} : { protection }),
  }));
}

function optionLabel({ label, protection }: Option, { context }: { readonly context: 'menu' | 'value' }) {
  if (context === 'value' || protection === undefined) return label;
  return (
    <span className="two-lines">
      <span>{label}</span>
      <span className="subtle">{protectionWords[protection]}</span>
    </span>
  );
}

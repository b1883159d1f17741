import { CreatableSelect } from '@atlaskit/select';
import { useState } from 'react';
import type { SiteGroupView } from '../../../../contract';
import { useSiteGroups, useUnknownGroups } from '../../../api/site-settings';
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

/** Groups of the site are offered first; any other name, or a pattern, can be typed. One that is typed but not confirmed counts too. */
export function ProtectedGroupsField({ names, error, onChange }: ProtectedGroupsFieldProps) {
  const [typed, setTyped] = useState('');
  const settled = useSettled(typed.trim(), pauseMs);
  const found = useSiteGroups(settled);
  const isFound = settled !== '' && settled === typed.trim() && found.isSuccess;
  const { unknown, note } = useTypedNames(names);
  const add = (name: string): void => {
    setTyped('');
    if (name.trim() === '') return;
    onChange(withName(names, name));
    note(name);
  };
  const options = isFound ? optionsOf(found.data.groups, settled) : [];
  return (
    <Field label="Protected groups" error={error} help={<Help unknown={unknown} />}>
      {({ id, isInvalid, ...aria }) => (
        <CreatableSelect<Option, true>
          inputId={id}
          isMulti
          isInvalid={isInvalid}
          descriptionId={aria['aria-describedby']}
          components={searching}
          placeholder="Type a name or a pattern"
          menuPlacement="auto"
          createOptionPosition="last"
          // Before the site has answered, the return key would protect the beginning of a name.
          isValidNewOption={(name: string) =>
            isNew(name, names, options) && (isFound || found.isError || isPattern(name))
          }
          options={options}
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

/** Which of the names that were typed, and are there still, no group has. */
function useTypedNames(names: readonly string[]) {
  const [noted, setNoted] = useState<readonly string[]>([]);
  const unknown = useUnknownGroups(noted.filter((name) => names.includes(name) && !isPattern(name)));
  return { unknown, note: (name: string): void => setNoted(withName(noted, name)) };
}

const couldNotSearch =
  'The groups of the site cannot be searched now. A name that you type counts all the same.';

function Help({ unknown }: { readonly unknown: readonly string[] }) {
  return (
    <>
      {unknown.map((name) => (
        <p key={name}>
          <strong>No group of the site is called “{name}” now.</strong> The name counts as soon as there is
          one.
        </p>
      ))}
      <p>
        Names of groups, without regard to upper and lower case. In a pattern, * stands for any text: “vip-*”
        protects every group whose name begins with “vip-”, and none is created.
      </p>
    </>
  );
}

function isPattern(name: string): boolean {
  return name.includes('*');
}

function isNew(name: string, names: readonly string[], options: readonly Option[]): boolean {
  const key = name.trim().toLowerCase();
  return (
    key !== '' && ![...names, ...options.map(({ value }) => value)].some((one) => one.toLowerCase() === key)
  );
}

/** A group that is called just so comes first. */
function optionsOf(groups: readonly SiteGroupView[], typed: string): Option[] {
  const isExact = ({ name }: SiteGroupView) => Number(name.toLowerCase() === typed.toLowerCase());
  return groups
    .toSorted((one, other) => isExact(other) - isExact(one))
    .map(({ name, protection }) => ({
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

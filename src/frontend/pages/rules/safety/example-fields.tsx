import { ChoiceRow } from '../../../components/choice-row';
import { TextAreaRow } from '../../../components/text-area-row';
import { TextRow } from '../../../components/text-row';
import { ToggleRow } from '../../../components/toggle-row';
import type { FieldErrors } from '../../connector-form/field-errors';
import { GroupNamesField } from '../../connector-form/selection/group-names-field';
import type { RowProps } from '../row-list';
import type { ExampleDraft, GroupExampleDraft, PersonExampleDraft } from './example-draft';

interface FieldsProps<D> extends RowProps<D> {
  readonly errors: FieldErrors<string>;
}

export function ExampleFields({ value, ...row }: FieldsProps<ExampleDraft>) {
  if (value.kind === 'group') return <GroupFields {...row} value={value} />;
  return <PersonFields {...row} value={value} />;
}

function GroupFields({ value, at, errors, onChange }: FieldsProps<GroupExampleDraft>) {
  return (
    <>
      <TextRow
        label="Group in the directory"
        isRequired
        value={value.name}
        error={errors[`examples.${at}.name`]}
        onChange={(name) => onChange({ ...value, name })}
      />
      <GroupNamesField
        label="Must lead to these Atlassian groups"
        placeholder="None: it must be left out"
        names={value.leadsTo}
        error={undefined}
        help="These and no others. Press Enter after each."
        onChange={(leadsTo) => onChange({ ...value, leadsTo: [...leadsTo] })}
      />
    </>
  );
}

const statuses = [
  { value: 'active', label: 'Active' },
  { value: 'staged', label: 'Not activated yet' },
  { value: 'inactive', label: 'Suspended or deactivated' },
] as const;

function PersonFields(props: FieldsProps<PersonExampleDraft>) {
  return (
    <>
      <WhoTheyAre {...props} />
      <WhatMustBecome {...props} />
    </>
  );
}

function WhoTheyAre({ value, at, errors, onChange }: FieldsProps<PersonExampleDraft>) {
  return (
    <>
      <TextRow
        label="Name of the example"
        isRequired
        value={value.name}
        error={errors[`examples.${at}.name`]}
        help="Such as “A contractor in sales”."
        onChange={(name) => onChange({ ...value, name })}
      />
      <ChoiceRow
        label="Account in the directory"
        options={statuses}
        value={value.status}
        onChange={(status) => onChange({ ...value, status })}
      />
      <TextAreaRow
        label="Attributes"
        rows={2}
        value={value.attributes}
        error={errors[`examples.${at}.attributes`]}
        help="One a line, as in department: Sales. Several values of one attribute have a line each."
        onChange={(attributes) => onChange({ ...value, attributes })}
      />
      <GroupNamesField
        label="Is in these groups of the directory"
        placeholder="None"
        names={value.groups}
        error={undefined}
        help="Press Enter after each."
        onChange={(groups) => onChange({ ...value, groups: [...groups] })}
      />
    </>
  );
}

function WhatMustBecome({ value, onChange }: FieldsProps<PersonExampleDraft>) {
  return (
    <>
      <ToggleRow
        label="Must take part"
        help="Off: the rules must keep this person out."
        isChecked={value.takesPart}
        onChange={(takesPart) => onChange({ ...value, takesPart })}
      />
      <GroupNamesField
        label="Must be in these Atlassian groups"
        placeholder="None"
        names={value.isIn}
        error={undefined}
        help="These and no others. Press Enter after each."
        onChange={(isIn) => onChange({ ...value, isIn: [...isIn] })}
      />
    </>
  );
}

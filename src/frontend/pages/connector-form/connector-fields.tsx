import Heading from '@atlaskit/heading';
import type { ReactNode } from 'react';
import { TextRow } from '../../components/text-row';
import { ToggleRow } from '../../components/toggle-row';
import { kindNames } from '../../words/directory-words';
import { useGroupsWord } from '../../words/product';
import { directoryParts } from './directory-parts';
import type { FormProps } from './form-props';
import { GroupFields } from './selection/group-fields';
import { ImportFilter } from './selection/import-filter';
import { PeopleFields } from './selection/people-fields';
import type { SelectionDraft } from './selection/selection-draft';

/** The settings of a connector. `secret` is the control for its secret: new or stored. */
export function ConnectorFields({ secret, ...form }: FormProps & { secret: ReactNode }) {
  const { draft, errors, change } = form;
  const parts = directoryParts(form);
  const { kind } = draft.directory;
  const selection = {
    kind,
    draft: draft.selection,
    errors,
    change: (fields: Partial<SelectionDraft>) => change({ selection: { ...draft.selection, ...fields } }),
  };
  return (
    <>
      <Section title="Connection">
        <TextRow
          label="Name"
          isRequired
          value={draft.name}
          error={errors.name}
          help="How this connector is called in lists and reports."
          onChange={(name) => change({ name })}
        />
        {parts.signIn}
        {secret}
        {parts.calls}
      </Section>
      <Section title="Groups">
        {parts.groups}
        <GroupFields {...selection} />
        <CreateMissingGroups {...form} />
      </Section>
      <Section title="People">
        <PeopleFields {...selection} />
        <ImportFilter {...selection} />
      </Section>
    </>
  );
}

function CreateMissingGroups({ draft, change }: FormProps) {
  const groups = useGroupsWord();
  const directory = kindNames[draft.directory.kind];
  return (
    <ToggleRow
      label="Create missing groups"
      help={`When a group from ${directory} is not among the ${groups} yet, create it. When off, the group is left alone and the run says so.`}
      isChecked={draft.createMissingGroups}
      onChange={(createMissingGroups) => change({ createMissingGroups })}
    />
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="form-section">
      <Heading size="medium" as="h2">
        {title}
      </Heading>
      {children}
    </section>
  );
}

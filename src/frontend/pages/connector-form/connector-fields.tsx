import Heading from '@atlaskit/heading';
import type { ReactNode } from 'react';
import { TextRow } from '../../components/text-row';
import { ToggleRow } from '../../components/toggle-row';
import { useGroupsWord } from '../../words/product';
import type { FormProps } from './form-props';
import { GroupSourcesField } from './group-sources-field';
import { RegionFields } from './region-fields';
import { RequiredGroupsField } from './required-groups-field';

/** The settings of a OneLogin connector. `secret` is the control for the client secret: new or stored. */
export function ConnectorFields({ secret, ...form }: FormProps & { secret: ReactNode }) {
  const { draft, errors, change } = form;
  const groups = useGroupsWord();
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
        <RegionFields {...form} />
        <TextRow
          label="Client ID"
          isRequired
          value={draft.clientId}
          error={errors.clientId}
          help="From OneLogin’s administration: Developers, API Credentials. The credential needs the scope “Read users” or “Read all”."
          onChange={(clientId) => change({ clientId })}
        />
        {secret}
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
      </Section>
      <Section title="Groups and people">
        <GroupSourcesField {...form} />
        <RequiredGroupsField {...form} />
        <ToggleRow
          label="Create missing groups"
          help={`When a group from OneLogin is not among the ${groups} yet, create it. When off, the group is left alone and the run says so.`}
          isChecked={draft.createMissingGroups}
          onChange={(createMissingGroups) => change({ createMissingGroups })}
        />
      </Section>
    </>
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

import Button from '@atlaskit/button/default/button';
import type { Collision } from '../../../../contract';
import { GroupNamesField } from '../../connector-form/selection/group-names-field';
import { RulesSection } from '../rules-section';
import type { SectionProps } from '../tab-props';
import type { RulesForm } from '../rules-form';
import { Findings } from './findings';
import type { GroupsDraft } from './groups-draft';

interface SharedSectionProps extends SectionProps<GroupsDraft> {
  readonly form: RulesForm;
}

/** Several groups of the directory that end in one name are left alone until somebody decides. */
export function SharedSection({ form, draft, errors, change }: SharedSectionProps) {
  const share = (name: string): void => change({ merged: [...draft.merged, name] });
  return (
    <RulesSection
      title="Several groups with one name"
      help="When several groups of the directory lead to the same Atlassian group by their names, none of them is synced until you decide: let them share it, so that everybody who is in one of them is in it, or rename them."
    >
      <Findings form={form} what="names that several groups lead to">
        {({ collisions }) => (
          <Collisions
            collisions={collisions.filter(({ name }) => !isIn(draft.merged, name))}
            onShare={share}
          />
        )}
      </Findings>
      <GroupNamesField
        label="Atlassian groups that several groups may share"
        placeholder="None"
        names={draft.merged}
        error={errors['mapping.merged']}
        help="Press Enter after each."
        onChange={(merged) => change({ merged })}
      />
    </RulesSection>
  );
}

/** Names of groups are compared without case and surrounding space. */
export function isIn(names: readonly string[], name: string): boolean {
  const key = name.trim().toLowerCase();
  return names.some((each) => each.trim().toLowerCase() === key);
}

interface CollisionsProps {
  readonly collisions: readonly Collision[];
  readonly onShare: (name: string) => void;
}

function Collisions({ collisions, onShare }: CollisionsProps) {
  if (collisions.length === 0) return <p className="quiet">No name needs a decision.</p>;
  return (
    <ul className="decision-list" aria-label="Names that need a decision">
      {collisions.map(({ name, sources }) => (
        <li key={name}>
          <div className="two-lines">
            <strong>{name}</strong>
            <span className="subtle">From {sources.map((source) => `“${source.name}”`).join(', ')}</span>
          </div>
          <Button spacing="compact" aria-label={`Let them share ${name}`} onClick={() => onShare(name)}>
            Let them share
          </Button>
        </li>
      ))}
    </ul>
  );
}

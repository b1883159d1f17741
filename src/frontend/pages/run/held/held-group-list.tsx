import Button from '@atlaskit/button/default/button';
import { Checkbox } from '@atlaskit/checkbox';
import Lozenge from '@atlaskit/lozenge';
import { useState } from 'react';
import { counted } from '../../../words/count';
import { HeldPeople } from './held-people';
import { heldCountWords, type HeldGroup } from './held-groups';

const shownAtFirst = 10;

interface Choice {
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (chosen: ReadonlySet<string>) => void;
}

interface HeldGroupListProps {
  readonly runId: string;
  /** The directory by its name. */
  readonly directory: string;
  readonly groups: readonly HeldGroup[];
  /** Where some of the groups can be decided about, and not all at once. */
  readonly choice?: Choice;
}

export function HeldGroupList({ runId, directory, groups, choice }: HeldGroupListProps) {
  const [shown, setShown] = useState(shownAtFirst);
  if (groups.length === 0) return null;
  return (
    <div className="stack-tight">
      {choice !== undefined && <ChooseAll groups={groups} {...choice} />}
      <ul className="held-groups" aria-label="Held changes">
        {groups.slice(0, shown).map((group) => (
          <li key={keyOf(group)} className="held-group">
            {choice !== undefined && group.sourceId !== undefined && (
              <ChooseGroup group={group} {...choice} />
            )}
            <GroupDetails runId={runId} directory={directory} group={group} />
          </li>
        ))}
      </ul>
      {groups.length > shown && (
        <div>
          <Button onClick={() => setShown(shown + 100)}>
            Show {counted(Math.min(100, groups.length - shown), 'more group')}
          </Button>
        </div>
      )}
    </div>
  );
}

function keyOf({ sourceId, name }: HeldGroup): string {
  return sourceId ?? name;
}

function ChooseAll({ groups, chosen, onChoose }: { groups: readonly HeldGroup[] } & Choice) {
  const isEvery = chosen.size === groups.length;
  return (
    <Checkbox
      label={`All ${counted(groups.length, 'group')}`}
      isChecked={isEvery}
      isIndeterminate={chosen.size > 0 && !isEvery}
      onChange={() => onChoose(new Set(isEvery ? [] : groups.map(keyOf)))}
    />
  );
}

function ChooseGroup({ group, chosen, onChoose }: { group: HeldGroup } & Choice) {
  const key = keyOf(group);
  const toggle = (): void => {
    const next = new Set(chosen);
    if (!next.delete(key)) next.add(key);
    onChoose(next);
  };
  return (
    <Checkbox
      label={<span className="visually-hidden">Decide about {group.name}</span>}
      isChecked={chosen.has(key)}
      onChange={toggle}
    />
  );
}

/** Closed at first: the people are asked for when somebody wants to see them. */
function GroupDetails({ group, ...props }: { runId: string; directory: string; group: HeldGroup }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details className="held-details" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <span className="inline">
          <span className="wrap held-name">{group.name}</span>
          {group.isNew && <Lozenge appearance="new">To create</Lozenge>}
          <span className="quiet">{heldCountWords(group.count)}</span>
        </span>
      </summary>
      <div className="stack-tight held-body">
        {group.reasons.map((reason) => (
          <p key={reason}>{reason}</p>
        ))}
        {isOpen && group.sourceId !== undefined && (
          <HeldPeople {...props} sourceId={group.sourceId} name={group.name} />
        )}
      </div>
    </details>
  );
}

import Button from '@atlaskit/button/default/button';
import { Checkbox } from '@atlaskit/checkbox';
import Lozenge from '@atlaskit/lozenge';
import { useState } from 'react';
import { counted } from '../../../words/count';
import { HeldPeople } from './held-people';
import { heldCountWords, keyOf, type HeldGroup } from './held-groups';

const shownAtFirst = 10;

interface Ticks {
  readonly open: readonly HeldGroup[];
  /** Keys of those that are left out; at first none is. */
  readonly unticked: ReadonlySet<string>;
  readonly onTick: (unticked: ReadonlySet<string>) => void;
}

interface HeldGroupListProps {
  readonly runId: string;
  /** The directory by its name. */
  readonly directory: string;
  readonly groups: readonly HeldGroup[];
  /** Where some of the groups can be decided about, and not all at once. */
  readonly ticks?: Ticks;
}

export function HeldGroupList({ runId, directory, groups, ticks }: HeldGroupListProps) {
  const [shown, setShown] = useState(shownAtFirst);
  if (groups.length === 0) return null;
  return (
    <div className="stack-tight">
      {ticks !== undefined && <TickAll {...ticks} />}
      <ul className="held-groups" aria-label="Held changes">
        {groups.slice(0, shown).map((group) => (
          <li key={keyOf(group)} className="held-group">
            {ticks?.open.includes(group) === true && <TickGroup group={group} {...ticks} />}
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

function TickAll({ open, unticked, onTick }: Ticks) {
  const ticked = open.filter((group) => !unticked.has(keyOf(group))).length;
  const isEvery = ticked === open.length;
  return (
    <Checkbox
      label={`All ${counted(open.length, 'group')}`}
      isChecked={isEvery}
      isIndeterminate={ticked > 0 && !isEvery}
      onChange={() => onTick(new Set(isEvery ? open.map(keyOf) : []))}
    />
  );
}

function TickGroup({ group, unticked, onTick }: { group: HeldGroup } & Ticks) {
  const key = keyOf(group);
  const toggle = (): void => {
    const next = new Set(unticked);
    if (!next.delete(key)) next.add(key);
    onTick(next);
  };
  return (
    <Checkbox
      label={<span className="visually-hidden">Decide about {group.name}</span>}
      isChecked={!unticked.has(key)}
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
          <HeldPeople {...props} sourceId={group.sourceId} name={group.name} held={group.count} />
        )}
      </div>
    </details>
  );
}

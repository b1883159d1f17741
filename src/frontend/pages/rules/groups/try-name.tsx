import { useState } from 'react';
import type { MappedName, Outputs } from '../../../../contract';
import type { GroupMapping } from '../../../../domain/group-rules';
import { answerErrorOf } from '../../../api/call-error';
import { useTriedName } from '../../../api/rules';
import { TextRow } from '../../../components/text-row';

interface TryNameProps {
  readonly mapping: GroupMapping;
  /** The place of the rename beside which it stands. */
  readonly rule: number;
}

/** A box to type the name of a group into, and what the renames make of it. */
export function TryName({ mapping, rule }: TryNameProps) {
  const [name, setName] = useState('');
  const tried = useTriedName(mapping, name);
  return (
    <div className="try-name">
      <TextRow label="Try it with the name of a group" value={name} onChange={setName} />
      <output className="try-result">
        {name.trim() !== '' && tried.isError && <p>{answerErrorOf(tried.error).message}</p>}
        {name.trim() !== '' && tried.data !== undefined && <Tried answer={tried.data} rule={rule} />}
      </output>
    </div>
  );
}

/** A fault elsewhere in the rules does not matter here, unless nothing can be tried because of it. */
function Tried({ answer, rule }: { answer: Outputs['tryMapping']; rule: number }) {
  const [name] = answer.names;
  const own = answer.faults.find(({ field }) => field.startsWith(`mapping.renames.${rule}.`));
  const fault = own ?? (name === undefined ? answer.faults[0] : undefined);
  return (
    <>
      {fault !== undefined && <p>{fault.message}</p>}
      {name !== undefined && (
        <dl className="facts">
          <dt>After this rename</dt>
          <dd>{afterRename(name, rule)}</dd>
          <dt>All rules together</dt>
          <dd>{inTheEnd(name)}</dd>
        </dl>
      )}
    </>
  );
}

/** An empty name must be seen as well. */
function shown(name: string): string {
  return name.trim() === '' ? 'an empty name' : `“${name}”`;
}

function afterRename({ name, steps }: MappedName, rule: number): string {
  const own = steps.find((step) => step.rule === rule);
  if (own !== undefined) return shown(own.result);
  const before = steps.findLast((step) => step.rule < rule);
  return `${shown(before?.result ?? name)}, not changed by this rename`;
}

function inTheEnd({ leadsTo, why }: MappedName): string {
  if (why === 'dropped' || leadsTo.length === 0) return 'Left out: the group is not synced';
  const names = leadsTo.map(shown).join(', ');
  return why === 'map' ? `${names}, by the list of single groups below` : names;
}

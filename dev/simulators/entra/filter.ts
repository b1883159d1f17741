import type { Call } from '../server/call';
import { badRequest, unsupportedQuery } from './errors';
import { check, needsAdvancedQuery } from './filter-check';
import { matches } from './filter-match';
import { FilterSyntaxError, parseFilter, type Filter } from './filter-tree';
import type { Entity } from './properties';

export interface FilterRules {
  readonly entity: Entity;
  /** Whether the call has what advanced queries need. */
  readonly isAdvanced: boolean;
}

/** Whether an object passes `$filter`; every object without one. Ends the call where Graph takes no such filter. */
export function filterOf(
  call: Call,
  text: string | undefined,
  { entity, isAdvanced }: FilterRules,
): (object: object) => boolean {
  if (text === undefined) return () => true;
  const filter = treeOf(call, text);
  const wrong = check(filter, entity);
  if (wrong?.kind === 'invalid') badRequest(call, `Invalid filter clause: ${wrong.text}`);
  if (wrong?.kind === 'unsupported') unsupportedQuery(call, wrong.text);
  if (!isAdvanced && needsAdvancedQuery(filter))
    unsupportedQuery(
      call,
      'Operator or filter clause is not supported by default: it needs ConsistencyLevel: eventual and $count=true.',
    );
  return (object) => matches(filter, object);
}

function treeOf(call: Call, text: string): Filter {
  try {
    return parseFilter(text);
  } catch (error) {
    if (error instanceof FilterSyntaxError)
      return badRequest(call, `Invalid filter clause: ${error.message}`);
    throw error;
  }
}

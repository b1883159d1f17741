import type { RuleFault } from '../domain/rule-fault';
import { groupNameKey } from '../domain/target';

/** A fault for each text that stands in the list before already, without case and surrounding space. `field` tells the path of a place. */
export function doubledEntries(
  texts: readonly string[],
  field: (place: number) => string,
  message = (text: string) => `"${text}" is listed twice. Delete one of the two.`,
): readonly RuleFault[] {
  const seen = new Set<string>();
  const faults: RuleFault[] = [];
  for (const [place, text] of texts.entries()) {
    const key = groupNameKey(text);
    if (seen.has(key)) faults.push({ field: field(place), message: message(text) });
    seen.add(key);
  }
  return faults;
}

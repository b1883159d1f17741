import * as z from 'zod';
import { readNotedFilters, type ImportedFilters, type NotedFilters } from './noted-filters';

/**
 * In a connection file `filters.users` and `filters.groups` may each be a text in the notation of `filter-notation.ts`. This puts what it says
 * in its place; groups that people must or must not be in become those of the settings, which may name none of their own then.
 */
export function withNotedFilters<T extends z.ZodType>(settings: T) {
  return z.preprocess(takeNotation, settings);
}

const loose = z.looseObject({ filters: z.looseObject({}) });
type Loose = z.infer<typeof loose>;

/** Leaves everything that holds no text as it is: the schema of the settings judges it. */
function takeNotation(value: unknown, context: z.RefinementCtx): unknown {
  const settings = loose.safeParse(value).data;
  const texts = textsIn(settings?.filters);
  if (settings === undefined || Object.keys(texts).length === 0) return value;
  const imported = readNotedFilters(texts);
  if (!imported.ok) {
    context.addIssue({ code: 'custom', path: ['filters', imported.field], message: imported.message });
    return z.NEVER;
  }
  const twice = (['requiredGroups', 'excludedGroups'] as const).find(
    (name) => imported.settings[name] !== undefined && settings[name] !== undefined,
  );
  if (twice === undefined) return merged(settings, imported.settings);
  context.addIssue({ code: 'custom', path: [twice], message: standsTwice });
  return z.NEVER;
}

const standsTwice = 'The text in filters.users names these groups already: keep one of the two places.';

function textsIn(filters: Loose['filters'] = {}): NotedFilters {
  const { users, groups } = filters;
  return { ...(typeof users === 'string' && { users }), ...(typeof groups === 'string' && { groups }) };
}

function merged(settings: Loose, { filters, ...groups }: ImportedFilters): unknown {
  const texts = textsIn(settings.filters);
  const others = Object.entries(settings.filters).filter(([name]) => !Object.hasOwn(texts, name));
  return { ...groups, ...settings, filters: { ...Object.fromEntries(others), ...filters } };
}

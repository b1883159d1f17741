import type { EgressGroup } from './customer-egress';

const maxGroups = 10;
const maxDomainsOfGroup = 10;
const maxEntries = 40;

/** Why these groups cannot be allowed; undefined: they can. Limits as Atlassian publishes them (customer-managed egress, November 2026). */
export function refuseGroups(
  wanted: readonly EgressGroup[],
  present: readonly EgressGroup[],
): string | undefined {
  const keys = wanted.map(({ key }) => key);
  const after = [...present.filter(({ key }) => !keys.includes(key)), ...wanted];
  if (hasRepeats(keys)) return '422: two egress groups have the same key.';
  if (after.length > maxGroups) return `400: at most ${maxGroups} egress groups for an installation.`;
  return wanted.map(refuseGroup).find((reason) => reason !== undefined) ?? refuseEntries(after);
}

function refuseGroup({ key, configured }: EgressGroup): string | undefined {
  const domains = configured.map(({ domain }) => domain);
  const unusable = domains.find((domain) => !isDomain(domain));
  if (unusable !== undefined) return `422: "${unusable}" in the egress group "${key}" is no valid URL.`;
  if (hasRepeats(domains)) return `422: the egress group "${key}" names a domain twice.`;
  if (domains.length > maxDomainsOfGroup)
    return `400: at most ${maxDomainsOfGroup} domains in an egress group; "${key}" has ${domains.length}.`;
  return undefined;
}

/** What the backend fetches from does not count. */
function refuseEntries(groups: readonly EgressGroup[]): string | undefined {
  const entries = groups.flatMap((group) =>
    group.configured.flatMap(({ domain, type }) =>
      type.filter((one) => one !== 'FETCH_BACKEND_SIDE').map((one) => `${one} ${domain}`),
    ),
  );
  return new Set(entries).size > maxEntries
    ? `400: at most ${maxEntries} egress entries besides the backend's.`
    : undefined;
}

function isDomain(text: string): boolean {
  if (text === '*') return true;
  const plain = text.replace('*.', 'any.');
  return URL.canParse(plain.includes('://') ? plain : `https://${plain}`) && !/[\s*]/.test(plain);
}

function hasRepeats(texts: readonly string[]): boolean {
  return new Set(texts).size < texts.length;
}

import * as z from 'zod';
import { customerEgressEnabled, type Manifest } from '../manifest';
import { egressGroup, egressType, type CustomerEgress, type EgressGroup } from './customer-egress';
import { refuseGroups } from './egress-rules';

/** What the product asks the administrator before it does what the app wants. */
interface Consent {
  readonly title: string;
  readonly description: string;
  readonly domains: readonly string[];
}

/** `confirm`: ask the administrator, then call again with `confirmed`. */
type EgressAnswer = { readonly result: unknown } | { readonly confirm: Consent };

/** The app's promise rejects with this message. The words are the host's own; Atlassian publishes status codes only. */
export class EgressRefusal extends Error {
  override readonly name = 'EgressRefusal';
}

export interface EgressApiDeps {
  readonly manifest: Manifest;
  readonly customerEgress: CustomerEgress;
  /** Whether the person in front of the page administers the site. */
  readonly isAdministrator: () => Promise<boolean>;
}

const call = z.object({ input: z.unknown(), confirmed: z.boolean() });
const getInput = z.strictObject({ keys: z.array(z.string()).optional() });
const setInput = z.object({ egresses: z.array(egressGroup).min(1) });
const groupInput = z.object({ key: z.string().min(1) });
const domainInput = groupInput.extend({ domain: z.string().min(1), type: egressType });

export function isEgressCommand(command: string): boolean {
  return command.startsWith('__permission__egress');
}

/** `permissions.egress` of @forge/bridge. Throws EgressRefusal for what the platform would refuse, ZodError for another shape. */
export async function answerEgress(
  command: string,
  payload: unknown,
  deps: EgressApiDeps,
): Promise<EgressAnswer | undefined> {
  if (!customerEgressEnabled(deps.manifest))
    throw new EgressRefusal(
      '403: customer-managed egress is off; set permissions.external.configurable in manifest.yml.',
    );
  const { input, confirmed } = call.parse(payload);
  if (command === '__permission__egressGet') return { result: get(getInput.parse(input), deps) };
  const step = stepOf(command, input, deps.customerEgress);
  if (step === undefined) return undefined;
  if (!(await deps.isAdministrator()))
    throw new EgressRefusal('403: only an administrator may change what the app may reach.');
  if (step.confirm.domains.length > 0 && !confirmed) return { confirm: step.confirm };
  return { result: step.run() };
}

interface Step {
  readonly confirm: Consent;
  readonly run: () => unknown;
}

function stepOf(command: string, input: unknown, egress: CustomerEgress): Step | undefined {
  switch (command) {
    case '__permission__egressSet':
      return set(setInput.parse(input).egresses, egress);
    case '__permission__egressDeleteGroup':
      return deleteGroup(groupInput.parse(input), egress);
    case '__permission__egressDeleteDomain':
      return deleteDomain(domainInput.parse(input), egress);
    default:
      return undefined;
  }
}

function get(
  { keys }: z.infer<typeof getInput>,
  { customerEgress }: EgressApiDeps,
): { readonly results: readonly EgressGroup[] } {
  const groups = customerEgress.groups();
  return { results: keys === undefined ? groups : groups.filter(({ key }) => keys.includes(key)) };
}

/** Asks only about domains that nobody has allowed yet, for whatever use. */
function set(egresses: readonly EgressGroup[], egress: CustomerEgress): Step {
  const present = egress.groups();
  const refusal = refuseGroups(egresses, present);
  if (refusal !== undefined) throw new EgressRefusal(refusal);
  const allowed = new Set(domainsOf(present));
  return {
    confirm: {
      title: 'Allow this app to connect to another address?',
      description: egresses.map(({ description }) => description).join(' '),
      domains: domainsOf(egresses).filter((domain) => !allowed.has(domain)),
    },
    run: () => {
      egress.put(egresses);
      return { results: egresses };
    },
  };
}

function deleteGroup({ key }: z.infer<typeof groupInput>, egress: CustomerEgress): Step {
  const group = egress.groups().find((one) => one.key === key);
  return {
    confirm: noMore(group === undefined ? [] : domainsOf([group])),
    run: () => egress.remove(key),
  };
}

function deleteDomain({ key, domain, type }: z.infer<typeof domainInput>, egress: CustomerEgress): Step {
  const group = egress.groups().find((one) => one.key === key);
  const isThere = group?.configured.some((one) => one.domain === domain && one.type.includes(type)) ?? false;
  return {
    confirm: noMore(isThere ? [domain] : []),
    run: () => {
      if (group !== undefined) egress.put([{ ...group, configured: without(group, domain, type) }]);
    },
  };
}

function without(
  { configured }: EgressGroup,
  domain: string,
  type: z.infer<typeof egressType>,
): EgressGroup['configured'] {
  return configured
    .map((one) => (one.domain === domain ? { ...one, type: one.type.filter((each) => each !== type) } : one))
    .filter((one) => one.type.length > 0);
}

function noMore(domains: readonly string[]): Consent {
  return { title: 'Stop this app from connecting to this address?', description: '', domains };
}

function domainsOf(groups: readonly EgressGroup[]): readonly string[] {
  return [...new Set(groups.flatMap(({ configured }) => configured.map(({ domain }) => domain)))];
}

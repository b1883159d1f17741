import type { Connection, ConnectorConfiguration } from '../../../domain/connection';
import type { OneLoginSettings } from '../../../domain/onelogin-settings';
import type { FieldErrors } from './field-errors';
import { defaultMinimumRemainingCalls } from './default-rules';

/** What stands in the form. Numbers are still text, so that a half-typed one can stand there. */
export interface ConnectorDraft {
  readonly name: string;
  readonly region: OneLoginSettings['region'];
  readonly subdomain: string;
  readonly clientId: string;
  /** Empty while a stored secret is kept. */
  readonly secret: string;
  readonly groupSources: OneLoginSettings['groupSources'];
  readonly minimumRemainingCalls: string;
  readonly requiredGroups: readonly string[];
  readonly createMissingGroups: boolean;
}

export type DraftField = keyof ConnectorDraft;

export const emptyDraft: ConnectorDraft = {
  name: 'OneLogin',
  region: 'us',
  subdomain: '',
  clientId: '',
  secret: '',
  groupSources: ['roles'],
  minimumRemainingCalls: String(defaultMinimumRemainingCalls),
  requiredGroups: [],
  createMissingGroups: true,
};

export function draftOf({ name, configuration, rules }: Connection): ConnectorDraft {
  if (configuration.kind !== 'onelogin') throw new Error(`No form for ${configuration.kind} yet.`);
  const { settings } = configuration;
  return {
    name,
    region: settings.region,
    subdomain: settings.subdomain ?? '',
    clientId: settings.clientId,
    secret: '',
    groupSources: settings.groupSources,
    minimumRemainingCalls: String(settings.minimumRemainingCalls),
    requiredGroups: settings.requiredGroups,
    createMissingGroups: rules.createMissingGroups,
  };
}

export function configurationOf(draft: ConnectorDraft): ConnectorConfiguration {
  return {
    kind: 'onelogin',
    settings: {
      region: draft.region,
      ...(draft.region === 'subdomain' ? { subdomain: draft.subdomain.trim() } : {}),
      clientId: draft.clientId.trim(),
      groupSources: [...draft.groupSources],
      minimumRemainingCalls: Number(draft.minimumRemainingCalls),
      requiredGroups: [...draft.requiredGroups],
    },
  };
}

/** What can be seen to be missing without asking the server, which checks everything again. */
export function draftErrors(draft: ConnectorDraft, secret: 'needed' | 'kept'): FieldErrors<DraftField> {
  return {
    ...(draft.name.trim() === '' ? { name: 'Enter a name.' } : {}),
    ...subdomainError(draft),
    ...(draft.clientId.trim() === '' ? { clientId: 'Enter the client ID of the API credential.' } : {}),
    ...(secret === 'needed' && draft.secret === '' ? { secret: 'Enter the client secret.' } : {}),
    ...(draft.groupSources.length === 0
      ? { groupSources: 'Choose at least one: roles, member_of or group.' }
      : {}),
    ...(isCount(draft.minimumRemainingCalls)
      ? {}
      : { minimumRemainingCalls: 'Enter a whole number from 0 to 1,000,000.' }),
  };
}

function subdomainError(draft: ConnectorDraft): FieldErrors<DraftField> {
  if (draft.region !== 'subdomain' || draft.subdomain.trim() !== '') return {};
  return { subdomain: 'Enter the first part of your OneLogin address: “acme” of acme.onelogin.com.' };
}

function isCount(text: string): boolean {
  return /^\d+$/.test(text.trim()) && Number(text) <= 1_000_000;
}

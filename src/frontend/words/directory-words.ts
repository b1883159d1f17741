import type { ConnectorKind } from '../../domain/connection';
import type { OneLoginSettings } from '../../domain/onelogin-settings';

export const kindNames: Record<ConnectorKind, string> = {
  onelogin: 'OneLogin',
  okta: 'Okta',
  entra: 'Microsoft Entra ID',
};

type GroupSource = OneLoginSettings['groupSources'][number];

export const groupSources: readonly {
  readonly value: GroupSource;
  readonly label: string;
  readonly help: string;
}[] = [
  {
    value: 'roles',
    label: 'Roles',
    help: 'Each OneLogin role becomes a group with the people who have the role.',
  },
  {
    value: 'member_of',
    label: 'member_of',
    help: 'Groups that OneLogin took over from another directory, such as Active Directory. Their names are read from the people.',
  },
  {
    value: 'group',
    label: 'Group',
    help: 'The one OneLogin group that a person is assigned to for security policies.',
  },
];

export const regions: readonly { readonly value: OneLoginSettings['region']; readonly label: string }[] = [
  { value: 'us', label: 'United States (api.us.onelogin.com)' },
  { value: 'eu', label: 'Europe (api.eu.onelogin.com)' },
  { value: 'subdomain', label: 'Your own subdomain' },
];

import { kindNames } from './directory-words';

const apiNames: Readonly<Record<string, string>> = {
  ...kindNames,
  jira: 'Jira',
  confluence: 'Confluence',
};

export function apiName(api: string): string {
  return apiNames[api] ?? api;
}

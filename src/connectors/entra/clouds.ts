import type { EntraSettings } from '../../domain/entra-settings';

interface Cloud {
  /** Where tokens are asked for. No slash at the end. */
  readonly login: string;
  readonly graph: string;
}

/** learn.microsoft.com/graph/deployments. A token of one cloud is good in no other. */
const clouds: Readonly<Record<EntraSettings['cloud'], Cloud>> = {
  global: { login: 'https://login.microsoftonline.com', graph: 'https://graph.microsoft.com' },
  'us-government': { login: 'https://login.microsoftonline.us', graph: 'https://graph.microsoft.us' },
  'us-government-dod': {
    login: 'https://login.microsoftonline.us',
    graph: 'https://dod-graph.microsoft.us',
  },
  china: {
    login: 'https://login.chinacloudapi.cn',
    graph: 'https://microsoftgraph.chinacloudapi.cn',
  },
};

export function cloudOf({ cloud }: Pick<EntraSettings, 'cloud'>): Cloud {
  return clouds[cloud];
}

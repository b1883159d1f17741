import type { EntraDraft } from '../entra/entra-draft';
import type { Guide } from './guide';

const addresses: Partial<Record<EntraDraft['cloud'], string>> = {
  global: 'https://entra.microsoft.com',
  'us-government': 'https://entra.microsoft.us',
  'us-government-dod': 'https://entra.microsoft.us',
};

export function entraGuide({ auth, cloud }: EntraDraft): Guide {
  const address = addresses[cloud];
  return {
    where: { name: 'the Microsoft Entra admin center', ...(address === undefined ? {} : { address }) },
    steps: [
      'Sign in as a Privileged Role Administrator or Global Administrator: step 5 needs one.',
      'Open **Entra ID** > **App registrations** and choose **New registration**. Name it “User & Group Sync”, choose **Accounts in this organizational directory only**, leave the redirect URI empty, and choose **Register**.',
      'From **Overview**, copy the **Application (client) ID** and the **Directory (tenant) ID** into the form.',
      'Open **API permissions** > **Add a permission** > **Microsoft Graph** > **Application permissions**, tick the two permissions that are listed below, and choose **Add permissions**. Delegated permissions of the same names do nothing here.',
      'On the same page choose **Grant admin consent**. Both lines must then say “Granted”.',
      ...(auth === 'secret' ? secretSteps : certificateSteps),
    ],
    rights: [
      { name: 'User.Read.All', why: 'people; it can change nothing' },
      { name: 'GroupMember.Read.All', why: 'groups and their members; it can change nothing' },
    ],
    notes: [
      'Groups with hidden membership look empty without Member.Read.Hidden. Grant it besides, or leave these groups out.',
    ],
    more: {
      name: 'Microsoft on app registrations',
      address: 'https://learn.microsoft.com/entra/identity-platform/quickstart-register-app',
    },
  };
}

const secretSteps = [
  'Open **Certificates & secrets** > **Client secrets** and choose **New client secret**. Copy its **Value**, not the secret ID, into the form: it is shown only once.',
  'Copy the day under **Expires** into “Expires on”. Syncing stops on that day unless the secret is replaced before.',
];

const certificateSteps = [
  'Make an RSA key and a certificate for it. Under **Certificates & secrets** > **Certificates** choose **Upload certificate**, and upload the certificate without the key.',
  'Copy the text of both, certificate and key, into the form, and the day under **Expires** into “Expires on”. Syncing stops on that day unless the certificate is replaced before.',
];

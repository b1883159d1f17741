import type { DirectoryDraft } from './directory-draft';

/** How the credential of this way to sign in is called, and where it is found. */
export interface SecretWords {
  readonly label: string;
  readonly help: string;
  readonly missing: string;
  /** `many`: a key in PEM, whose lines must stay. */
  readonly lines: 'one' | 'many';
}

const oneLogin: SecretWords = {
  label: 'Client secret',
  help: 'It stands beside the client ID.',
  missing: 'Enter the client secret.',
  lines: 'one',
};

const okta: Record<'token' | 'private-key', SecretWords> = {
  token: {
    label: 'API token',
    help: 'From Okta’s Admin Console: Security, API, Tokens. A token has the rights of the person who creates it and ends with their account. Create it with a service account that has the role “Read-only Administrator”.',
    missing: 'Enter the API token.',
    lines: 'one',
  },
  'private-key': {
    label: 'Private key (PEM or JWK)',
    help: 'The private half of a key pair whose public half the service app has, under General, Client Credentials.',
    missing: 'Enter the private key.',
    lines: 'many',
  },
};

const entra: Record<'secret' | 'certificate', SecretWords> = {
  secret: {
    label: 'Client secret',
    help: 'From Certificates & secrets, Client secrets: the value, not the secret ID. It is shown only once and ends on the day that stands beside it.',
    missing: 'Enter the client secret.',
    lines: 'one',
  },
  certificate: {
    label: 'Certificate and private key (PEM)',
    help: 'Both in one text, one after the other. Upload the certificate, without the key, under Certificates & secrets, Certificates.',
    missing: 'Enter the certificate and its private key.',
    lines: 'many',
  },
};

export function secretWords(directory: DirectoryDraft): SecretWords {
  if (directory.kind === 'onelogin') return oneLogin;
  return directory.kind === 'okta' ? okta[directory.auth] : entra[directory.auth];
}

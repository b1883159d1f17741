import { dayOf } from '../../words/time';
import type { DirectoryDraft } from './directory-draft';

/** How the credential of this way to sign in is called, and where it is found. */
export interface SecretWords {
  readonly label: string;
  readonly help: string;
  readonly missing: string;
  /** `many`: a key in PEM, whose lines must stay. */
  readonly lines: 'one' | 'many';
  /** Whether it ends, and who knows the day. */
  readonly ends: string;
}

const oneLogin: SecretWords = {
  label: 'Client secret',
  help: 'It stands beside the client ID.',
  missing: 'Enter the client secret.',
  lines: 'one',
  ends: 'Optional. OneLogin’s credentials have no end of their own; enter the day if your company renews them.',
};

const okta: Record<'token' | 'private-key', SecretWords> = {
  token: {
    label: 'API token',
    help: 'It has the rights of the person who creates it, and ends with their account.',
    missing: 'Enter the API token.',
    lines: 'one',
    ends: 'Optional. Okta ends a token when nothing used it for 30 days; enter the day if your company renews tokens.',
  },
  'private-key': {
    label: 'Private key (PEM or JWK)',
    help: 'The private half of the key pair that the service app has.',
    missing: 'Enter the private key.',
    lines: 'many',
    ends: 'Optional. Okta’s keys have no end of their own; enter the day if your company renews them.',
  },
};

const entra: Record<'secret' | 'certificate', SecretWords> = {
  secret: {
    label: 'Client secret',
    help: 'The value, not the secret ID.',
    missing: 'Enter the client secret.',
    lines: 'one',
    ends: 'It stands beside the secret under “Expires”. The list of connectors warns 14 days before.',
  },
  certificate: {
    label: 'Certificate and private key (PEM)',
    help: 'Both in one text, one after the other.',
    missing: 'Enter the certificate and its private key.',
    lines: 'many',
    ends: 'It stands beside the certificate under “Expires”. The list of connectors warns 14 days before.',
  },
};

export function secretWords(directory: DirectoryDraft): SecretWords {
  if (directory.kind === 'onelogin') return oneLogin;
  return directory.kind === 'okta' ? okta[directory.auth] : entra[directory.auth];
}

const day = 86_400_000;
const nearDays = 14;

/**
 * How far the end of a secret is, in whole days of the reader's calendar. `on` is a day such as `2027-01-31`, or empty while none is entered.
 */
export function secretEnd(
  on: string,
  nowMs: number,
): { readonly text: string; readonly isNear: boolean } | undefined {
  if (on === '') return undefined;
  const days = Math.round((Date.parse(on) - Date.parse(dayOf(nowMs))) / day);
  return { text: endWords(days), isNear: days <= nearDays };
}

function endWords(days: number): string {
  if (days < 0) return `Expired ${relativeDays(days)}: replace the secret.`;
  return days === 0 ? 'Expires today: replace the secret.' : `Expires ${relativeDays(days)}.`;
}

function relativeDays(days: number): string {
  return new Intl.RelativeTimeFormat('en', { numeric: 'auto' }).format(days, 'day');
}

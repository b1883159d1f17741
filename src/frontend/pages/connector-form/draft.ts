import type { Connection, ConnectorConfiguration, ConnectorKind } from '../../../domain/connection';
import type { ReadingRules } from '../../../domain/selection-settings';
import { kindNames } from '../../words/directory-words';
import { emptyDirectoryDraft, directoryDraftOf, type DirectoryDraft } from './directory-draft';
import { entraSettingsOf } from './entra/entra-draft';
import { oktaSettingsOf } from './okta/okta-draft';
import { oneLoginSettingsOf } from './onelogin/onelogin-draft';
import {
  emptySelection,
  selectionDraftOf,
  selectionSettingsOf,
  type SelectionDraft,
} from './selection/selection-draft';

/** What stands in the form. Numbers are still text, so that a half-typed one can stand there. */
export interface ConnectorDraft {
  readonly name: string;
  /** Empty while a stored secret is kept. */
  readonly secret: string;
  /** The day on which the secret ends, such as `2027-01-31`; empty: not known, or never. */
  readonly secretExpiresOn: string;
  readonly createMissingGroups: boolean;
  readonly selection: SelectionDraft;
  readonly directory: DirectoryDraft;
}

type KeysOf<D> = D extends unknown ? keyof D : never;

/** A field has the name that ends its path in the contract. */
export type DraftField =
  | Exclude<keyof ConnectorDraft, 'selection' | 'directory'>
  | keyof SelectionDraft
  | Exclude<KeysOf<DirectoryDraft>, 'kind'>;

export function emptyDraft(kind: ConnectorKind): ConnectorDraft {
  return {
    name: kindNames[kind],
    secret: '',
    secretExpiresOn: '',
    createMissingGroups: true,
    selection: emptySelection,
    directory: emptyDirectoryDraft(kind),
  };
}

export function draftOf({ name, configuration, rules, secretExpiresOn = '' }: Connection): ConnectorDraft {
  return {
    name,
    secret: '',
    secretExpiresOn,
    createMissingGroups: rules.createMissingGroups,
    selection: selectionDraftOf(configuration.settings),
    directory: directoryDraftOf(configuration),
  };
}

/** `reading` is another form's: it stays what it is. */
export function configurationOf(
  { directory, selection }: Pick<ConnectorDraft, 'directory' | 'selection'>,
  reading: ReadingRules | undefined,
): ConnectorConfiguration {
  const shared = { ...selectionSettingsOf(selection), ...(reading === undefined ? {} : { reading }) };
  if (directory.kind === 'onelogin') {
    return { kind: 'onelogin', settings: { ...oneLoginSettingsOf(directory), ...shared } };
  }
  if (directory.kind === 'okta') {
    return { kind: 'okta', settings: { ...oktaSettingsOf(directory), ...shared } };
  }
  return { kind: 'entra', settings: { ...entraSettingsOf(directory), ...shared } };
}

/** Every field of the form with what stands in it. */
export function fieldsOf({
  selection,
  directory,
  ...own
}: ConnectorDraft): Readonly<Record<string, unknown>> {
  const { kind: _kind, ...fields } = directory;
  return { ...own, ...selection, ...fields };
}

export function fieldNamesOf(draft: ConnectorDraft): readonly DraftField[] {
  return Object.keys(fieldsOf(draft)) as readonly DraftField[];
}

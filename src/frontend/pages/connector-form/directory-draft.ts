import type { ConnectorConfiguration, ConnectorKind } from '../../../domain/connection';
import { emptyEntraDraft, entraDraftOf, type EntraDraft } from './entra/entra-draft';
import { emptyOktaDraft, oktaDraftOf, type OktaDraft } from './okta/okta-draft';
import { emptyOneLoginDraft, oneLoginDraftOf, type OneLoginDraft } from './onelogin/onelogin-draft';

/** The part of the form that only one kind of directory has. */
export type DirectoryDraft = OneLoginDraft | OktaDraft | EntraDraft;

const empty: Record<ConnectorKind, DirectoryDraft> = {
  onelogin: emptyOneLoginDraft,
  okta: emptyOktaDraft,
  entra: emptyEntraDraft,
};

export function emptyDirectoryDraft(kind: ConnectorKind): DirectoryDraft {
  return empty[kind];
}

export function directoryDraftOf({ kind, settings }: ConnectorConfiguration): DirectoryDraft {
  if (kind === 'onelogin') return oneLoginDraftOf(settings);
  return kind === 'okta' ? oktaDraftOf(settings) : entraDraftOf(settings);
}

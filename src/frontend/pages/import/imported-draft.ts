import type { ConnectionDocument } from '../../../contract';
import type { ConnectorConfiguration } from '../../../domain/connection';
import { adminTimeZone } from '../../words/locale';
import { defaultCron } from '../connector-form/default-settings';
import type { ConnectorDraft } from '../connector-form/draft';
import { directoryDraftOf } from '../connector-form/directory-draft';
import { selectionDraftOf } from '../connector-form/selection/selection-draft';
import type { BesidesForm } from '../create/create-input';

interface ImportedDraft {
  readonly initial: ConnectorDraft;
  readonly besides: BesidesForm;
}

/** A document as the form edits it, and what goes past the form. What the document leaves open is as for a new connector. */
export function importedDraft(document: ConnectionDocument): ImportedDraft {
  const configuration = configurationOfDocument(document);
  const { reading } = configuration.settings;
  return {
    initial: {
      name: document.name,
      secret: '',
      secretExpiresOn: '',
      createMissingGroups: document.rules?.createMissingGroups ?? true,
      selection: selectionDraftOf(configuration.settings),
      directory: directoryDraftOf(configuration),
    },
    besides: {
      ...(document.rules === undefined ? {} : { rules: document.rules }),
      schedule: document.schedule ?? { enabled: false, cron: defaultCron, timeZone: adminTimeZone() },
      ...(reading === undefined ? {} : { reading }),
    },
  };
}

function configurationOfDocument(document: ConnectionDocument): ConnectorConfiguration {
  if (document.kind === 'onelogin') return { kind: 'onelogin', settings: document.settings };
  if (document.kind === 'okta') return { kind: 'okta', settings: document.settings };
  return { kind: 'entra', settings: document.settings };
}

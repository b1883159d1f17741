import Button from '@atlaskit/button/default/button';
import SectionMessage from '@atlaskit/section-message';
import { useEffect, useRef } from 'react';
import type { Outputs } from '../../../contract';
import { kindNames } from '../../words/directory-words';
import { scheduleWords } from '../../words/schedule-words';
import { CreateForm } from '../create/create-form';
import { importedDraft } from './imported-draft';

type Imported = Outputs['readDocument'];

interface ImportedConnectorProps {
  readonly imported: Imported;
  readonly onAnother: () => void;
}

/** What the file is, and the form that makes a connector of it: its secret is missing, and its connection may be another one here. */
export function ImportedConnector({ imported, onAnother }: ImportedConnectorProps) {
  const { initial, besides } = importedDraft(imported.document);
  const about = useRef<HTMLDivElement>(null);
  // The button that was pressed is gone.
  useEffect(() => about.current?.focus(), []);
  return (
    <div className="stack">
      <div ref={about} tabIndex={-1} className="page-title">
        <About imported={imported} onAnother={onAnother} />
      </div>
      <CreateForm initial={initial} besides={besides} />
    </div>
  );
}

function About({ imported: { document, notes }, onAnother }: ImportedConnectorProps) {
  return (
    <SectionMessage
      appearance="information"
      title={`The file holds a connector to ${kindNames[document.kind]}, “${document.name}”`}
    >
      <ul className="plain-list">
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
        <li>Enter its secret below: the file does not hold it.</li>
        <li>
          {document.rules === undefined ? 'Its filters come' : 'Its filters, rules and safety limits come'}{' '}
          along. You find them on the connector’s page afterwards.
        </li>
        <li>{scheduleNote(document)}</li>
      </ul>
      <div className="message-action">
        <Button onClick={onAnother}>Choose another file</Button>
      </div>
    </SectionMessage>
  );
}

function scheduleNote({ schedule }: Imported['document']): string {
  if (schedule?.enabled !== true) return 'It has no schedule that is on: runs start by hand.';
  const words = scheduleWords(schedule.cron);
  const when = words.kind === 'words' ? words.text : schedule.cron;
  return `Its schedule is on (${when}, ${schedule.timeZone}) and counts once it is saved. The first run is a preview.`;
}

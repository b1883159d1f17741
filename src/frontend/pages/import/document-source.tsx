import Button from '@atlaskit/button/default/button';
import { useState, type ChangeEvent, type FormEvent } from 'react';
import type { useReadDocument } from '../../api/documents';
import { Field } from '../../components/field';
import { TextAreaRow } from '../../components/text-area-row';
import { useErrorFocus } from '../../components/use-error-focus';
import { documentError, parseDocument } from './document-text';

/** A file or a pasted text, and what is wrong with it. */
export function DocumentSource({ read }: { read: ReturnType<typeof useReadDocument> }) {
  const [text, setText] = useState('');
  const [refusal, setRefusal] = useState<string | undefined>();
  const [refusals, setRefusals] = useState(0);
  const form = useErrorFocus(refusals, read.error);
  const change = (next: string): void => {
    setText(next);
    setRefusal(undefined);
    read.reset();
  };
  const send = (from: string): void => {
    const parsed = parseDocument(from);
    if (parsed.ok) {
      read.mutate(parsed.document);
      return;
    }
    setRefusal(parsed.message);
    setRefusals(refusals + 1);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    send(text);
  };
  return (
    <form ref={form} className="form" noValidate onSubmit={submit} aria-label="File of a connector">
      <FileField
        onChosen={(content) => {
          change(content);
          send(content);
        }}
      />
      <TextAreaRow
        label="Or paste what stands in it"
        rows={14}
        isMonospaced
        value={text}
        error={refusal ?? documentError(read.error)}
        onChange={change}
      />
      <div className="actions">
        <Button type="submit" appearance="primary" isLoading={read.isPending}>
          Read the file
        </Button>
      </div>
    </form>
  );
}

function FileField({ onChosen }: { onChosen: (content: string) => void }) {
  const [unreadable, setUnreadable] = useState<string | undefined>();
  const choose = async ({ currentTarget }: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const [file] = currentTarget.files ?? [];
    if (file === undefined) return;
    try {
      onChosen(await file.text());
      setUnreadable(undefined);
    } catch {
      setUnreadable('The file could not be read. Paste what stands in it instead.');
    }
  };
  return (
    <Field label="File" help="A JSON file. Nothing is stored until you save." error={unreadable}>
      {({ isInvalid: _isInvalid, ...control }) => (
        <input
          {...control}
          type="file"
          className="file"
          accept=".json,application/json"
          onChange={(event) => void choose(event)}
        />
      )}
    </Field>
  );
}

import Select from '@atlaskit/select';
import { useState } from 'react';
import type { Outputs } from '../../../../contract';
import { useNoticeProjects } from '../../../api/notices';
import { ChoiceRow } from '../../../components/choice-row';
import { Field } from '../../../components/field';
import { Problem } from '../../../components/problem';
import { useSettled } from '../../../components/use-settled';
import type { FieldErrors } from '../../connector-form/field-errors';
import type { NoticeDraft } from './notice-draft';
import { NoProjects } from './no-projects';

interface PlaceFieldsProps {
  readonly draft: NoticeDraft;
  readonly errors: FieldErrors<string>;
  readonly onChange: (parts: Partial<NoticeDraft>) => void;
}

type Project = Outputs['listNoticeProjects']['projects'][number];

interface Option {
  readonly value: string;
  readonly label: string;
}

const pauseMs = 300;

/** A project, found by name or key, and one of its issue types: the first, unless another is chosen. */
export function PlaceFields({ draft, errors, onChange }: PlaceFieldsProps) {
  const [typed, setTyped] = useState('');
  const text = useSettled(typed.trim(), pauseMs);
  const found = useNoticeProjects(text);
  // That of the chosen project also while others are searched.
  const first = useNoticeProjects(draft.projectKey);
  if (found.isError) return <Unlisted found={found} />;
  if (found.data?.missing !== undefined) return <NoProjects found={found} why={found.data.missing} />;
  const projects = found.data?.projects ?? [];
  const chosen = [...projects, ...(first.data?.projects ?? [])].find(({ id }) => id === draft.projectId);
  const choose = (id: string | undefined): void => {
    const project = projects.find((one) => one.id === id);
    if (project === undefined) return;
    const issueTypeId = project.issueTypes[0]?.id ?? '';
    onChange({ projectId: project.id, projectKey: project.key, issueTypeId });
  };
  return (
    <>
      <Field label="Project" isRequired error={errors['projectId']}>
        {({ id, isInvalid, ...aria }) => (
          <Select<Option>
            inputId={id}
            isInvalid={isInvalid}
            descriptionId={aria['aria-describedby']}
            placeholder="Search by name or key"
            menuPlacement="auto"
            options={projects.map(projectOption)}
            filterOption={null}
            isLoading={found.isPending || text !== typed.trim()}
            noOptionsMessage={() => 'The app may create issues in no project with this name or key.'}
            value={draft.projectId === '' ? null : chosenOption(draft, chosen)}
            inputValue={typed}
            onInputChange={(value: string) => setTyped(value)}
            onChange={(next) => choose(next?.value)}
          />
        )}
      </Field>
      {draft.projectId !== '' && (
        <TypeField draft={draft} errors={errors} onChange={onChange} project={chosen} />
      )}
    </>
  );
}

function Unlisted({ found }: { found: ReturnType<typeof useNoticeProjects> }) {
  return (
    <Problem
      title="The projects could not be loaded"
      error={found.error}
      onRetry={() => void found.refetch()}
    />
  );
}

function TypeField({
  draft,
  errors,
  onChange,
  project,
}: PlaceFieldsProps & { project: Project | undefined }) {
  const types = (project?.issueTypes ?? []).map(({ id, name }) => ({ value: id, label: name }));
  const unknown = project === undefined && draft.issueTypeId !== '';
  return (
    <ChoiceRow
      label="Issue type"
      isRequired
      options={unknown ? [{ value: draft.issueTypeId, label: 'As chosen' }] : types}
      value={draft.issueTypeId}
      error={errors['issueTypeId']}
      help="One that asks for nothing but a summary and a description."
      onChange={(issueTypeId) => onChange({ issueTypeId })}
    />
  );
}

function projectOption({ id, key, name }: Project): Option {
  return { value: id, label: `${name} (${key})` };
}

function chosenOption({ projectId, projectKey }: NoticeDraft, project: Project | undefined): Option {
  return project === undefined ? { value: projectId, label: projectKey } : projectOption(project);
}

import type { NoticeSettings } from '../../../../domain/site-settings';
import type { FieldErrors } from '../../connector-form/field-errors';
import type { PartWords } from '../use-settings-part';

/** What the tab "Notifications" edits. An empty text: nothing is chosen. */
export interface NoticeDraft extends NoticeSettings {
  readonly isOn: boolean;
}

const nothing: NoticeDraft = {
  isOn: false,
  projectId: '',
  projectKey: '',
  issueTypeId: '',
  held: true,
  failed: true,
};

export const noticeWords: PartWords<NoticeDraft> = {
  draftOf: ({ settings: { notices } }) => (notices === undefined ? nothing : { isOn: true, ...notices }),
  settingsOf: ({ isOn, ...draft }, { settings }) => {
    const { notices: _, revision: __, ...rest } = settings;
    return isOn ? { ...rest, notices: draft } : rest;
  },
  errorsOf: (draft) => (draft.isOn ? errorsOf(draft) : {}),
};

function errorsOf({ projectId, issueTypeId, held, failed }: NoticeDraft): FieldErrors<string> {
  return {
    ...(projectId === '' && { projectId: 'Choose a project.' }),
    ...(projectId !== '' && issueTypeId === '' && { issueTypeId: 'Choose an issue type.' }),
    ...(!held && !failed && { causes: 'Choose what to be told of, or switch notifications off.' }),
  };
}

/** Whether there is a place to create an issue in. */
export function isPlace({ projectId, issueTypeId }: NoticeDraft): boolean {
  return projectId !== '' && issueTypeId !== '';
}

import Button from '@atlaskit/button/default/button';
import SectionMessage from '@atlaskit/section-message';
import type { RestView } from '../../../contract';
import { useResumeSchedule } from '../../api/run-actions';
import { Problem } from '../../components/problem';
import { useFocusPassedOn } from '../../components/use-focus-passed-on';
import { counted } from '../../words/count';
import { dateAndTime } from '../../words/time';

/** Why the schedule rests, until when, and a way to end the rest. */
export function RestNotice({ connectionId, rest }: { connectionId: string; rest: RestView }) {
  const resume = useResumeSchedule();
  const element = useFocusPassedOn();
  const { title, text } = restWords(rest);
  return (
    <div ref={element} className="stack">
      <SectionMessage appearance="warning" title={title}>
        <p>{text}</p>
        <div className="message-action">
          <Button isLoading={resume.isPending} onClick={() => resume.mutate(connectionId)}>
            Resume schedule
          </Button>
        </div>
      </SectionMessage>
      {resume.isError && <Problem title="The schedule could not be resumed" error={resume.error} />}
    </div>
  );
}

function restWords(rest: RestView): { readonly title: string; readonly text: string } {
  if (rest.why === 'undo' && rest.isHeld === true) {
    return {
      title: 'The schedule is paused while an undo waits for approval',
      text: `An undo was started on ${dateAndTime(rest.sinceMs)}, and nothing is undone yet. No sync starts by schedule. Approve or reject the undo, then resume the schedule.`,
    };
  }
  if (rest.why === 'undo') {
    return {
      title: 'The schedule is paused after an undo',
      text: `A run was undone on ${dateAndTime(rest.sinceMs)}. The next sync would do the same again, so none starts by schedule. Change the directory or the rules first, then resume it.`,
    };
  }
  return {
    title: `The schedule is paused until ${dateAndTime(rest.untilMs)}`,
    text: `${counted(rest.count, 'run')} stopped one after the other. The pause grows with each. Open the last run to see why; when that is mended, resume it without waiting.`,
  };
}

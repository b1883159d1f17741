import SectionMessage from '@atlaskit/section-message';
import type { Outputs } from '../../../contract';
import { dateAndTime } from '../../words/time';

/** The app looks at its schedules every five minutes; three missed looks are no accident. */
const silentAfterMs = 15 * 60_000;

export function SilentScheduleNotice({ overview }: { overview: Outputs['overview'] }) {
  const { connections, lastTickMs, nowMs } = overview;
  const isAnyOn = connections.some((connection) => connection.scheduleEnabled);
  // Before the first look there is nothing to miss: the app was installed minutes ago.
  if (!isAnyOn || lastTickMs === undefined || nowMs - lastTickMs <= silentAfterMs) return null;
  return (
    <SectionMessage appearance="warning" title="Scheduled synchronization has paused">
      <p>
        Atlassian last started the app’s schedule on {dateAndTime(lastTickMs)}; it should do so every five
        minutes. Check that the app’s license is active. Until it goes on, start runs by hand: no scheduled
        run is lost, the next start catches up.
      </p>
    </SectionMessage>
  );
}

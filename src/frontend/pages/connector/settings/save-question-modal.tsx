import { ConfirmModal } from '../../../components/confirm-modal';
import { count, counted } from '../../../words/count';
import type { Effect, SaveQuestion, useSettingsSave } from './use-settings-save';

/** Asks before settings are saved that take memberships away, or whose effect is not known. */
export function SaveQuestionModal({ save }: { save: ReturnType<typeof useSettingsSave> }) {
  const { question } = save;
  if (question === undefined) return null;
  return (
    <ConfirmModal
      title={titleOf(question)}
      confirm={{ label: 'Save the settings', appearance: 'warning' }}
      isBusy={save.isBusy}
      error={undefined}
      onConfirm={save.confirm}
      onClose={save.closeQuestion}
    >
      {question.kind === 'removals' ? (
        <Removals effect={question.effect} />
      ) : (
        <NotKnown message={question.message} />
      )}
    </ConfirmModal>
  );
}

function titleOf(question: SaveQuestion): string {
  if (question.kind === 'not-known') return 'Save without knowing what changes?';
  return `Save settings that remove ${counted(question.effect.removals, 'membership')}?`;
}

function NotKnown({ message }: { message: string }) {
  return (
    <>
      <p>What these settings change could not be worked out:</p>
      <p>{message}</p>
      <p>The next sync follows the saved settings; its safety limits hold what is too much.</p>
    </>
  );
}

const shownGroups = 5;

function Removals({ effect: { removals, additions, groups, held } }: { effect: Effect }) {
  const losing = groups.filter((group) => group.removals > 0).toSorted((a, b) => b.removals - a.removals);
  return (
    <>
      <p>
        Compared with the saved settings, these remove <strong>{counted(removals, 'membership')}</strong> in{' '}
        {counted(losing.length, 'group')} and add {counted(additions, 'membership')}.
      </p>
      <ul className="plain-list wrap" aria-label="Groups that lose members">
        {losing.slice(0, shownGroups).map(({ name, removals: lost }) => (
          <li key={name}>
            {name}: {counted(lost, 'removal')}
          </li>
        ))}
        {losing.length > shownGroups && <li>{count(losing.length - shownGroups)} more</li>}
      </ul>
      <p>
        {held.length > 0
          ? 'Some of this is more than the safety limits allow and would wait for approval.'
          : 'The safety limits would not hold any of this.'}
      </p>
    </>
  );
}

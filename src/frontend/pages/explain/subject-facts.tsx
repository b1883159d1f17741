import type { Explanation } from '../../../domain/explanation';

/** What identifies the person or the group, besides the name in the title. */
export function SubjectFacts({ subject }: { subject: Explanation['subject'] }) {
  if (subject.kind === 'person') {
    const { email, userId } = subject.person;
    return (
      <dl className="facts">
        <dt>E-mail address</dt>
        <dd>{email ?? <span className="quiet">Not known</span>}</dd>
        {userId === undefined && (
          <>
            <dt>In the directory</dt>
            <dd>Not found; only an account on the site is known.</dd>
          </>
        )}
      </dl>
    );
  }
  const { sources } = subject.group;
  return (
    <dl className="facts">
      <dt>Comes from</dt>
      <dd>
        {sources.length === 0 ? <span className="quiet">Nothing leads to it</span> : sources.join(', ')}
      </dd>
    </dl>
  );
}

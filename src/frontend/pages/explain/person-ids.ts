import type { ExplainedPerson } from '../../../domain/explanation';
import type { SubjectIds } from '../../routing/route';

/** By the directory’s id; of somebody who is known on the site only, by the account. */
export function personIds({ userId, accountId }: Pick<ExplainedPerson, 'userId' | 'accountId'>): SubjectIds {
  const id = userId ?? accountId;
  return id === undefined ? {} : { userId: id };
}

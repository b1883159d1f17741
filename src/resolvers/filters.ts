import { importFilters as translate } from '../sync/import-filters';
import { RefusedError, type Handler } from './guard';

export const importFilters: Handler<'importFilters'> = async ({ kind, ...texts }) => {
  const answer = translate(kind, texts);
  if (answer.ok) return { settings: answer.settings, notes: answer.notes };
  const { field, message } = answer;
  throw new RefusedError({ kind: 'invalid-input', field, message });
};

import type { RulesTab } from './rules-draft';

export const tabNames: Record<RulesTab, string> = {
  groups: 'Groups',
  people: 'People',
  safety: 'Safety',
};

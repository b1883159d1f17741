import type { HeldReason } from '../domain/plan';

/** Count, share, limit and how to go on, in a sentence. `bound`: for emptied groups, whether the number or the share is passed. */
export function heldMessage(reason: Omit<HeldReason, 'message'>, bound?: 'max' | 'share'): string {
  const { limit, count, of, group } = reason;
  if (limit.kind === 'vanished')
    return `The group "${group ?? ''}" is no longer in the directory, or no longer chosen in the settings or rules; its ${memberships(count)} would go. Approve it if that is right.`;
  if (limit.kind === 'emptied')
    return `${count} of ${of} groups would have nobody left, more than the limit of ${bound === 'share' ? percent(limit.value) : limit.value}. ${check}`;
  if (limit.kind === 'usual')
    return `This run would take away ${memberships(count)}; runs of this connector usually take away about ${of}, and the limit is ${limit.value} times that. ${check}`;
  return `${whose(group)} ${change(reason)}, more than the limit of ${limit.kind === 'max' ? limit.value : percent(limit.value)}. ${check}`;
}

const check = 'Check the directory, then approve or correct it.';

function whose(group: string | undefined): string {
  return group === undefined ? 'This run' : `The group "${group}"`;
}

/** Additions are new: they are no part of what is there, and are set against it only where that says something. */
function change({ what, count, of }: Pick<HeldReason, 'what' | 'count' | 'of'>): string {
  if (what === 'removals') {
    const share = of >= count && of > 0 ? ` of ${of} (${percent(count / of)})` : '';
    return `would lose ${count}${share} memberships`;
  }
  return of > 0 ? `would gain ${memberships(count)} on top of ${of}` : `would gain ${memberships(count)}`;
}

function memberships(count: number): string {
  return count === 1 ? '1 membership' : `${count} memberships`;
}

function percent(share: number): string {
  return `${Math.round(share * 100)}\u00a0%`;
}

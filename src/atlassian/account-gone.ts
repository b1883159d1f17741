const subject = String.raw`\b(user|account)\b`;
const state = String.raw`\b(does not exist|not found|inactive|deactivated|disabled|closed)\b`;
/** Of the account, with no group named between the two. */
const sameClause = String.raw`(?:(?!\bgroup\b).)*?`;

const accountGone = new RegExp(
  [
    // "Specified user does not exist or …", "user … is inactive"
    `${subject}${sameClause}${state}`,
    // "No user found with account id: …"
    String.raw`\bno (such )?(user|account)\b`,
    // "inactive user"
    `${state} ${subject}`,
  ].join('|'),
  'is',
);

/**
 * Whether a refusal says that the account does not exist or is deactivated. Jira's 404 for an unknown one is "Specified user does not
 * exist or you do not have required permissions"; for a deactivated one no words are published. Quoted names are left out, and what may
 * as well mean the group does not count.
 */
export function saysAccountGone(words: string): boolean {
  const said = words.replace(/(?<!\w)'.*?'(?!\w)|".*?"/gs, '…');
  return accountGone.test(said) && !/\bgroup or user\b|\buser or group\b/i.test(said);
}

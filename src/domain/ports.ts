import type { ApiBudget, DirectoryGroup, DirectoryRecord } from './directory';
import type { GroupSelection } from './group-selection';
import type { Memberships } from './memberships';
import type { Page } from './page';
import type { ApiName } from './run';
import type { AccessCheck, AtlassianAccount, ChangeOutcome, SeatPool, TargetGroup } from './target';

/** Time. Epoch milliseconds; tests hand in a clock that they move. */
export interface Clock {
  now(): number;
  sleep(ms: number): Promise<void>;
}

/**
 * Counts the calls of a slice. `request` is called once for each HTTP request before it leaves, retries and sign-ins included.
 * `retry` besides it when the request repeats one that failed. `waited` after a pause in the function. `remaining` when the API has told how many calls it
 * still allows; those that are on their way count as used.
 */
export interface CallMeter {
  request(api: ApiName): void;
  retry(api: ApiName): void;
  waited(api: ApiName, ms: number): void;
  remaining(api: ApiName, budget: ApiBudget): void;
}

/** One independent sequence of pages. `params` go with it into the checkpoint: ids and names, never a secret. */
export interface ReadStream {
  readonly name: string;
  readonly params: Readonly<Record<string, string>>;
  /**
   * Which records the page's `total` counts, when the API tells one. The engine refuses a stream whose total moved
   * between pages or does not equal the distinct records read: the directory changed under the pages.
   */
  readonly counts: 'user' | 'group' | 'nothing';
  /**
   * Set where it names everything of that sort: in a read of changes, nothing else of it remains. A group that remains keeps the members
   * that an earlier read found.
   */
  readonly lists?: 'users' | 'groups';
}

/** What an earlier read left behind for the next, by the name of the stream that gave it. */
export type ReadMarks = Readonly<Record<string, string>>;

/** What the first stage found, as input of the choice how to read people. In a read of changes: what is known by now. */
export interface GroupsRead {
  readonly groups: readonly DirectoryGroup[];
  /** Of each group whose members are known. */
  readonly members: Pick<Memberships, 'has' | 'get' | 'memberIds'>;
  /** Groups whose members changed in a way that was not told, with the time of it. */
  readonly unclear: ReadonlyMap<string, number>;
  /** Groups whose changed members were told in this read, with the time of the newest change. */
  readonly told: ReadonlyMap<string, number>;
}

/** How people will be read: the cheapest way by estimated calls. */
export interface PeoplePlan {
  /**
   * `everybody`: all people are read. `members`: only the people of the required groups. `query`: only those whom the directory's own query
   * names. `changes`: only what changed since the last read.
   */
  readonly way: 'everybody' | 'members' | 'query' | 'changes';
  /** A sentence for the report: which way, and why, with the estimates. */
  readonly why: string;
  readonly estimatedCalls: number;
  readonly streams: readonly ReadStream[];
}

/**
 * Reads one kind of directory. Pages in, domain out.
 *
 * Must: answer with everything that was asked for or throw a FailureError; never return less. Keep the connection's floor of
 * remaining calls before each request (throwing `retry-later` with the time until the reset). Be usable again from any
 * cursor in another process. Give a group's members only for groups that it also gives as a record, now or in the read whose marks it starts
 * from.
 * May: repeat a record on another page; give members before the users they name; throw `changes-lost` in a read of changes, when the directory
 * cannot tell any more what changed.
 */
export interface Connector {
  readonly api: ApiName;
  /** Signs in and tries each read that the settings need. Changes nothing; answers with checks, does not throw for a refusal. */
  test(): Promise<readonly AccessCheck[]>;
  /** Tries the directory's own queries of the filters, if any. Throws `settings-rejected` with the field for one that the directory does not take. */
  checkQueries(): Promise<void>;
  /**
   * The calls that the directory still allows; throws `retry-later` where they are fewer than the connection's floor. Undefined where the API does
   * not tell. Costs at most one call, and a sign-in.
   */
  budget(): Promise<ApiBudget | undefined>;
  /** Why the changes since an earlier read cannot be read with these settings and marks, as the end of "because …". Undefined: they can. */
  changesUnreadable(marks: ReadMarks): string | undefined;
  /** First stage: the groups to synchronise and the required ones, with members where the API gives them along. `since`: only what changed. */
  groupStreams(since?: ReadMarks): readonly ReadStream[];
  /** Second stage: the people. Throws `settings-rejected` when a required group can be known not to exist. */
  planPeople(groups: GroupsRead, since?: ReadMarks): Promise<PeoplePlan>;
  readPage(stream: ReadStream, cursor: string | undefined): Promise<Page<DirectoryRecord>>;
  /**
   * These people, asked for by id: a record for each that exists (and whom the directory's own query of the filters names, if there is one), in any
   * order, and the groups and memberships that their own records carry, as pages of people give them. Used for people whom no page named; who
   * is not in the answer is proved to be gone. Throws where that cannot be told.
   */
  readUsers(ids: readonly string[]): Promise<readonly DirectoryRecord[]>;
  /**
   * One person and everything that a complete read would tell of them: their record, and for each group that they are a direct member of and that
   * takes part or decides who does, the group and a `members` record with this person alone. Undefined: there is no such person. Throws where one of
   * these cannot be told.
   */
  readPerson(userId: string): Promise<readonly DirectoryRecord[] | undefined>;
  /**
   * Which groups take part, by `selectGroups` of the domain and what the settings say of the kinds of groups. Pure.
   */
  selectGroups(groups: readonly DirectoryGroup[]): GroupSelection;
}

/**
 * The Atlassian site, written to as the sync account.
 *
 * Must: throw FailureError for what stops the run (`retry-later` for quotas, `access-missing`), and answer `rejected` for what concerns
 * one change only. `addMember` and `removeMember` must be idempotent: a repeat is `already-so`, but `applied` where it repeats a try of the
 * same call whose answer was lost; `createGroup` then answers `created`.
 */
export interface Target {
  /** Tries each permission without changing anything. */
  checkAccess(): Promise<readonly AccessCheck[]>;
  /** The groups with these ids or names (without case) that exist, with their protection. Groups that are in both come once. */
  findGroups(wanted: {
    readonly ids: readonly string[];
    readonly names: readonly string[];
  }): Promise<readonly TargetGroup[]>;
  /** Members who are people, inactive ones included, by account id. Accounts of apps are left out: they are nobody's to add or to remove. */
  readMembers(groupId: string, cursor: string | undefined): Promise<Page<string>>;
  /** All people's accounts of the site; apps and customers are left out. */
  listAccounts(cursor: string | undefined): Promise<Page<AtlassianAccount>>;
  /** Accounts whose visible e-mail address equals this one, without case. Usually none or one. */
  findAccounts(email: string): Promise<readonly AtlassianAccount[]>;
  /** `exists`: the name is taken, perhaps in another case; the group is linked as if it had been found, unless it is protected. */
  createGroup(
    name: string,
  ): Promise<
    | { readonly kind: 'created' | 'exists'; readonly group: TargetGroup }
    | { readonly kind: 'rejected'; readonly reason: string }
  >;
  addMember(groupId: string, accountId: string): Promise<ChangeOutcome>;
  removeMember(groupId: string, accountId: string): Promise<ChangeOutcome>;
  /** The products' licences; undefined where the site does not tell the app. Never throws: a run does not stop for it. */
  seats(): Promise<readonly SeatPool[] | undefined>;
}

/** The person behind a request to the resolver. */
export interface Caller {
  readonly accountId: string;
}

/** What the app may ask of the site as the calling person, in their own session. */
export interface CallerSession {
  /** Jira's global permission "Administer Jira". */
  isAdministrator(): Promise<boolean>;
  /** Whether the person may manage groups: a member of a group with `site-admin` access. */
  canManageGroups(): Promise<boolean>;
  me(): Promise<{ readonly accountId: string; readonly displayName: string }>;
  /** Groups whose name has this text, with why the app never writes to them; at most 20. */
  findGroups(text: string): Promise<readonly TargetGroup[]>;
  /** People by the beginning of a name or address; apps and customers are left out; at most 20. */
  findAccounts(text: string): Promise<readonly AtlassianAccount[]>;
  /** Display names by account id, of those whom the site knows; at most 1,000 are asked for. */
  namesOf(accountIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

/** Asks for one more slice of a run. Delivery is at least once, late, and in any order. */
export interface SliceQueue {
  push(event: { readonly runId: string; readonly slice: number }, delaySeconds: number): Promise<void>;
}

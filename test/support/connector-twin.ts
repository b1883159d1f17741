import type { ConnectorConfiguration } from '../../src/domain/connection';
import type { Connector } from '../../src/domain/ports';
import type { DirectoryTruth } from './directory-truth';
import type { FakeHttp } from './fake-http';

/**
 * What may go wrong with a page of people; each twin says it in its own API's words. `silent-limit`: turned away without a word of how long
 * to wait.
 */
export type PageTrouble =
  | { readonly kind: 'server-error' | 'reset' | 'no-answer' | 'silent-limit'; readonly times: number }
  | { readonly kind: 'limit'; readonly retryAfterSeconds: number }
  | {
      readonly kind:
        'cut-off' | 'wrong-type' | 'endless-loop' | 'wrong-total' | 'foreign-next' | 'repeated-item';
    };

export interface TwinSize {
  readonly users: number;
  readonly groups: number;
  /** People on a page; default: as many as the API gives. */
  readonly pageSize?: number;
}

/** What a connector of the twin has of its own; default: the secret that is right, the token that all of them share, and no attributes. */
export interface OwnAccess {
  /** Names of the attributes of people that it reads. */
  readonly attributes?: readonly string[];
  readonly secret?: string;
  readonly ownToken?: true;
}

/** A simulator of a directory, and connectors to it. */
export interface ConnectorTwin {
  /** A new instance, as another process would make it. */
  connector(access?: OwnAccess): Connector;
  readonly counted: FakeHttp['counted'];
  readonly told: FakeHttp['told'];
  /** The one clock of the simulator and of the connectors. */
  readonly clock: FakeHttp['clock'];
  /** What a complete read must find. */
  truth(): DirectoryTruth;
  /** The page of people, counted from 1, that has the trouble. */
  trouble(page: number, trouble: PageTrouble): void;
  /** The nth call from now on that is no sign-in is answered with this status, however often it is repeated; the others are as ever. */
  refuse(nth: number, status: number): void;
  removeEverybody(): void;
  rename(userId: string, displayName: string): void;
  /** An attribute of people that rules could name, as the directory calls it. */
  readonly attribute: string;
  /** Undefined takes the value away. */
  setAttribute(userId: string, value: string | undefined): void;
  /** For good, or as far as readers see. */
  removePerson(userId: string): void;
  /** Calls to the API so far, sign-ins included, as the API counts them. */
  callsSeen(): number;
  /** Fewest calls of a full read of all that is there, sign-in and budget included. */
  fewestCalls(size: TwinSize): number;
  close(): Promise<void>;
}

/** How the API tells what it still allows. */
export type TwinQuota<Twin> =
  /** One count for all calls, of which a floor is kept: below it the run parks. */
  | {
      readonly kind: 'calls';
      connector(twin: Twin, floor: number): Connector;
      setRemaining(twin: Twin, remaining: number): void;
      remaining(twin: Twin): number;
    }
  /** Short windows of each endpoint, of which a share is kept: below it the connector waits in place. */
  | {
      readonly kind: 'windows';
      /** Calls of the list of people that are to be left in each window. */
      readonly kept: number;
      setRemaining(twin: Twin, remaining: number): void;
      /** Fewest that ever remained for the list of people. */
      lowest(twin: Twin): number;
    }
  | { readonly kind: 'untold' };

/** What proves that the app may read. */
export type TwinToken<Twin> =
  /** It ends, and another is given when asked. */
  | {
      readonly kind: 'renewed';
      /** The token ends now. */
      expire(twin: Twin): void;
      /** No token is taken any more, however new. */
      refuse(twin: Twin): void;
      signIns(twin: Twin): number;
    }
  /** It is the secret itself. */
  | { readonly kind: 'lasting'; refuse(twin: Twin): void };

/**
 * One kind of directory for the suite: how its twin is started, and the few facts in which directories differ. A twin needs these facts, the
 * functions of `ConnectorTwin` over its simulator, and for reads of changes those of `ChangingTwin`.
 */
export interface TwinKind<Twin extends ConnectorTwin> {
  /** "OneLogin" */
  readonly label: string;
  /** Begins with a generated company of about this size; each test has its own. */
  start(size: TwinSize): Promise<Twin>;
  /** Whether a list comes with the number of what is in it. */
  readonly totals: 'told' | 'untold';
  /** Whether the way to the next page is an address, which may then lead astray. */
  readonly nextPage: 'address' | 'cursor';
  readonly quota: TwinQuota<Twin>;
  readonly token: TwinToken<Twin>;
  /** Has the right form, and is refused. */
  readonly wrongSecret: string;
  /** Has the right form, and is nobody's. */
  readonly unknownUserId: string;
  /** No attribute of anybody, and whether the directory tells such from one of which nobody has a value. */
  readonly unknownAttribute: { readonly name: string; readonly isTold: boolean };
  /** By how much a pause may be longer than what was asked for: some APIs tell whole seconds of the clock. */
  readonly pauseRoundingMs: number;
}

/** Changes as they happen in a directory. Ids are those of the domain: `DirectoryUser.id`, `DirectoryGroup.id`. */
export interface DirectoryChanges {
  addPerson(name: string, email: string): void;
  rename(userId: string, displayName: string): void;
  changeEmail(userId: string, email: string): void;
  suspend(userId: string): void;
  restore(userId: string): void;
  removePerson(userId: string): void;
  addGroup(name: string): void;
  renameGroup(groupId: string, name: string): void;
  removeGroup(groupId: string): void;
  join(groupId: string, userIds: readonly string[]): void;
  leave(groupId: string, userIds: readonly string[]): void;
  /** People and groups that may be changed now. Groups that the directory fills itself are left out. */
  userIds(): readonly string[];
  groupIds(): readonly string[];
}

/** A twin whose directory lives. */
export interface ChangingTwin extends ConnectorTwin {
  readonly changes: DirectoryChanges;
  /** Of its connectors. The engine looks at it for what it evaluates itself. */
  readonly configuration: ConnectorConfiguration;
}

/** One kind of directory and its settings, for reads of changes. */
export interface ChangingKind<Twin extends ChangingTwin> {
  /** "OneLogin with required groups" */
  readonly label: string;
  /**
   * As `TwinKind.start`, with settings under which changes can be read. The `Date` of answers should differ from the times in the records by
   * as much as the connector says it bears.
   */
  start(size: TwinSize): Promise<Twin>;
  /** Whether a read of changes tells who was deleted. If not, they are there until the next complete read. */
  readonly deletedPeople: 'told' | 'untold';
  /** How long it may take until what tells of changes knows of one; default: no time. The last comparison waits for it. */
  readonly lagMs?: number;
}

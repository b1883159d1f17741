/** A group in which a connection manages memberships, or that it is linked to. */
export interface ManagedGroup {
  readonly groupId: string;
  readonly name: string;
  readonly sourceId: string;
  /** The directory group's name, or the rule's. */
  readonly source: string;
  /** Managed memberships of this connection, and those of them that others want too. */
  readonly managed: number;
  readonly shared: number;
  readonly sharedWith: readonly string[];
  /** Present members at the last run, if it looked. */
  readonly present?: number;
  /** Of the oldest managed membership whose beginning is known. */
  readonly sinceMs?: number;
}

/** One thing to do. Between ** stand names as the vendor's console writes them. */
type GuideStep = string;

/** How the credential of a directory comes about. `docs/connectors` says the same, and when its menus were last looked at. */
export interface Guide {
  /** Where the steps are done. */
  readonly where: { readonly name: string; readonly address?: string };
  readonly steps: readonly GuideStep[];
  /** Exactly what the credential may do, and what for. */
  readonly rights: readonly { readonly name: string; readonly why: string }[];
  /** What is worth knowing before it goes wrong. */
  readonly notes: readonly string[];
  readonly more: { readonly name: string; readonly address: string };
}

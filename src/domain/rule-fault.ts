/** Something in the rules that cannot be followed or cannot be meant. */
export interface RuleFault {
  /** Path below the rules: `mapping.renames.0.search`. */
  readonly field: string;
  /** What is wrong, and what to do: a sentence or two. */
  readonly message: string;
}

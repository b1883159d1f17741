import * as z from 'zod';

const limit = z.strictObject({
  /** More than this many is held. */
  max: z.int().min(0).max(10_000_000),
  /** More than this share (0 to 1) of what is there is held. */
  maxShare: z.number().min(0).max(1_000),
  /** Up to this many, the share is not looked at: small groups change by large shares. */
  shareFloor: z.int().min(0).max(10_000_000),
});
export type SafetyLimit = z.infer<typeof limit>;

const usual = z.strictObject({
  /** More than so many times what the last runs removed in the mean is held. 0: not looked at. */
  multiple: z.number().min(0).max(1_000),
  /** Up to this many removals, the usual is not looked at. */
  floor: z.int().min(0).max(10_000_000),
});
export type UsualLimit = z.infer<typeof usual>;

/** Groups that a run would leave without any member: how many, and which share of the groups that it writes to. */
export const defaultEmptiedGroups: SafetyLimit = { max: 20, maxShare: 0.25, shareFloor: 3 };
export const defaultUsual: UsualLimit = { multiple: 10, floor: 50 };

/** The size above which changes wait for an administrator. `docs/sync-rules.md` explains each. */
export const safetyLimits = z.strictObject({
  removals: z.strictObject({ perRun: limit, perGroup: limit }),
  additions: z.strictObject({ perRun: limit, perGroup: limit }),
  emptiedGroups: limit.default(defaultEmptiedGroups),
  usual: usual.default(defaultUsual),
});
export type SafetyLimits = z.infer<typeof safetyLimits>;

export const defaultLimits: Pick<SafetyLimits, 'removals' | 'additions'> = {
  removals: {
    perRun: { max: 500, maxShare: 0.2, shareFloor: 10 },
    perGroup: { max: 200, maxShare: 0.5, shareFloor: 5 },
  },
  additions: {
    perRun: { max: 100_000, maxShare: 1_000, shareFloor: 1_000 },
    perGroup: { max: 25_000, maxShare: 1_000, shareFloor: 1_000 },
  },
};

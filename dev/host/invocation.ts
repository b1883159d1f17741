/** One run of a function of the app, as the platform knows it. */
export interface Invocation {
  readonly id: string;
  readonly functionKey: string;
  readonly moduleKey: string;
  readonly moduleType: string;
  /** Absent in triggers and consumers: nobody sits there. */
  readonly accountId?: string;
  /** All pushes that descend from one first invocation share it; Forge stops a chain at 1,000. */
  readonly chainId: string;
  readonly timeoutMs: number;
  /** External calls so far; mutable on purpose, the gate counts here. */
  egressCalls: number;
}

/** Why an invocation did not end well. `kind` is Forge's retry reason for it. */
export class InvocationFailure extends Error {
  override readonly name = 'InvocationFailure';
  readonly kind:
    'FUNCTION_TIME_OUT' | 'FUNCTION_OUT_OF_MEMORY' | 'FUNCTION_PLATFORM_UNKNOWN_ERROR' | 'APP_ERROR';

  constructor(kind: InvocationFailure['kind'], message: string) {
    super(message);
    this.kind = kind;
  }
}

import * as z from 'zod';
import { answerEgress, EgressRefusal, isEgressCommand, type EgressApiDeps } from './egress/egress-api';
import type { Functions } from './functions';
import type { Installation } from './installation';
import { InvocationFailure } from './invocation';
import type { Journal } from './journal';
import { pageModules, type Manifest, type PageModule } from './manifest';
import { callProduct, type ProductDeps } from './network/product';
import { pageContext } from './page-context';
import type { WireAnswer } from './wire';

export interface BridgeDeps extends EgressApiDeps {
  readonly manifest: Manifest;
  readonly installation: Installation;
  readonly functions: Functions;
  readonly journal: Journal;
  readonly product: ProductDeps;
  readonly site: string;
  /** Who sits in front of the page. */
  readonly account: () => Promise<string>;
}

interface BridgeAnswer {
  readonly status: number;
  readonly body: { readonly value: unknown } | { readonly message: string };
}

const bridgeCall = z.object({
  command: z.string(),
  payload: z.unknown(),
  moduleKey: z.string(),
  colorMode: z.enum(['light', 'dark']),
});
const invocation = z.object({
  functionKey: z.string(),
  payload: z.unknown().optional(),
  metadata: z.unknown().optional(),
  invokeType: z.string().optional(),
});
const productFetch = z.object({
  product: z.enum(['jira', 'confluence']),
  restPath: z.string(),
  fetchRequestInit: z.object({
    method: z.string().optional(),
    headers: z.array(z.tuple([z.string(), z.string()])).optional(),
    body: z.string().optional(),
  }),
});

type Call = z.infer<typeof bridgeCall> & { readonly module: PageModule };

/** The bridge commands that need the platform; frame.js does the others. What is not modelled answers 501. */
export async function answerBridge(body: string, deps: BridgeDeps): Promise<BridgeAnswer> {
  const call = bridgeCall.safeParse(JSON.parse(body));
  const module = pageModules(deps.manifest).find((one) => one.key === call.data?.moduleKey);
  if (!call.success || module === undefined) return failed(400, 'This is no bridge call of a page module.');
  try {
    return await run({ ...call.data, module }, deps);
  } catch (error) {
    if (error instanceof InvocationFailure) return failed(500, error.message);
    if (error instanceof EgressRefusal) return failed(403, error.message);
    if (error instanceof z.ZodError) return failed(400, z.prettifyError(error));
    throw error;
  }
}

async function run(call: Call, deps: BridgeDeps): Promise<BridgeAnswer> {
  switch (call.command) {
    case 'getContext':
      return {
        status: 200,
        body: { value: pageContext({ ...deps, ...call, accountId: await deps.account() }) },
      };
    case 'invoke':
      return invoke(call, deps);
    case 'fetchProduct':
      return fetchProduct(call, deps);
    default:
      return isEgressCommand(call.command) ? changeEgress(call, deps) : notModelled(call, deps);
  }
}

async function changeEgress(call: Call, deps: BridgeDeps): Promise<BridgeAnswer> {
  const value = await answerEgress(call.command, call.payload, deps);
  return value === undefined ? notModelled(call, deps) : { status: 200, body: { value } };
}

async function invoke(call: Call, deps: BridgeDeps): Promise<BridgeAnswer> {
  const { functionKey, payload, metadata, invokeType } = invocation.parse(call.payload);
  if (invokeType !== undefined) return notModelled({ ...call, payload: { command: invokeType } }, deps);
  const accountId = await deps.account();
  const value = await deps.functions.resolve({ functionKey, payload, accountId, moduleKey: call.moduleKey });
  return { status: 200, body: { value: metadata === undefined ? value : { body: value, metadata: {} } } };
}

/** `requestJira` and `requestConfluence` of the page: always as the person in front of it. */
async function fetchProduct(call: Call, deps: BridgeDeps): Promise<BridgeAnswer> {
  const { product, restPath, fetchRequestInit } = productFetch.parse(call.payload);
  const { method = 'GET', headers = [], body } = fetchRequestInit;
  const request = {
    method: method.toUpperCase(),
    path: restPath,
    headers: Object.fromEntries(headers),
    signal: new AbortController().signal,
    ...(body === undefined ? {} : { body: Buffer.from(body) }),
  };
  const sessionAccountId = await deps.account();
  const answer = await callProduct(
    { product, provider: 'user', sessionAccountId, functionKey: 'page', request },
    deps.product,
  );
  return answer.kind === 'error'
    ? failed(502, answer.message)
    : { status: 200, body: { value: bridgeResponse(answer) } };
}

function bridgeResponse(answer: Extract<WireAnswer, { kind: 'response' }>): object {
  const body = answer.body === undefined ? '' : Buffer.from(answer.body).toString('utf8');
  return {
    status: answer.status,
    statusText: answer.statusText ?? '',
    headers: answer.headers,
    body,
    isAttachment: false,
  };
}

function notModelled(call: Call, { journal }: BridgeDeps): BridgeAnswer {
  const named = z.object({ command: z.string() }).safeParse(call.payload);
  const command = named.data?.command ?? call.command;
  journal.refuse('not-modelled', `bridge command ${command}`);
  return failed(501, `The local host does not model the bridge command "${command}".`);
}

function failed(status: number, message: string): BridgeAnswer {
  return { status, body: { message } };
}

import type { EntraSettings } from '../../domain/entra-settings';
import { pathOnOrigin } from '../../http/headers';
import { request, type Fetch, type HttpDeps, type HttpRequest, type HttpResponse } from '../../http/request';
import { createSignedIn, type SignedIn } from '../../http/signed-in';
import type { TokenCache } from '../../http/token-cache';
import { cloudOf } from './clouds';
import { createPace, type Pace } from './pace';
import { apiLabel, entraRules, refusal, type Subject } from './refusals';
import { userPageWith } from './schema';
import { signIn } from './sign-in';

export type ClientDeps = HttpDeps & { readonly tokens: TokenCache; readonly attributes: readonly string[] };

export interface Get {
  /** Path and query, already encoded, from `/v1.0` on. */
  readonly path: string;
  readonly subject: Subject;
  readonly headers?: Readonly<Record<string, string>>;
  /** Statuses besides 200 that the caller understands. */
  readonly accept?: readonly number[];
}

/** Sends requests to Graph with a token, at a pace that leaves others their share. One instance serves one connection in one slice. */
export class EntraClient {
  readonly pace: Pace;
  readonly deps: ClientDeps;
  /** Names of the attributes of people that rules look at. */
  readonly attributes: readonly string[];
  /** What is believed of a page of users, with those attributes. */
  readonly userPage: ReturnType<typeof userPageWith>;
  private readonly settings: EntraSettings;
  private readonly signedIn: SignedIn;

  constructor(settings: EntraSettings, secret: string, deps: ClientDeps) {
    this.settings = settings;
    this.deps = deps;
    this.attributes = deps.attributes;
    this.userPage = userPageWith(deps.attributes);
    this.pace = createPace(settings.minimumRemainingShare, deps);
    this.signedIn = createSignedIn(
      {
        key: () => `${settings.cloud} ${settings.tenantId} ${settings.clientId}`,
        signIn: () => signIn(settings, secret, deps),
        // Permissions that were granted after a token was stored are not in it.
        isRefused: ({ status }, origin) => status === 401 || (status === 403 && origin === 'stored'),
      },
      deps,
    );
  }

  /** Answers with 200 or an accepted status; throws for any other. */
  async get({ path, subject, headers = {}, accept = [] }: Get): Promise<HttpResponse> {
    const response = await this.send({ method: 'GET', path, headers });
    if (response.status === 200 || accept.includes(response.status)) return response;
    throw refusal(response, subject);
  }

  /** Many reads in one call; `body` as Graph's `$batch` wants it. */
  async postBatch(body: string, subject: Subject): Promise<HttpResponse> {
    const headers = { 'content-type': 'application/json' };
    const response = await this.send({ method: 'POST', path: '/v1.0/$batch', headers, body });
    if (response.status === 200) return response;
    throw refusal(response, subject);
  }

  /** Signs in without looking at a stored token: proves the credentials. */
  signInAnew(): Promise<void> {
    return this.signedIn.anew();
  }

  /** Path and query of a link that Graph gave. Throws `incomplete-read` for a link that leads elsewhere. */
  pathOf(link: string): string {
    return pathOnOrigin(link, cloudOf(this.settings).graph, apiLabel);
  }

  private send(call: Sending): Promise<HttpResponse> {
    return this.signedIn.send((token) => this.sendWith(token, call));
  }

  private sendWith(token: string, { path, headers, ...rest }: Sending): Promise<HttpResponse> {
    const call: HttpRequest = {
      api: 'entra',
      ...rest,
      url: cloudOf(this.settings).graph + path,
      headers: { ...headers, authorization: `Bearer ${token}`, accept: 'application/json' },
    };
    const fetch: Fetch = async (url, init) => {
      const response = await this.deps.fetch(url, init);
      this.pace.hear(response);
      return response;
    };
    const rules = { ...entraRules(this.deps.clock), beforeTry: () => this.pace.keep() };
    return request(call, rules, { ...this.deps, fetch });
  }
}

interface Sending {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

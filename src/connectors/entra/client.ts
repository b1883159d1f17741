import type { EntraSettings } from '../../domain/entra-settings';
import { pathOnOrigin } from '../../http/headers';
import { request, type HttpDeps, type HttpRequest, type HttpResponse } from '../../http/request';
import type { TokenCache } from '../../http/token-cache';
import { cloudOf } from './clouds';
import { createPace, type Pace } from './pace';
import { apiLabel, entraRules, refusal, type Subject } from './refusals';
import { signIn } from './sign-in';

export type ClientDeps = HttpDeps & { readonly tokens: TokenCache };

export interface Get {
  /** Path and query, already encoded, from `/v1.0` on. */
  readonly path: string;
  readonly subject: Subject;
  readonly headers?: Readonly<Record<string, string>>;
  /** Statuses besides 200 that the caller understands. */
  readonly accept?: readonly number[];
}

/** A stored token is not used in its last minute. */
const tokenMarginMs = 60_000;

/** Sends requests to Graph with a token, at a pace that leaves others their share. One instance serves one connection in one slice. */
export class EntraClient {
  readonly pace: Pace;
  readonly deps: ClientDeps;
  private readonly settings: EntraSettings;
  private readonly secret: string;
  private token: string | undefined;
  private isTokenStored = false;
  private signingIn: Promise<string> | undefined;

  constructor(settings: EntraSettings, secret: string, deps: ClientDeps) {
    this.settings = settings;
    this.secret = secret;
    this.deps = deps;
    this.pace = createPace(settings.minimumRemainingShare, deps);
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
  async signInAnew(): Promise<void> {
    await this.renew();
  }

  /** Path and query of a link that Graph gave. Throws `incomplete-read` for a link that leads elsewhere. */
  pathOf(link: string): string {
    return pathOnOrigin(link, cloudOf(this.settings).graph, apiLabel);
  }

  /**
   * One renewal where the token is refused: it ended, or permissions were granted after it was stored. A token that was just given and is
   * refused again will not get better.
   */
  private async send(call: Sending): Promise<HttpResponse> {
    const token = await this.validToken();
    const response = await this.sendWith(token, call);
    const isOutdated = response.status === 401 || (response.status === 403 && this.isTokenStored);
    if (!isOutdated) return response;
    // Another request may have renewed it meanwhile.
    const fresh = this.token === token || this.token === undefined ? await this.renew() : this.token;
    return this.sendWith(fresh, call);
  }

  private async sendWith(token: string, { path, headers, ...rest }: Sending): Promise<HttpResponse> {
    await this.pace.keep();
    const call: HttpRequest = {
      api: 'entra',
      ...rest,
      url: cloudOf(this.settings).graph + path,
      headers: { ...headers, authorization: `Bearer ${token}`, accept: 'application/json' },
    };
    const response = await request(call, entraRules(this.deps.clock), this.deps);
    this.pace.hear(response.headers);
    return response;
  }

  private async validToken(): Promise<string> {
    if (this.token !== undefined) return this.token;
    const cached = await this.deps.tokens.get(this.tokenKey());
    if (this.token !== undefined) return this.token;
    if (cached === undefined || cached.expiresAtMs - tokenMarginMs <= this.deps.clock.now())
      return this.renew();
    this.token = cached.token;
    this.isTokenStored = true;
    return cached.token;
  }

  private renew(): Promise<string> {
    this.signingIn ??= this.signInAndKeep().finally(() => (this.signingIn = undefined));
    return this.signingIn;
  }

  private async signInAndKeep(): Promise<string> {
    const fresh = await signIn(this.settings, this.secret, this.deps);
    this.token = fresh.token;
    this.isTokenStored = false;
    await this.deps.tokens.set(this.tokenKey(), fresh);
    return fresh.token;
  }

  private tokenKey(): string {
    const { cloud, tenantId, clientId } = this.settings;
    return `${cloud} ${tenantId} ${clientId}`;
  }
}

interface Sending {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

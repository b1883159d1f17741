import { FailureError } from '../../domain/failure';
import type { OneLoginSettings } from '../../domain/onelogin-settings';
import { jsonOf } from '../../http/pages';
import type { HttpResponse } from '../../http/request';
import * as z from 'zod';

/** A directory's own query, as it goes into an address. */
export interface OwnQuery {
  readonly list: 'users' | 'roles';
  /** Encoded: `firstname=Jo*&directory_id=5`. */
  readonly text: string;
  /** Each parameter alone with a value that nobody has, encoded: who answers with somebody has not looked at it. */
  readonly nobody: readonly string[];
}

const noText = 'no-such-value-7d1f40c2';
const noNumber = '0';
const farAhead = '2999-01-01T00:00:00.000Z';
const longAgo = '1970-01-01T00:00:00.000Z';

/**
 * The parameters that OneLogin documents for a list (developers.onelogin.com, "List Users", "List Roles"), each with a value that nobody has. Left out
 * are those that page, sort or choose fields, and `user_ids`, with which the app itself asks.
 */
const parameters: Readonly<Record<OwnQuery['list'], Readonly<Record<string, string>>>> = {
  users: {
    firstname: noText,
    lastname: noText,
    email: noText,
    username: noText,
    samaccountname: noText,
    external_id: noText,
    directory_id: noNumber,
    app_id: noNumber,
    created_since: farAhead,
    created_until: longAgo,
    updated_since: farAhead,
    updated_until: longAgo,
    last_login_since: farAhead,
    last_login_until: longAgo,
  },
  roles: { name: noText, role_name: noText, app_name: noText, app_id: noNumber },
};
const ownAttribute = /^custom_attributes\.[\w-]+$/;

const fields = {
  users: 'configuration.settings.filters.users.query',
  roles: 'configuration.settings.filters.groups.query',
} as const;

/** The query of the settings, if there is one. Throws `settings-rejected` for one that has not OneLogin's form. */
export function ownQuery(
  { filters }: Pick<OneLoginSettings, 'filters'>,
  list: OwnQuery['list'],
): OwnQuery | undefined {
  const written = list === 'users' ? filters?.users?.query : filters?.groups?.query;
  if (written === undefined) return undefined;
  const pairs = written.split('&').map((part) => pairIn(part, list));
  const names = pairs.map(({ name }) => name);
  const twice = names.find((name, place) => names.indexOf(name) !== place);
  if (twice !== undefined) throw badForm(list, `names "${twice}" twice`);
  return {
    list,
    text: pairs.map(({ name, value }) => encoded(name, value)).join('&'),
    nobody: names.map((name) => encoded(name, parameters[list][name] ?? noText)),
  };
}

function pairIn(part: string, list: OwnQuery['list']): { readonly name: string; readonly value: string } {
  const sign = part.indexOf('=');
  const name = part.slice(0, Math.max(0, sign)).trim();
  const value = decoded(part.slice(sign + 1).trim());
  if (name === '' || value === undefined || value === '')
    throw badForm(list, `has the part "${part}", which is not name=value`);
  const isKnown = Object.hasOwn(parameters[list], name) || (list === 'users' && ownAttribute.test(name));
  if (!isKnown) throw badForm(list, `uses "${name}", which is no parameter of OneLogin's list of ${list}`);
  return { name, value };
}

/** A value may be written as it is, or percent-encoded as in an address. */
function decoded(value: string): string | undefined {
  try {
    return decodeURIComponent(value);
  } catch {
    return undefined;
  }
}

function encoded(name: string, value: string): string {
  return `${encodeURIComponent(name)}=${encodeURIComponent(value)}`;
}

function badForm(list: OwnQuery['list'], what: string): FailureError {
  const example = list === 'users' ? 'firstname=Jo*&directory_id=5' : 'name=Team*';
  const known = Object.keys(parameters[list]).join(', ');
  return rejected(list, `The query for ${list} ${what}. Write it like ${example}. Possible are: ${known}.`);
}

/** OneLogin answered that it does not take the query. */
export function queryRefused(list: OwnQuery['list'], response: HttpResponse): FailureError {
  const why =
    response.status === 404
      ? `this account's API has no version 2 of the list of ${list}, which alone takes queries`
      : `OneLogin does not take it: ${wordsIn(response)}`;
  return rejected(
    list,
    `The query for ${list} cannot be used: ${why}. Correct the query; nothing was changed.`,
  );
}

/** OneLogin answered as if a part of the query were not there. */
export function queryIgnored(list: OwnQuery['list'], part: string): FailureError {
  const name = decodeURIComponent(part.slice(0, part.indexOf('=')));
  return rejected(
    list,
    `The query for ${list} cannot be used: OneLogin does not look at "${name}" and would answer with everything. Take it out; nothing was changed.`,
  );
}

function rejected(list: OwnQuery['list'], message: string): FailureError {
  return new FailureError({ kind: 'settings-rejected', field: fields[list], message });
}

const longestWords = 200;
const words = z.object({ message: z.string() });

function wordsIn({ status, text }: HttpResponse): string {
  const parsed = words.safeParse(jsonOf(text));
  return parsed.success ? `"${parsed.data.message.slice(0, longestWords)}"` : `status ${status}`;
}

import { InvalidArgumentError, type Command } from 'commander';

/** Where the store lives and what the app reaches. */
export interface Place {
  readonly data?: string;
  readonly route?: Readonly<Record<string, string>>;
  readonly site?: string;
  readonly quiet?: true;
}
/** Of a command that goes on from what an earlier one left. */
export type StoredPlace = Place & { readonly data: string };

/** The options of every command that runs the app. */
export function withPlace(command: Command): Command {
  return withReach(
    command.option('--data <dir>', 'where the local store lives (default: a new one for this run)'),
  );
}

export function withStoredPlace(command: Command): Command {
  return withReach(command.requiredOption('--data <dir>', 'the store that earlier runs left'));
}

export const connectionArgument = [
  '<connection.json>',
  'the connection file, as the page exports it',
] as const;

function withReach(command: Command): Command {
  return command
    .option('--route <host=url>', 'send what the app asks of HOST to URL; repeatable', addRoute)
    .option(
      '--site <url>',
      'the Atlassian site or its simulator (default: the built-in simulator)',
      webAddress,
    )
    .option('--quiet', 'print nothing but errors');
}

function addRoute(
  value: string,
  routes: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const [, host = '', url = ''] = /^([^=\s]+)=(.+)$/.exec(value) ?? [];
  if (host === '')
    throw new InvalidArgumentError('Expected HOST=URL, such as api.us.onelogin.com=http://127.0.0.1:4100.');
  return { ...routes, [host]: webAddress(url) };
}

function webAddress(value: string): string {
  if (/^https?:\/\/[^\s/]+/.test(value) && URL.canParse(value)) return value.replace(/\/+$/, '');
  throw new InvalidArgumentError('Expected an address that starts with http:// or https://.');
}

/** Adds a value of a repeatable option. */
export function collected(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

/** The command that goes on from here, ready to be copied: the same store, routes and site. */
export function commandToGoOn(words: readonly string[], { data, route = {}, site }: Place): string {
  const options = [
    ...(data === undefined ? [] : ['--data', data]),
    ...Object.entries(route).flatMap(([host, url]) => ['--route', `${host}=${url}`]),
    ...(site === undefined ? [] : ['--site', site]),
  ];
  return ['npm run --silent ugs --', ...[...words, ...options].map(quoted)].join(' ');
}

/** As a POSIX shell takes it for one word. */
function quoted(word: string): string {
  return /^[\w./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

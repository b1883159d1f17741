import { generateCompany } from '../dev/simulators';
import type { BenchTwin } from './directories/changes';
import { entraTwin } from './directories/entra';
import { oktaTwin } from './directories/okta';
import { oneLoginTwin } from './directories/onelogin';
import type { BenchKind } from './kinds';

/** What the parent asks of a directory, and what it hears. One process a directory: its work is not the client's. */
export type DirectoryOrder =
  { readonly do: 'change'; readonly people: number } | { readonly do: 'latency'; readonly ms: number };
export type DirectoryWord =
  | { readonly url: string }
  /** Groups whose memberships changed. */
  | { readonly touched: number }
  | { readonly latencyMs: number };

const seed = 20_261_125;
const peopleInAGroup = 20;

const twins = { onelogin: oneLoginTwin, okta: oktaTwin, entra: entraTwin } as const;

function start(kind: BenchKind, people: number): Promise<BenchTwin> {
  const groups = Math.ceil(people / peopleInAGroup);
  return twins[kind](generateCompany({ users: people, groups, seed }));
}

function say(word: DirectoryWord): void {
  process.send?.(word);
}

async function main([kind, people]: readonly string[]): Promise<void> {
  const twin = await start(kind as BenchKind, Number(people));
  process.on('message', (order: DirectoryOrder) => {
    if (order.do === 'change') return say({ touched: twin.change(order.people) });
    twin.setLatency(order.ms);
    say({ latencyMs: order.ms });
  });
  process.on('disconnect', () => process.exit(0));
  say({ url: twin.url });
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exit(1);
});

import { parseArgs } from 'node:util';
import { measureDifference } from './difference';
import { benchKinds, fewestForChanges, kindOf, type BenchVariant } from './kinds';
import type { Measured } from './job';
import { measureChanges } from './list-changes';
import { measurePage, type PageTime } from './page';
import { measured, measuredTwice, startDirectory, type BenchDirectory } from './processes';

const usage = `Usage: npm run --silent bench -- [options]

  --connector NAMES   of ${benchKinds.join(', ')}; separated by commas (default: all)
  --people NUMBERS    sizes of the directory; separated by commas (default: 1000,10000,100000)
  --latency NUMBERS   how long each answer waits, in milliseconds; separated by commas (default: 0,50)
  --no-sync           leaves the whole sync out
  --no-changes        leaves the page of a large run out
  --page              measures the page in the local host instead, once for each of the sizes

Measures the app's read of a directory beside a bare loop that asks for the same pages, each in a process of its own, on this machine, in this run.
Absolute times say little about another machine: compare the ratios.`;

interface Wishes {
  readonly variants: readonly BenchVariant[];
  readonly sizes: readonly number[];
  readonly latencies: readonly number[];
  readonly withSync: boolean;
  readonly withChanges: boolean;
  readonly ofPage: boolean;
}

function readWishes(): Wishes {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    options: {
      connector: text,
      people: text,
      latency: text,
      'no-sync': { type: 'boolean' },
      'no-changes': { type: 'boolean' },
      page: { type: 'boolean' },
    },
  });
  const names = values.connector?.split(',') ?? [...benchKinds];
  return {
    variants: benchKinds.filter((variant) => names.includes(variant)),
    sizes: numbersIn(values.people ?? '1000,10000,100000'),
    latencies: numbersIn(values.latency ?? '0,50'),
    withSync: values['no-sync'] !== true,
    withChanges: values['no-changes'] !== true,
    ofPage: values.page === true,
  };
}

type Row = Readonly<Record<string, string>>;

function numbersIn(list: string): readonly number[] {
  return list.split(',').map(Number);
}

async function main(): Promise<void> {
  const wishes = readWishes();
  if (wishes.ofPage) return benchPage(wishes.sizes);
  const difference = measureDifference();
  process.stdout.write(
    `Difference of ${count(difference.memberships)} memberships: ${Math.round(difference.wallMs)} ms, ` +
      `${count(difference.additions)} additions and ${count(difference.removals)} removals found.\n\n`,
  );
  if (wishes.withChanges)
    print('Changes of a run with 100,000, as its page asks for them', await measureChanges());
  const bare = await measured({ do: 'bare' });
  const results: Results[] = [];
  for (const people of wishes.sizes)
    for (const variant of wishes.variants) results.push(await measureOne({ variant, people, bare }, wishes));
  print(
    'Full read, beside a bare loop over the same pages',
    results.flatMap(({ reads }) => reads),
  );
  print(
    '1 % of the people changed',
    results.map(({ changes }) => changes),
  );
  print(
    'Whole sync of a site that lacks 1 % of the memberships, the calls of the site costing nothing',
    results.flatMap(({ syncs }) => syncs),
  );
}

async function benchPage(sizes: readonly number[]): Promise<void> {
  for (const people of sizes) {
    const times = await measurePage(people);
    const [nothing] = times;
    print(
      `The page in the local host, ${count(people)} people`,
      times.map((time) => pageRow(time, nothing?.usableMs ?? 1)),
    );
  }
}

function pageRow({ place, usableMs, scriptBytes }: PageTime, nothingMs: number): Row {
  return {
    place,
    'to use': seconds(usableMs),
    'beside nothing': ratio(usableMs, nothingMs),
    'script, kB': count(Math.round(scriptBytes / 1_000)),
  };
}

interface Results {
  readonly reads: readonly Row[];
  readonly syncs: readonly Row[];
  readonly changes: Row;
}

async function measureOne(what: Omit<Bench, 'directory'>, wishes: Wishes): Promise<Results> {
  process.stderr.write(`${what.variant}, ${count(what.people)} people …\n`);
  const directory = await startDirectory(kindOf(what.variant), what.people);
  const bench = { ...what, directory };
  try {
    const reads = await readRows(bench, wishes.latencies);
    const syncs = wishes.withSync ? [await syncRow(bench)] : [];
    // Last: it changes the directory.
    return { reads, syncs, changes: await changesRow(bench) };
  } finally {
    directory.close();
  }
}

interface Bench {
  readonly variant: BenchVariant;
  readonly people: number;
  readonly directory: BenchDirectory;
  readonly bare: Measured;
}

async function readRows(bench: Bench, latencies: readonly number[]): Promise<readonly Row[]> {
  const rows: Row[] = [];
  const { variant, people, directory } = bench;
  const { url } = directory;
  for (const ms of latencies) {
    await directory.ask({ do: 'latency', ms });
    const floor = await measured({ do: 'floor', variant, url });
    const read = await measured({ do: 'read', variant, url });
    rows.push({
      connector: variant,
      people: count(people),
      latency: `${ms} ms`,
      requests: count(read.requests),
      fewest: count(floor.requests),
      wall: seconds(read.wallMs),
      'bare loop': seconds(floor.wallMs),
      ratio: ratio(read.wallMs, floor.wallMs),
      CPU: seconds(read.cpuMs),
      'bare CPU': seconds(floor.cpuMs),
      'CPU ratio': ratio(read.cpuMs, floor.cpuMs),
      'MiB above bare': String(Math.round(read.peakMiB - bench.bare.peakMiB)),
    });
  }
  await directory.ask({ do: 'latency', ms: 0 });
  return rows;
}

async function changesRow({ variant, people, directory, bare }: Bench): Promise<Row> {
  let touched = 0;
  const changes = Math.ceil(people / 100);
  const [, read] = await measuredTwice({ do: 'read', variant, url: directory.url }, async () => {
    const word = await directory.ask({ do: 'change', people: changes });
    touched = 'touched' in word ? word.touched : 0;
  });
  return {
    connector: variant,
    people: count(people),
    changed: count(changes),
    'groups touched': count(touched),
    requests: count(read.requests),
    fewest: count(fewestForChanges(variant, { people: changes, groups: Math.ceil(people / 20), touched })),
    wall: seconds(read.wallMs),
    CPU: seconds(read.cpuMs),
    'MiB above bare, with the full read': String(Math.round(read.peakMiB - bare.peakMiB)),
  };
}

async function syncRow({ variant, people, directory }: Bench): Promise<Row> {
  const sync = await measured({ do: 'sync', variant, url: directory.url });
  return {
    connector: variant,
    people: count(people),
    requests: count(sync.requests),
    written: count(sync.written ?? 0),
    wall: seconds(sync.wallMs),
    CPU: seconds(sync.cpuMs),
  };
}

function print(title: string, rows: readonly Row[]): void {
  if (rows.length === 0) return;
  process.stdout.write(`${title}\n`);
  // oxlint-disable-next-line no-console -- Node's own table
  console.table(rows);
  process.stdout.write('\n');
}

function count(number: number): string {
  return number.toLocaleString('en-US');
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(2)} s`;
}

function ratio(ours: number, floor: number): string {
  return (ours / floor).toFixed(2);
}

main().catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n\n${usage}\n`);
  process.exit(1);
});

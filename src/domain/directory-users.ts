import type { DirectoryUser } from './directory';

/**
 * People by id. A hundred thousand of them as objects are a quarter of the memory that a run may take, and the collector lets twice that grow; so each is kept as
 * a line of text in a few large blocks, and made anew when it is asked for.
 */
export interface DirectoryUsers extends ReadonlyMap<string, DirectoryUser> {
  set(id: string, user: DirectoryUser): void;
  delete(id: string): void;
}

export function createDirectoryUsers(): DirectoryUsers {
  const places = new Map<string, number>();
  const lines = createLines();
  const attributes = createNameTable();
  const userAt = (id: string, place: number): DirectoryUser => unpack(id, lines.read(place), attributes);
  const entries = function* (): MapIterator<[string, DirectoryUser]> {
    for (const [id, place] of places) yield [id, userAt(id, place)];
  };
  const values = function* (): MapIterator<DirectoryUser> {
    for (const [id, place] of places) yield userAt(id, place);
  };
  return {
    get size() {
      return places.size;
    },
    has: (id) => places.has(id),
    get(id) {
      const place = places.get(id);
      return place === undefined ? undefined : userAt(id, place);
    },
    set: (id, user) => void places.set(id, lines.write(pack(user, attributes))),
    delete: (id) => void places.delete(id),
    keys: () => places.keys(),
    values,
    entries,
    [Symbol.iterator]: entries,
    forEach(work) {
      for (const [id, user] of entries()) work(user, id, this);
    },
  };
}

/** An attribute: the number of its name, and its values. */
type PackedAttribute = readonly [name: number, ...values: string[]];

type Packed = readonly [
  displayName: string,
  email: string | 0,
  status: DirectoryUser['status'],
  reportedStatus: string,
  guest: 0 | 1,
  ...attributes: PackedAttribute[],
];

function pack(
  { displayName, email, status, reportedStatus, guest, attributes = {} }: DirectoryUser,
  names: NameTable,
): string {
  const named = Object.entries(attributes).map(([name, values]): PackedAttribute => [
    names.numberOf(name),
    ...values,
  ]);
  const packed: Packed = [displayName, email ?? 0, status, reportedStatus, guest === true ? 1 : 0, ...named];
  return JSON.stringify(packed);
}

function unpack(id: string, line: string, names: NameTable): DirectoryUser {
  const [displayName, email, status, reportedStatus, guest, ...attributes] = JSON.parse(line) as Packed;
  const named = attributes.map(([name, ...values]) => [names.nameOf(name), values] as const);
  return {
    id,
    displayName,
    ...(email === 0 ? {} : { email }),
    status,
    reportedStatus,
    ...(guest === 1 ? { guest: true } : {}),
    ...(named.length === 0 ? {} : { attributes: Object.fromEntries(named) }),
  };
}

/** Names in the order in which they came; everybody has the same few. */
interface NameTable {
  numberOf(name: string): number;
  nameOf(number: number): string;
}

function createNameTable(): NameTable {
  const names: string[] = [];
  return {
    numberOf(name) {
      const known = names.indexOf(name);
      return known === -1 ? names.push(name) - 1 : known;
    },
    nameOf: (number) => names[number] ?? '',
  };
}

const blockSize = 1 << 20;

/** Lines of text one after the other in blocks. A place is a number; what is written over stays where it was, out of use. */
function createLines() {
  const [encoder, decoder] = [new TextEncoder(), new TextDecoder()];
  const blocks: Uint8Array[] = [];
  const starts: number[] = [];
  let end = blockSize;
  return {
    write(line: string): number {
      // In UTF-8 a unit of a string takes three bytes at most.
      const most = line.length * 3;
      if (end + most > blockSize) {
        blocks.push(new Uint8Array(Math.max(blockSize, most)));
        end = 0;
      }
      const block = blocks.at(-1) ?? new Uint8Array();
      const { written } = encoder.encodeInto(line, block.subarray(end));
      starts.push((blocks.length - 1) * blockSize + end, written);
      end += written;
      return starts.length - 2;
    },
    read(place: number): string {
      const [start = 0, length = 0] = [starts[place], starts[place + 1]];
      const from = start % blockSize;
      return decoder.decode(blocks[Math.floor(start / blockSize)]?.subarray(from, from + length));
    },
  };
}

import type { AuditEntry, AuditPage, AuditStore } from '../../src/domain/audit';
import { auditPiece } from '../../src/sync/export-audit';
import type { ExportFormat, ExportPlace } from '../../src/sync/export-piece';

const entry = (number: number): AuditEntry => ({
  number,
  atMs: 0,
  byAccountId: 'acc-admin',
  action: 'changed',
  changes: [],
});

/** Numbers from 1 on, of which some cannot be read. */
function anAudit(count: number, isDamaged: (number: number) => boolean): AuditStore {
  const refuse = async () => {
    throw new Error('an export writes nothing');
  };
  const list: AuditStore['list'] = async ({ before = count + 1, limit }): Promise<AuditPage> => {
    const numbers = Array.from({ length: before - 1 }, (_, index) => before - 1 - index);
    const shown = numbers.slice(0, limit);
    const last = shown.at(-1);
    return {
      entries: shown.filter((number) => !isDamaged(number)).map(entry),
      damaged: shown.filter(isDamaged),
      ...(numbers.length > limit && last !== undefined ? { nextBefore: last } : {}),
    };
  };
  return { add: refuse, withdraw: refuse, list };
}

async function fileOf(format: ExportFormat, audit: AuditStore): Promise<string> {
  let file = '';
  let place: ExportPlace | undefined;
  do {
    const { text, next } = await auditPiece(format, place, audit);
    file += text;
    place = next;
  } while (place !== undefined);
  return file;
}

describe('the file of what administrators did', () => {
  const cases: [string, number, (number: number) => boolean, readonly number[]][] = [
    ['the newest hundred', 105, (number) => number > 5, [5, 4, 3, 2, 1]],
    ['the newest three hundred', 303, (number) => number > 3, [3, 2, 1]],
    ['the oldest hundred and more', 105, (number) => number < 104, [105, 104]],
    ['a hundred in the middle', 202, (number) => number > 1 && number < 202, [202, 1]],
    ['all', 250, () => true, []],
    ['none', 0, () => true, []],
  ];

  it.each(cases)('is valid JSON where %s are damaged', async (_, count, isDamaged, left) => {
    const file = JSON.parse(await fileOf('json', anAudit(count, isDamaged))) as {
      readonly entries: readonly AuditEntry[];
    };
    expect(file).toMatchObject({ version: 1, damaged: count - left.length });
    expect(file.entries.map(({ number }) => number)).toEqual(left);
  });

  it.each(cases)('has its header once as CSV where %s are damaged', async (_, count, isDamaged, left) => {
    const lines = (await fileOf('csv', anAudit(count, isDamaged))).trimEnd().split('\r\n');
    expect(lines[0]).toContain('number,at,byAccountId');
    expect(lines.slice(1).map((line) => Number(line.split(',')[0]))).toEqual(left);
  });
});

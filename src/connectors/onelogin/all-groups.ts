import type { DirectoryGroup, DirectoryRecord } from '../../domain/directory';
import { FailureError } from '../../domain/failure';
import type { Page } from '../../domain/page';

type ReadPage = (cursor: string | undefined) => Promise<Page<DirectoryRecord>>;

/** The groups of all pages. Throws `incomplete-read` where fewer came than were announced. */
export async function allGroups(read: ReadPage): Promise<readonly DirectoryGroup[]> {
  const groups = new Map<string, DirectoryGroup>();
  let cursor: string | undefined;
  for (;;) {
    const page = await read(cursor);
    for (const item of page.items) if (item.type === 'group') groups.set(item.group.id, item.group);
    if (page.done) {
      if (page.total !== undefined && groups.size < page.total) throw short(page.total, groups.size);
      return [...groups.values()];
    }
    cursor = page.cursor;
  }
}

function short(total: number, read: number): FailureError {
  return new FailureError({
    kind: 'incomplete-read',
    message: `OneLogin announced ${total} roles and sent ${read}. Nothing was changed; run it again.`,
  });
}

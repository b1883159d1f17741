import { fakeTarget, jiraRefusal, type FakeAnswer, type FakeCall } from './fake-site';

describe.each(['jira', 'confluence'] as const)('members are read through Jira where %s writes', (api) => {
  const path = '/rest/api/3/group/member';
  const people = Array.from({ length: 120 }, (_, index) => ({
    accountId: `acc-${index}`,
    active: index % 2 === 0,
  }));
  const page = ({ query }: FakeCall, total = people.length): FakeAnswer => {
    const startAt = Number(query.get('startAt'));
    const values = people.slice(startAt, startAt + 50);
    return { body: { values, total, isLast: startAt + 50 >= people.length, startAt, maxResults: 50 } };
  };

  test('gives every member, inactive ones too, in pages of 50, from a cursor alone', async () => {
    const first = fakeTarget({ [`GET ${path}`]: page }, { api });
    const pages = [await first.target.readMembers('g1', undefined)];
    for (let last = pages[0]; last !== undefined && !last.done; last = pages.at(-1)) {
      const later = fakeTarget({ [`GET ${path}`]: page }, { api });
      pages.push(await later.target.readMembers('g1', last.cursor));
    }
    expect(pages.flatMap((each) => each.items)).toEqual(people.map((person) => person.accountId));
    expect(pages.map((each) => [each.items.length, each.done, each.total])).toEqual([
      [50, false, 120],
      [50, false, 120],
      [20, true, 120],
    ]);
    expect(first.site.urlsOf(path)).toEqual([
      `GET ${path}?groupId=g1&includeInactiveUsers=true&startAt=0&maxResults=50`,
    ]);
  });

  test('accounts of apps are left out, and no page is skipped or read twice for them', async () => {
    const withApps = people.map((person, index) => ({
      ...person,
      accountType: index % 3 === 0 ? 'app' : 'atlassian',
    }));
    const { target } = fakeTarget(
      {
        [`GET ${path}`]: ({ query }: FakeCall) => {
          const startAt = Number(query.get('startAt'));
          return {
            body: { values: withApps.slice(startAt, startAt + 50), total: 120, isLast: startAt >= 100 },
          };
        },
      },
      { api },
    );
    const found: string[] = [];
    for (let cursor: string | undefined = undefined, isDone = false; !isDone;) {
      const read = await target.readMembers('g1', cursor);
      found.push(...read.items);
      isDone = read.done;
      cursor = read.done ? undefined : read.cursor;
    }
    const meant = withApps.filter((person) => person.accountType === 'atlassian');
    expect(found).toEqual(meant.map(({ accountId }) => accountId));
  });

  test('a total that moved between pages is no read', async () => {
    const { target } = fakeTarget({
      [`GET ${path}`]: (call) => page(call, Number(call.query.get('startAt')) === 0 ? 120 : 119),
    });
    const first = await target.readMembers('g1', undefined);
    const next = target.readMembers('g1', first.done ? undefined : first.cursor);
    await expect(next).rejects.toMatchObject({ failure: { kind: 'incomplete-read' } });
  });

  test('a page with nobody before the end is no read', async () => {
    const { target } = fakeTarget({
      [`GET ${path}`]: () => ({ body: { values: [], total: 9, isLast: false } }),
    });
    await expect(target.readMembers('g1', undefined)).rejects.toMatchObject({
      failure: { kind: 'incomplete-read' },
    });
  });

  test.each([
    ['cut off', '{"values":[{"acc', 'incomplete-read'],
    ['of another type', '{"values":"many","total":1}', 'unexpected-response'],
  ])('an answer that is %s fails the read', async (_what, body, kind) => {
    const { target } = fakeTarget({ [`GET ${path}`]: () => ({ body }) });
    await expect(target.readMembers('g1', undefined)).rejects.toMatchObject({ failure: { kind } });
  });

  test('a refusal says which right is missing', async () => {
    const { target } = fakeTarget({
      [`GET ${path}`]: () => jiraRefusal(403, 'Browse users and groups permission is required.'),
    });
    await expect(target.readMembers('g1', undefined)).rejects.toMatchObject({
      failure: {
        kind: 'access-missing',
        message: expect.stringContaining('may not read the members of a group in Jira'),
      },
    });
  });
});

import type { Stage } from './connector-conformance';
import type { ConnectorTwin, TwinToken } from './connector-twin';
import { expectTruth } from './directory-truth';
import { failureFrom } from './fake-http';
import { readDirectory } from './read-directory';

/** How a connector signs in, and what it says when it may not. */
export function describeAccess<Twin extends ConnectorTwin>(stage: Stage<Twin>): void {
  const { token } = stage.kind;
  describe('with its token', () => {
    if (token.kind === 'renewed') describeRenewal(stage, token);
    describeRefusals(stage);
  });
  describeTests(stage);
}

function describeRenewal<Twin extends ConnectorTwin>(
  { twin, begin, read }: Stage<Twin>,
  token: Extract<TwinToken<Twin>, { readonly kind: 'renewed' }>,
): void {
  test('signs in once for all processes', async () => {
    await begin();
    await readDirectory(() => twin().connector());
    expect(token.signIns(twin())).toBe(1);
  });

  test('renews one that ended in mid-read', async () => {
    await begin();
    const all = await read({
      beforePage: (page) => {
        if (page === 4) token.expire(twin());
      },
    });
    expectTruth(all, twin().truth());
    expect(token.signIns(twin())).toBe(2);
  });
}

function describeRefusals<Twin extends ConnectorTwin>({ kind, twin, begin }: Stage<Twin>): void {
  const somebody = () => [...twin().truth().userIds].slice(0, 1);

  test('renews once at most, then tells that the credentials are rejected', async () => {
    await begin();
    const one = twin().connector();
    await one.readUsers(somebody());
    kind.token.refuse(twin());
    const before = twin().counted.requests;
    expect((await failureFrom(one.readUsers(somebody()))).kind).toBe('credentials-rejected');
    // The call, and where another token is given: the sign-in and the call again.
    const most = kind.token.kind === 'renewed' ? 3 : 1;
    expect(twin().counted.requests - before).toBeLessThanOrEqual(most);
  });

  test('tells that a wrong secret is rejected, without repeating it in the message', async () => {
    await begin();
    const stranger = twin().connector({ secret: kind.wrongSecret, ownToken: true });
    const failure = await failureFrom(stranger.readUsers(somebody()));
    expect(failure.kind).toBe('credentials-rejected');
    expect(failure.message).not.toContain(kind.wrongSecret);
  });
}

function describeTests<Twin extends ConnectorTwin>({ kind, twin, begin }: Stage<Twin>): void {
  describe('tests itself', () => {
    test('and finds everything in order', async () => {
      await begin();
      const checks = await twin().connector().test();
      expect(checks.filter((check) => check.result === 'failed')).toEqual([]);
      expect(checks[0]).toMatchObject({ name: 'Sign in', result: 'ok' });
    });

    test('and names the sign-in for a wrong secret, trying nothing further', async () => {
      await begin();
      await twin().connector().test();
      const [first, ...others] = await twin().connector({ secret: kind.wrongSecret }).test();
      expect(first).toMatchObject({ name: 'Sign in', result: 'failed' });
      expect(others.map((check) => check.result)).toEqual(others.map(() => 'not-tried'));
    });
  });
}

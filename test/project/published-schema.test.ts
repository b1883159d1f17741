import { readFileSync } from 'node:fs';
import path from 'node:path';
import { connectionDocument } from '../../src/contract';
import { connectionSchemaText } from '../../dev/schema/connection-schema';

const root = path.resolve(__dirname, '..', '..');

describe('the published schema of a connection file', () => {
  it('is what the contract accepts (npm run schema writes it)', () => {
    expect(readFileSync(path.join(root, 'docs', 'connection.schema.json'), 'utf8')).toBe(
      connectionSchemaText(),
    );
  });

  it('accepts the example', () => {
    const example: unknown = JSON.parse(readFileSync(path.join(root, 'examples', 'onelogin.json'), 'utf8'));
    expect(connectionDocument.safeParse(example).error).toBeUndefined();
  });
});

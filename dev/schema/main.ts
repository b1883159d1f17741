import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { connectionSchemaText } from './connection-schema';

writeFileSync(path.resolve(__dirname, '..', '..', 'docs', 'connection.schema.json'), connectionSchemaText());

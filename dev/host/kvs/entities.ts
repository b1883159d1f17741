import type { EntityDefinition } from '../manifest';
import { attributeOf } from './conditions';
import { StorageRefusal } from './refusal';

export interface EntityIndex {
  readonly name: string;
  readonly partition: readonly string[];
  /** The attribute that orders the index; the built-in `by-key` orders by key. */
  readonly range: string | undefined;
}

const maxPartitionBytes = 1700;
const maxRangeBytes = 900;

export function entityNamed(entities: readonly EntityDefinition[], name: unknown): EntityDefinition {
  const found = entities.find((entity) => entity.name === name);
  if (found !== undefined) return found;
  throw new StorageRefusal(
    400,
    'INVALID_ENTITY_TYPE',
    `The entity "${String(name)}" is not in the manifest.`,
  );
}

export function indexNamed(entity: EntityDefinition, name: string): EntityIndex {
  if (name === 'by-key') return { name, partition: [], range: undefined };
  const found = indexesOf(entity).find((index) => index.name === name);
  if (found !== undefined) return found;
  throw new StorageRefusal(
    400,
    'INVALID_ENTITY_INDEX',
    `The entity "${entity.name}" has no index "${name}".`,
  );
}

/** Each declared attribute has the declared type, nothing else is there, and index values fit. Absent attributes are fine. */
export function checkEntityValue(value: unknown, entity: EntityDefinition): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalid(`A value of the entity "${entity.name}" must be an object.`);
  }
  for (const [name, attribute] of Object.entries(value)) {
    const type = entity.attributes[name]?.type;
    if (type === undefined) throw invalid(`The entity "${entity.name}" has no attribute "${name}".`);
    if (attribute !== undefined && !hasType(attribute, type)) {
      throw invalid(`The attribute "${name}" of "${entity.name}" must be of type ${type}.`);
    }
  }
  for (const index of indexesOf(entity)) checkIndexSizes(value, index);
}

/** Whether the record is in the index at all: every attribute of it must be there. */
export function isIndexed(value: unknown, index: EntityIndex): boolean {
  const names = index.range === undefined ? index.partition : [...index.partition, index.range];
  return names.every((name) => attributeOf(value, name) !== undefined);
}

function indexesOf(entity: EntityDefinition): readonly EntityIndex[] {
  return (entity.indexes ?? []).map((index) =>
    typeof index === 'string'
      ? { name: index, partition: [], range: index }
      : { name: index.name, partition: index.partition ?? [], range: index.range?.[0] },
  );
}

function checkIndexSizes(value: object, index: EntityIndex): void {
  const bytes = (names: readonly string[]) =>
    Buffer.byteLength(names.map((name) => JSON.stringify(attributeOf(value, name)) ?? '').join(''));
  if (
    bytes(index.partition) > maxPartitionBytes ||
    bytes(index.range === undefined ? [] : [index.range]) > maxRangeBytes
  ) {
    throw invalid(`The values for the index "${index.name}" are too long.`);
  }
}

function hasType(value: unknown, type: EntityDefinition['attributes'][string]['type']): boolean {
  if (type === 'any') return true;
  if (type === 'integer') return Number.isInteger(value);
  return typeof value === (type === 'float' ? 'number' : type);
}

function invalid(message: string): StorageRefusal {
  return new StorageRefusal(400, 'INVALID_ENTITY_VALUE', message);
}

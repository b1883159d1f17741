import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { connectionDocumentVersion, type ConnectionDocument } from '../../../src/contract';
import { connectorConfiguration } from '../../../src/domain/connection';
import { failureOf } from '../../../src/domain/failure';
import type { RuleFault } from '../../../src/domain/rule-fault';
import { defaultRules } from '../../../src/domain/sync-rules';
import { ruleFaults } from '../../../src/sync/check-rules';
import { checkSelection } from '../../../src/sync/check-selection';
import { checkSchedule } from '../../../src/sync/schedule';
import { readDocumentFile, type DocumentFile } from '../document-file';
import { CommandError, exitCodes, type ExitCode } from '../failure-exit';
import { connectionArgument } from '../options';
import { print } from '../print';
import { counted } from '../texts';

interface Options {
  readonly write?: true;
}

export function addValidate(program: Command, ended: (code: ExitCode) => void): void {
  program
    .command('validate')
    .description(
      'Check a connection file: its form, settings, schedule, rules and examples. Needs no secret.',
    )
    .argument(...connectionArgument)
    .option('--write', 'write the file back in the form of today, if it is of an earlier version')
    .action(async (file: string, options: Options) => {
      await validate(file, options);
      ended(exitCodes.finished);
    });
}

async function validate(file: string, options: Options): Promise<void> {
  const read = await readDocumentFile(file);
  const faults = faultsOf(read.document);
  if (faults.length > 0) {
    const lines = faults.map(({ field, message }) => `  ${field}: ${message}`);
    throw new CommandError([`${file} cannot be followed:`, ...lines].join('\n'), exitCodes.usage);
  }
  const isOld = read.version < connectionDocumentVersion;
  if (isOld && options.write === true) await writeFile(file, `${JSON.stringify(read.document, null, 2)}\n`);
  print(
    [...read.notes.map((note) => `Note: ${note}`), verdict(file, read), ...advice(read, options)].join('\n'),
  );
}

function verdict(file: string, { document, version }: DocumentFile): string {
  const { examples } = document.rules ?? defaultRules;
  const tried =
    examples.length === 0
      ? 'no examples'
      : `${counted(examples.length, 'example')} ${examples.length === 1 ? 'passes' : 'pass'}`;
  return `${file} is a connection file (version ${version}), ${counted(ruleCount(document), 'rule')}, ${tried}.`;
}

function advice({ version }: DocumentFile, { write }: Options): readonly string[] {
  if (version >= connectionDocumentVersion) return [];
  return [
    write === true
      ? `It was written back as version ${connectionDocumentVersion}.`
      : `Version ${connectionDocumentVersion} is the form of today; --write brings the file there. Both are read.`,
  ];
}

/** Entries that say what becomes of a group or a person. */
function ruleCount({ rules = defaultRules }: ConnectionDocument): number {
  const { mapping, conditions, existingGroups, drift, removal } = rules;
  return [
    mapping.renames,
    mapping.map,
    mapping.everyone,
    conditions,
    existingGroups.decisions,
    drift.groups,
    removal.keepPeople,
    removal.keepGroups,
  ].reduce((sum, entries) => sum + entries.length, 0);
}

/** All that a save in the app would refuse without asking anybody, by the path in the file. */
function faultsOf({ kind, settings, rules, schedule }: ConnectionDocument): readonly RuleFault[] {
  return [
    ...refusal(() => checkSelection(connectorConfiguration.parse({ kind, settings }))),
    ...(schedule === undefined ? [] : refusal(() => checkSchedule(schedule))),
    ...ruleFaults(rules ?? defaultRules).map(({ field, message }) => ({ field: `rules.${field}`, message })),
  ];
}

function refusal(check: () => void): readonly RuleFault[] {
  try {
    check();
    return [];
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind !== 'settings-rejected') throw error;
    const field = (failure.field ?? '').replace(/^configuration\./, '');
    return [{ field, message: failure.message }];
  }
}

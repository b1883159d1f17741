/** Writes to the output, broken at words where it is a terminal. A file or a pipe gets each line whole. */
export function print(text: string): void {
  process.stdout.write(`${process.stdout.isTTY ? fitted(text, process.stdout.columns) : text}\n`);
}

/** Writes to the error stream, in the same way. */
export function printError(text: string): void {
  process.stderr.write(`${process.stderr.isTTY ? fitted(text, process.stderr.columns) : text}\n`);
}

/** Breaks lines that are wider, under the place where their text began: behind the indentation, a bullet, or the first column of a table. */
export function fitted(text: string, width: number): string {
  return text
    .split('\n')
    .map((line) => (line.length <= width || isCommand(line) ? line : broken(line, width)))
    .join('\n');
}

/** To be copied: a line break in it would end it. */
function isCommand(line: string): boolean {
  return line.trimStart().startsWith('npm run ');
}

function broken(line: string, width: number): string {
  const start = /^ *(\S.*? {2,}|[-+] )?/.exec(line)?.[0] ?? '';
  // A first column that takes half of the line leaves no room for the second.
  const hang = start.length > width / 2 ? 2 : start.length;
  const lines: string[] = [];
  let rest = line;
  while (rest.length > width) {
    const space = rest.lastIndexOf(' ', width);
    if (space <= hang) break;
    lines.push(rest.slice(0, space).trimEnd());
    rest = `${' '.repeat(hang)}${rest.slice(space + 1)}`;
  }
  return [...lines, rest].join('\n');
}

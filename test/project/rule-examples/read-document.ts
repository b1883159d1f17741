export interface Section {
  readonly heading: string;
  readonly text: string;
  readonly examples: readonly { readonly sentence: string; readonly yaml: string }[];
}

const sentenceLine = /^# example: (.+)$/;

/**
 * The sections of a page, each with the examples that stand in it.
 *
 * @throws Error for a block of YAML that is no example: nobody would run it
 */
export function sectionsOf(markdown: string): readonly Section[] {
  const [, ...parts] = markdown.split(/^##+ /m);
  return parts.map((part) => {
    const [heading = ''] = part.split('\n', 1);
    return { heading, text: part, examples: examplesIn(part, heading) };
  });
}

function examplesIn(text: string, heading: string): Section['examples'] {
  return [...text.matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, block = '']) => {
    const [first = '', ...lines] = block.split('\n');
    const sentence = sentenceLine.exec(first)?.[1];
    if (sentence === undefined)
      throw new Error(`Under "${heading}", a block begins with "${first}" and not with "# example:".`);
    return { sentence, yaml: lines.join('\n') };
  });
}

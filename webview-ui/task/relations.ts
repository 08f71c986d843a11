import { fill } from '../../src/shared/taskPanel/fill';
import type { Texts } from '../../src/shared/taskPanel/texts';
import type { Graph } from '../../src/shared/taskPanel/view';

/** How each task of a graph hangs together with the others, in words. */
export function relationsOf({ nodes, edges }: Graph, texts: Texts): ReadonlyMap<string, readonly string[]> {
  const titles = new Map(nodes.map(({ id, title }) => [id, title]));
  const said = new Map<string, string[]>(nodes.map(({ id }) => [id, []]));
  const say = (id: string, text: string, other: string, more = ''): void => {
    const title = titles.get(other);
    if (title !== undefined) said.get(id)?.push(`${fill(text, { title })}${more === '' ? '' : ` (${more})`}`);
  };
  for (const { id, parent } of nodes) if (parent !== null) say(id, texts.partOf, parent);
  for (const { task, dependsOn, words } of edges) say(task, texts.waitsForTitle, dependsOn, words);
  return said;
}

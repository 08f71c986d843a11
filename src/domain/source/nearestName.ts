/** The known name that was probably meant, or none when nothing is close enough to be a slip of the hand. */
function nearestName(written: string, known: Iterable<string>): string | undefined {
  const furthest = Math.max(1, Math.floor(written.length / 3));
  let nearest: string | undefined;
  let smallest = furthest + 1;
  for (const name of known) {
    const distance = editDistance(written.toLowerCase(), name.toLowerCase());
    if (distance < smallest) [nearest, smallest] = [name, distance];
  }
  return nearest;
}

/** `, did you mean "approach"?`, or nothing. */
export function suggestion(written: string, known: Iterable<string>): string {
  const nearest = nearestName(written, known);
  return nearest === undefined ? '' : `; did you mean "${nearest}"?`;
}

const LONGEST = 64;

/** Insertions, deletions, replacements and swaps of neighbours; of the first letters only, since keys are short. */
function editDistance(a: string, b: string): number {
  const [left, right] = [a.slice(0, LONGEST), b.slice(0, LONGEST)];
  const rows: number[][] = [Array.from({ length: right.length + 1 }, (_, column) => column)];
  const at = (row: number, column: number) => rows[row]?.[column] ?? 0;
  for (let i = 1; i <= left.length; i++) {
    const row = [i];
    rows.push(row);
    for (let j = 1; j <= right.length; j++) {
      const replaced = at(i - 1, j - 1) + (left[i - 1] === right[j - 1] ? 0 : 1);
      const swapped = left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1] ? at(i - 2, j - 2) + 1 : Infinity;
      row.push(Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, replaced, swapped));
    }
  }
  return at(left.length, right.length);
}

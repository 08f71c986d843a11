/** @typedef {import('../figure').Figure} Figure */

const HEAD = ['figure', 'ours', 'rival', 'ratio', 'budget', 'met'];

/**
 * @param {readonly Figure[]} figures
 * @returns {string}
 */
export function table(figures) {
  const rows = [HEAD, ...figures.map(cells)];
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => {
          const space = ' '.repeat((widths[column] ?? 0) - cell.length);
          return column === 0 || column > 3 ? cell + space : space + cell;
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** @param {Figure} figure */
function cells({ what, unit, ours, rival, ratio, budget, met }) {
  const shownRatio = ratio ?? (rival === undefined ? undefined : ours / rival);
  return [
    what,
    `${number(ours)} ${unit}`.trim(),
    rival === undefined ? '–' : `${number(rival)} ${unit}`.trim(),
    shownRatio === undefined ? '–' : `${shownRatio.toFixed(2)} ×`,
    budget ?? '',
    met === undefined ? '' : met ? 'yes' : 'NO',
  ];
}

/** Three digits that mean something. @param {number} value */
function number(value) {
  if (value >= 1000) return Math.round(value).toLocaleString('en-US');
  if (value >= 100) return value.toFixed(0);
  if (value >= 10) return value.toFixed(1);
  return value >= 1 ? value.toFixed(2) : value.toFixed(3);
}

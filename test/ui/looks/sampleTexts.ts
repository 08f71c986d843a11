export const longTitle =
  'Draw all icons of the program again, in four sizes and for light, dark and both high contrast themes, so that the ones that only the colour told apart can be told apart by their shape, and leave out those that nobody has clicked since the first release of the program';

export const foreignTitles = [
  'Grundbuchverkehrsgenehmigungszuständigkeitsübertragungsverordnung berücksichtigen',
  '将银行对账单导入总账并核对未结发票',
  '🎉 Release party 🥳 (book a room 🏛️)',
  'מסמך ייצוא לרשות המסים',
  'استيراد كشوف الحساب المصرفية',
];

export const goalOfExport = `The tax office takes **one XML file a year**. What it must hold is in the [decree of 2024](https://example.org/decree), which is hard to read; this says the same in our words.

## What has to be in it

1. Every booking of the year, in the order of \`booking_date\`
2. Every account that a booking names
   - with its number
   - with its name *as of the last day of the year*
3. The sums, so that the office can tell that nothing is missing

> A file without sums is sent back, and the deadline is not extended.

\`\`\`js
export function writeYear(year, { bookings, accounts }) {
  return xml('year', { year }, bookings.map(writeBooking), accounts.map(writeAccount), sums(bookings));
}
\`\`\`

Out of scope: years before 2019, which had another format.`;

export const releaseGoal = `What people get who have waited for it: a ledger in one file, a manual in two languages, and numbers that add up.`;

const base = `## Approach

The format is written down as a table, one row an element, and the writer is made from that table.

1. **Elements** with their order, as the decree has them
2. **Amounts** in cents, as whole numbers
3. **Dates** in ISO 8601, without time`;

const parts = [
  '',
  'Rows without a date are left out.',
  'Rows without a date go to the first day of the month, and are listed at the end of the file.',
  'Rows without a date stop the export, with the row named.',
];

/** Seven versions: each takes something back and adds something. */
export const plans: readonly string[] = [
  base,
  `${base}\n\n${parts[1]}`,
  `${base}\n4. **Sums** by account and in all\n\n${parts[2]}`,
  `${base}\n4. **Sums** by account and in all\n\n${parts[2]}\n\nRisk: the decree may change in spring.`,
  `${base}\n4. **Sums** by account, by month and in all\n\n${parts[3]}\n\nRisk: the decree may change in spring.`,
  `${base}\n4. **Sums** by account, by month and in all\n5. **Names** as of the last day\n\n${parts[3]}\n\nRisk: the decree may change in spring; the table is then all that changes.`,
  `${base}\n4. **Sums** by account and in all\n5. **Names** as of the last day of the year\n6. **Encoding** UTF-8, without a mark\n\n${parts[3]}\n\nRisk: the decree may change in spring; the table is then all that changes.`,
];

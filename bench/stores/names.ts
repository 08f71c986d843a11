// Ids are functions of a row's number, so that a benchmark can name any row of a store without asking for it.

/** Multiplying by an odd number permutes the 32-bit integers: spread like a hash, and no two are the same. */
const spread = (n: number, odd: number): string => (Math.imul(n + 1, odd) >>> 0).toString(16).padStart(8, '0');

const long = (n: number, odd: number, words: number): string =>
  Array.from({ length: words }, (_, index) => spread(n + index * 0x01000193, odd)).join('');

export const taskId = (n: number): string => `task_${spread(n, 0x9e3779b1)}`;

export const spanId = (n: number): string => long(n, 0x85ebca6b, 2);

export const traceId = (n: number): string => long(n, 0xc2b2ae35, 4);

/** SHA-256 as hex, in length. */
export const idempotencyKey = (n: number): string => long(n, 0x27d4eb2f, 8);

export const stackHash = (n: number): string => long(n, 0x165667b1, 8);

/** Some dozens of operations fall on each file of a full store. */
export const FILES = 5_000;

export const filePath = (n: number): string => `src/part-${n % 97}/module-${n % 1009}/file-${n % FILES}.ts`;

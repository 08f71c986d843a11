import type * as z from 'zod';

export type SqlValue = string | number | null | Uint8Array;
export type SqlParams = readonly SqlValue[];

/** A statement that returns rows, with the shape that its rows are parsed into where they enter the program. */
export interface Query<Row> {
  readonly sql: string;
  readonly row: z.ZodType<Row>;
}

const registered = new Set<string>();

/** Statements that the product runs. A test explains each of them and fails on a table scan (rule S9). */
export const registeredStatements: ReadonlySet<string> = registered;

export function query<Row>(sql: string, row: z.ZodType<Row>): Query<Row> {
  registered.add(sql);
  return { sql, row };
}

/** A statement that changes rows. */
export function statement(sql: string): string {
  registered.add(sql);
  return sql;
}

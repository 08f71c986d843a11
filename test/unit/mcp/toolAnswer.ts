/** What tools answer, all of it in one; a test reads the part that its call has. */
export interface ToolAnswer {
  readonly task: string;
  readonly claim: string;
  readonly state: string;
  readonly brief: string;
  readonly steps: Readonly<Record<string, string>>;
  readonly approval?: { readonly reason?: string };
  readonly next: { readonly task: string };
  readonly rows: readonly {
    readonly id: string;
    readonly title: string;
    readonly state: string;
    readonly done?: string;
  }[];
  readonly total: number;
  readonly more: string;
  readonly next_cursor?: string;
  readonly error: { readonly code: string; readonly message: string; readonly next: string };
}

import * as z from 'zod';
import type { LookProgress } from '../domain/evidence/lookProgress';
import type { ProblemData } from '../domain/problem';
import type { FileProblem } from '../domain/source/fileProblem';
import type { Change } from '../orchestrator/context';

/** Raised whenever a message changes; processes that speak different versions refuse each other (rule E8). */
export const PROTOCOL = 4;

/**
 * Who is at the other end: the extension host that started this engine, or another window that has proven to be one; a
 * window that could not prove it (where VS Code keeps secrets for each window alone); or any other process.
 */
export type Door = OwnDoor | 'window';

/** What a process is to itself. */
export type OwnDoor = 'host' | 'process';

/** What a window says of itself, to its own engine and through it to whoever leads. It is not answered. */
export const windowSchema = z.object({
  kind: z.literal('window'),
  id: z.literal(0),
  trusted: z.boolean(),
  /** Paths of files with changes in an editor that are not saved. */
  unsaved: z.array(z.string().max(4_096)).max(10_000),
});
export type WindowMessage = z.infer<typeof windowSchema>;

export const requestSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('execute'),
    id: z.number(),
    name: z.string(),
    input: z.unknown(),
    /** Idempotency: the same id never takes effect twice, whoever sends it again. */
    commandId: z.string().min(1).max(200),
    actor: z.string().min(1).max(200),
    /** Whoever sends it wants to hear how far it is. */
    progress: z.boolean().optional(),
    /** It was called off already, and is sent again to hear whether it had taken effect before (rule E14). */
    cancelled: z.boolean().optional(),
  }),
  z.object({
    kind: z.literal('read'),
    id: z.number(),
    name: z.string(),
    input: z.unknown(),
    progress: z.boolean().optional(),
  }),
  /** Calls a request of the same caller off, by its id. The request is answered, this is not. */
  z.object({ kind: z.literal('cancel'), id: z.number() }),
  z.object({
    kind: z.literal('control'),
    id: z.number(),
    action: z.enum(['publish', 'retry', 'restore', 'startEmpty']),
    backup: z.string().optional(),
  }),
  windowSchema,
]);

export type Request = z.infer<typeof requestSchema>;
export type CancelMessage = Extract<Request, { kind: 'cancel' }>;
/** All but what a window says of itself, and that something is called off. */
export type RequestToAnswer = Exclude<Request, WindowMessage | CancelMessage>;
export type ExecuteRequest = Extract<Request, { kind: 'execute' }>;
export type ReadRequest = Extract<Request, { kind: 'read' }>;
export type ControlRequest = Extract<Request, { kind: 'control' }>;

/** About files that people write; the process's own engine answers it, and nobody else ever sees it. */
export interface FilesRequest {
  readonly kind: 'files';
  readonly id: number;
  readonly name: string;
  readonly input: unknown;
}

/** What an engine hears from its own client. */
export type OwnRequest = Request | FilesRequest;

export type Reply =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly problem: ProblemData };

/** Backups as a person chooses among them. */
export interface BackupChoice {
  readonly name: string;
  readonly at: number;
  readonly bytes: number;
  readonly rescued: boolean;
}

export type StoreStatus =
  /** Nothing has been kept in this folder yet; the first write creates the store. */
  | { readonly state: 'absent' }
  /** `waitingFor` is the pid of a leader that does not answer; it is never robbed of its place. */
  | { readonly state: 'opening'; readonly waitingFor?: number }
  | { readonly state: 'ready'; readonly role: 'leader' | 'follower'; readonly notices: readonly string[] }
  | { readonly state: 'problem'; readonly problem: ProblemData; readonly backups: readonly BackupChoice[] }
  | { readonly state: 'closed' };

/** How far a request is, told to whoever sent it and asked for that. */
export interface ProgressNotice {
  readonly kind: 'progress';
  readonly id: number;
  readonly made: LookProgress;
}

export type Notice =
  | ProgressNotice
  | { readonly kind: 'status'; readonly status: StoreStatus }
  | { readonly kind: 'changes'; readonly changes: readonly Change[] }
  /** All that is wrong with files of roles and templates now. */
  | { readonly kind: 'fileProblems'; readonly problems: readonly FileProblem[] }
  /** What was in flight may be lost with a leader; the client says that it heard this, then sends it again. */
  | { readonly kind: 'resend'; readonly round: number }
  | { readonly kind: 'log'; readonly level: 'info' | 'warn' | 'error'; readonly text: string };

export const helloSchema = z.object({
  kind: z.literal('hello'),
  protocol: z.number(),
  version: z.string(),
  pid: z.number(),
  /** What the process says it is; what it may do depends on what it proves. */
  door: z.enum(['host', 'process']),
});

/** What a hello of any version has. */
export const protocolSchema = z.object({ kind: z.literal('hello'), protocol: z.number() });

export type Hello = z.infer<typeof helloSchema>;

/** A window's answer to the challenge in the welcome. */
const proofSchema = z.object({ kind: z.literal('proof'), proof: z.string() });

export type Proof = z.infer<typeof proofSchema>;

/** All that a process sends once it was let in. */
export const guestMessageSchema = z.discriminatedUnion('kind', [...requestSchema.options, proofSchema]);

/** The leader's answer to a hello. */
export type Welcome =
  | {
      readonly kind: 'welcome';
      readonly challenge: string;
      readonly status: StoreStatus;
      readonly fileProblems: readonly FileProblem[];
    }
  | { readonly kind: 'refused'; readonly problem: ProblemData };

/** What starts an engine. */
export interface EngineOptions {
  /** The workspace folder; the store lives in `.task_orchestrator` below it. */
  readonly folder: string;
  readonly wasmFile: string;
  readonly door: OwnDoor;
  readonly version: string;
  /** What windows prove themselves with to each other; only the extension host has it. */
  readonly hostKey?: string;
  /** What MCP_TASK_ORCHESTRATOR_CONFIG_DIR says: where roles and templates lie, if not beside the store. */
  readonly configDir?: string;
}

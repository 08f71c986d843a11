import type { JSONRPCMessage, RequestId } from '@modelcontextprotocol/server';

interface Batch {
  readonly open: Set<RequestId>;
  readonly answers: JSONRPCMessage[];
}

/** Revision 2025-03-26 lets a client send several requests as one list, which is answered with one list. */
export class Batches {
  readonly #byRequest = new Map<RequestId, Batch>();

  /** Answers to these requests are held back until all are there. */
  begin(ids: readonly RequestId[]): void {
    const batch = { open: new Set(ids), answers: [] };
    for (const id of ids) this.#byRequest.set(id, batch);
  }

  /** What is to be sent for an answer: itself, a whole list with it, or nothing yet. */
  answered(id: RequestId, answer: JSONRPCMessage): JSONRPCMessage | JSONRPCMessage[] | undefined {
    const batch = this.#byRequest.get(id);
    if (!batch) return answer;
    batch.answers.push(answer);
    return this.#settle(id, batch);
  }

  /** A request that was called off is not answered, and the others wait for it no longer. */
  calledOff(id: RequestId): JSONRPCMessage[] | undefined {
    const batch = this.#byRequest.get(id);
    return batch && this.#settle(id, batch);
  }

  #settle(id: RequestId, { open, answers }: Batch): JSONRPCMessage[] | undefined {
    this.#byRequest.delete(id);
    open.delete(id);
    return open.size === 0 && answers.length > 0 ? answers : undefined;
  }
}

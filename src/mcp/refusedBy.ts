import { ProtocolError, ProtocolErrorCode } from '@modelcontextprotocol/server';
import { refusalOf } from '../tools/call';

/** A refusal where the protocol knows no answer that says so: what is wrong and what to do, in its message. */
export function refusedBy(error: unknown): ProtocolError {
  const { code, message, next } = refusalOf(error);
  return new ProtocolError(ProtocolErrorCode.InvalidParams, `${message} ${next}`, { code, message, next });
}

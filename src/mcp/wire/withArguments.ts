const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * The arguments of a call as the object that the protocol wants. Some clients send none as `null`, some models send them as
 * text. Whatever else comes is handed on under a name that no tool knows, so that the tool itself says what it takes.
 */
export function withArguments(message: unknown): unknown {
  if (!isObject(message) || message['method'] !== 'tools/call' || !isObject(message['params'])) return message;
  const { arguments: given, ...params } = message['params'];
  if (given === undefined || isObject(given)) return message;
  return { ...message, params: { ...params, arguments: objectOf(given) } };
}

function objectOf(given: unknown): Record<string, unknown> {
  if (given === null) return {};
  if (typeof given === 'string') {
    try {
      const parsed: unknown = JSON.parse(given);
      if (isObject(parsed)) return parsed;
    } catch {
      // It is text, and the tool refuses it.
    }
  }
  return { arguments: typeof given === 'string' ? given.slice(0, 100) : given };
}

const NUL = 0;

/** Text as people compare it: UTF-8 without a zero byte; undefined for anything else. */
export function textOf(content: Uint8Array): string | undefined {
  if (content.includes(NUL)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    return undefined;
  }
}

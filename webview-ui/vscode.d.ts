/** Styles are bundled beside the script. */
declare module '*.css';

/** What VS Code gives to every page in a webview; it may be called once a page. */
declare function acquireVsCodeApi<State>(): {
  postMessage(message: unknown): void;
  getState(): State | undefined;
  setState(state: State): State;
};

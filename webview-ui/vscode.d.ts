/** Styles are bundled beside the script. */
declare module '*.css';

/** The text of a program that is run beside the page, bundled into its script. */
declare module '*?worker' {
  const source: string;
  export default source;
}

/** What VS Code gives to every page in a webview; it may be called once a page. */
declare function acquireVsCodeApi<State>(): {
  postMessage(message: unknown): void;
  getState(): State | undefined;
  setState(state: State): State;
};

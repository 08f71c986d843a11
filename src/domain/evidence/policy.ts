/** How files and checks are looked at in one store. A person sets it; it holds with VS Code closed too (rule G6). */
export interface EvidencePolicy {
  /** `enforce`: what fails verification is not completed. `warn`: it is, and shows as failed. */
  readonly gate: 'enforce' | 'warn';
  /** How long one check may take. */
  readonly checkSeconds: number;
  /** How much of what a check prints is kept. */
  readonly checkOutputKb: number;
  /** Text files up to this size are kept, so that they can be compared and restored. 0: none. */
  readonly keepFileKb: number;
  /** How much kept content may take on disk. */
  readonly keepQuotaMb: number;
  /** Beside what git ignores: patterns of files that are not observed, as in a .gitignore. */
  readonly ignore: readonly string[];
}

export const DEFAULT_POLICY: EvidencePolicy = {
  gate: 'enforce',
  checkSeconds: 300,
  checkOutputKb: 32,
  keepFileKb: 256,
  keepQuotaMb: 200,
  ignore: [],
};

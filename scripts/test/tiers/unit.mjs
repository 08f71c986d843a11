import { runMocha } from '../mocha-suite.mjs';

/** @type {import('../tier.mjs').Tier} */
export const unit = {
  name: 'unit',
  needsBuild: true,
  run: (context) => runMocha(context, 'dist/test/unit/**/*.test.js', { timeoutMs: 10_000 }),
};

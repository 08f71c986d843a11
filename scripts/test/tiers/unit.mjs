import { runMocha } from '../mocha-suite.mjs';

/** @type {import('../tier.mjs').Tier} */
export const unit = {
  name: 'unit',
  needsBuild: true,
  // What takes a second on a quiet machine takes ten on a busy one; the time is there to find what never ends.
  run: (context) => runMocha(context, 'dist/test/unit/**/*.test.js', { timeoutMs: 60_000, atOnce: 3 }),
};

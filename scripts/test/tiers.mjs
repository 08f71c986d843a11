import { budgets } from './tiers/budgets.mjs';
import { build } from './tiers/build.mjs';
import { crash } from './tiers/crash.mjs';
import { desktop } from './tiers/desktop.mjs';
import { host } from './tiers/host.mjs';
import { lint } from './tiers/lint.mjs';
import { looks } from './tiers/looks.mjs';
import { packageTier } from './tiers/package.mjs';
import { types } from './tiers/types.mjs';
import { ui } from './tiers/ui.mjs';
import { unit } from './tiers/unit.mjs';

/**
 * In the order in which they run: what is quick and what explains later failures comes first. The host
 * tier mostly waits for VS Code, so lint runs beside it; crash holds programs to times and has the machine for itself.
 * @type {readonly import('./tier.mjs').Tier[]}
 */
export const tiers = [types, build, budgets, unit, lint, host, ui, crash, packageTier, desktop, looks];

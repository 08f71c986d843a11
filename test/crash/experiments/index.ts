import type { Experiment } from '../lib/report';
import { claims } from './claims';
import { closings } from './closings';
import { cluster } from './cluster';
import { crowd } from './crowd';
import { damage } from './damage';
import { evidence } from './evidence';
import { faults } from './faults';
import { keptPowerLoss } from './keptPowerLoss';
import { kills } from './kills';
import { logCuts } from './logCuts';
import { powerLoss } from './powerLoss';
import { readers } from './readers';
import { removals } from './removals';
import { repeats } from './repeats';
import { restarts } from './restarts';
import { workflow } from './workflow';

export const experiments: readonly Experiment[] = [
  kills,
  cluster,
  powerLoss,
  keptPowerLoss,
  logCuts,
  faults,
  readers,
  crowd,
  repeats,
  restarts,
  removals,
  damage,
  closings,
  claims,
  workflow,
  evidence,
];

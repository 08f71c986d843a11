import { keyOf } from './plan';
import type { PlacedStep } from './walk';

/**
 * A circle of steps that wait for each other, or none. A step is done when those in it are, and those in it begin after
 * it has, so "starts" and "ends" are looked at apart: a step may not wait for the one that contains it.
 */
export function findCircle(steps: readonly PlacedStep[]): readonly string[] | undefined {
  const waitsFor = new Map<string, string[]>();
  const wait = (moment: string, earlier: string) => {
    waitsFor.set(moment, [...(waitsFor.get(moment) ?? []), earlier]);
  };
  for (const { step, parent } of steps) {
    wait(ends(step.key), starts(step.key));
    for (const gate of step.after ?? []) wait(starts(step.key), ends(keyOf(gate)));
    if (parent) {
      wait(starts(step.key), starts(parent.step.key));
      wait(ends(parent.step.key), ends(step.key));
    }
  }
  const done = new Set<string>();
  const visit = (moment: string, way: readonly string[]): readonly string[] | undefined => {
    if (way.includes(moment)) return [...way.slice(way.indexOf(moment)), moment];
    if (done.has(moment)) return undefined;
    for (const earlier of waitsFor.get(moment) ?? []) {
      const circle = visit(earlier, [...way, moment]);
      if (circle) return circle;
    }
    done.add(moment);
    return undefined;
  };
  for (const moment of waitsFor.keys()) {
    const circle = visit(moment, []);
    if (circle) return circle.map(stepOf).filter((key, index, keys) => key !== keys[index - 1]);
  }
  return undefined;
}

const starts = (key: string): string => `>${key}`;
const ends = (key: string): string => `<${key}`;
const stepOf = (moment: string): string => moment.slice(1);

import type { Instance, Rounds } from './expand';
import { keyOf, type PlannedGate } from './plan';
import type { Template } from './template';
import { placedSteps, type PlacedStep } from './walk';

type Gate = string | PlannedGate;

/**
 * Says which steps come before one that was made. A step waits for all makings of the step it names, but inside the same
 * `for_each` only for the one of its own entry. Whoever waits for a step that was left out waits for what that one
 * would have waited for, so that the order of the rest stays.
 */
export class Succession {
  readonly #places: ReadonlyMap<string, PlacedStep>;
  readonly #made = new Map<string, Instance[]>();

  constructor(template: Template, instances: readonly Instance[]) {
    this.#places = new Map(placedSteps(template.steps).map((placed) => [placed.step.key, placed]));
    this.#remember(instances);
  }

  before({ step, rounds }: Instance): readonly Gate[] {
    const passedOver = new Set<string>();
    const gates = new Map<string, Gate>();
    for (const gate of (step.after ?? []).flatMap((named) => this.#gates(named, rounds, passedOver))) {
      if (!gates.has(keyOf(gate))) gates.set(keyOf(gate), gate);
    }
    return [...gates.values()];
  }

  #remember(instances: readonly Instance[]): void {
    for (const instance of instances) {
      const { key } = instance.step;
      this.#made.set(key, [...(this.#made.get(key) ?? []), instance]);
      this.#remember(instance.children);
    }
  }

  #gates(gate: Gate, rounds: Rounds, passedOver: Set<string>): readonly Gate[] {
    const found = this.#madeIn(keyOf(gate), rounds);
    if (found.length === 0) return this.#insteadOf(keyOf(gate), rounds, passedOver);
    return found.map(({ key }) => (typeof gate === 'string' ? key : { ...gate, task: key }));
  }

  /** Each step is passed over once: many that were left out and name each other would otherwise take for ever. */
  #insteadOf(key: string, rounds: Rounds, passedOver: Set<string>): readonly Gate[] {
    if (passedOver.has(key)) return [];
    passedOver.add(key);
    const place = this.#places.get(key);
    const outer = place?.parent?.step.key;
    const outerIsLeftOut = outer !== undefined && this.#madeIn(outer, rounds).length === 0;
    return [
      ...(place?.step.after ?? []).flatMap((earlier) => this.#gates(earlier, rounds, passedOver)),
      ...(outerIsLeftOut ? this.#insteadOf(outer, rounds, passedOver) : []),
    ];
  }

  #madeIn(key: string, rounds: Rounds): readonly Instance[] {
    return (this.#made.get(key) ?? []).filter((instance) =>
      Array.from(rounds).every(([step, round]) => (instance.rounds.get(step) ?? round) === round),
    );
  }
}

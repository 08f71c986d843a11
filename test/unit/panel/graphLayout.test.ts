import assert from 'node:assert/strict';
import {
  fitting,
  linesOf,
  neighbour,
  NODE,
  opening,
  pathOf,
  type Direction,
  type Shape,
} from '../../../webview-ui/task/graphLayout';
import { placed } from '../../../webview-ui/task/graphPlacing';

const node = (id: string, parent: string | null) => ({ id, parent });

const after = (task: string, dependsOn: string, met = false) => ({ task, dependsOn, met });

const story: Shape = {
  nodes: [node('goal', null), node('lexer', 'goal'), node('parser', 'goal'), node('printer', 'goal')],
  edges: [after('parser', 'lexer', true), after('printer', 'parser')],
};

/** Steps that wait for each other in many ways. */
function crowd(count: number): Shape {
  const ids = Array.from({ length: count }, (_, at) => `step${at}`);
  const edges = ids.flatMap((id, at) => [1, 7].flatMap((back) => (at >= back ? [after(id, `step${at - back}`)] : [])));
  return { nodes: ids.map((id) => node(id, null)), edges };
}

describe('Y11 the graph of a task', () => {
  it('has lines for dependencies, and to the first steps of a task', () => {
    assert.deepEqual(
      linesOf(story).map(({ from, to, kind }) => `${from} ${to} ${kind}`),
      ['lexer parser met', 'parser printer holds', 'goal lexer step'],
    );
  });

  it('stands from left to right: what comes before stands before', () => {
    const { nodes } = placed(story);
    assert.deepEqual(
      [...nodes].sort((a, b) => a.x - b.x).map(({ id }) => id),
      ['goal', 'lexer', 'parser', 'printer'],
    );
  });

  it('opens as large as all that is linked with the task is seen, or as small as one can read', () => {
    const picture = placed(story);
    const scales = [0.7, 0.85, 1];
    const at = (width: number): number => opening(picture, 'parser', 'parser', { width, height: 400 }, scales).scale;
    assert.deepEqual([at(2_000), at(200)], [1, 0.7]);
    assert.ok(scales.includes(at(600)));
  });

  it('opens a task of very many steps where the work is, with the task beside it where that is near', () => {
    const steps = Array.from({ length: 200 }, (_, at) => node(`step${at}`, 'goal'));
    const chains = steps.flatMap(({ id }, at) => (at % 10 === 0 ? [] : [after(id, `step${at - 1}`)]));
    const picture = placed({ nodes: [node('goal', null), ...steps], edges: chains });
    const place = (id: string) => picture.nodes.find((each) => each.id === id) ?? { x: 0, y: 0 };
    const look = (opensOn: string) => opening(picture, 'goal', opensOn, { width: 800, height: 500 }, [0.7, 1]);
    const [goal, far] = [place('goal'), place('step8')];
    assert.deepEqual(look('step8'), {
      scale: 0.7,
      middle: { x: far.x + NODE.width / 2, y: far.y + NODE.height / 2 },
    });
    const heads = steps.map(({ id }) => id).filter((_, at) => at % 10 === 0);
    const near = heads.reduce((best, id) =>
      Math.abs(place(id).y - goal.y) < Math.abs(place(best).y - goal.y) ? id : best,
    );
    assert.equal(look(near).middle.x, (goal.x + place(near).x + NODE.width) / 2);
    const whole = fitting(picture, { width: 800, height: 500 });
    assert.ok(picture.width * whole <= 800 && picture.height * whole <= 500);
  });

  it('draws the lines to many steps as one that branches beside their task', () => {
    const steps = Array.from({ length: 20 }, (_, at) => node(`step${at}`, 'goal'));
    const edges = steps.flatMap(({ id }, at) => (at % 2 === 0 ? [] : [after(id, `step${at - 1}`)]));
    for (const shape of [edges, []]) {
      const { lines } = placed({ nodes: [node('goal', null), ...steps], edges: shape });
      const toSteps = lines.filter(({ from }) => from === 'goal');
      assert.ok(toSteps.every(({ branches }) => branches));
      assert.equal(new Set(toSteps.map(({ points }) => points[1]?.x)).size, 1);
      for (const { points } of toSteps)
        for (const [at, { x, y }] of points.entries())
          assert.ok(at === 0 || x === points[at - 1]?.x || y === points[at - 1]?.y);
    }
    assert.ok(placed(story).lines.every(({ branches }) => !branches));
  });

  it('is gone through with arrow keys along its lines', () => {
    const picture = placed(story);
    const go = (from: string, direction: Direction) => neighbour(picture, from, direction);
    assert.deepEqual(
      [go('goal', 'right'), go('lexer', 'right'), go('lexer', 'left'), go('printer', 'right'), go('none', 'up')],
      ['lexer', 'parser', 'goal', undefined, undefined],
    );
  });

  it('covers no task with another, at 200 of them', () => {
    const { nodes } = placed(crowd(200));
    assert.equal(nodes.length, 200);
    for (const a of nodes)
      for (const b of nodes)
        if (a.id < b.id)
          assert.ok(Math.abs(a.x - b.x) >= NODE.width || Math.abs(a.y - b.y) >= NODE.height, `${a.id} ${b.id}`);
  });

  it('stands in rows where many follow from one and lead nowhere, each of them within reach of the arrow keys', () => {
    const steps = Array.from({ length: 199 }, (_, at) => node(`step${at}`, 'goal'));
    const picture = placed({ nodes: [node('goal', null), ...steps], edges: [] });
    assert.ok(picture.width < 3_000 && picture.height < 2_000, `${picture.width} × ${picture.height}`);
    const places = new Set(picture.nodes.map(({ x, y }) => `${x} ${y}`));
    assert.equal(places.size, 200);
    const reached = new Set(['goal']);
    for (const id of reached)
      for (const direction of ['right', 'left', 'down', 'up'] as const)
        reached.add(neighbour(picture, id, direction) ?? id);
    assert.equal(reached.size, 200);
  });

  it('is drawn even where dependencies form a circle', () => {
    const circle = { ...story, edges: [after('lexer', 'parser'), after('parser', 'lexer')] };
    assert.equal(placed(circle).nodes.length, 4);
  });

  it('draws a line through its points', () => {
    const points = [
      { x: 0, y: 0 },
      { x: 10, y: 4 },
    ];
    assert.equal(pathOf({ points: [], branches: false }), '');
    assert.equal(pathOf({ points, branches: false }), 'M 0 0 C 5 0 5 4 10 4');
    assert.equal(pathOf({ points, branches: true }), 'M 0 0 L 10 4');
  });
});

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { loadSchemas } from '../../../scripts/manifest/schemas.mjs';
import { hasError } from '../../../src/domain/source/mistake';
import { checkShape } from '../../../src/domain/source/checkShape';
import { rolesFile } from '../../../src/domain/role/role';
import { template } from '../../../src/domain/template/template';
import { YamlFile } from '../../../src/workspace/files/yamlFile';
import { readRoles } from '../../../src/workspace/roles/readRoles';
import { readTemplate } from '../../../src/workspace/templates/templateFolder';
import { defaultRolesText } from '../../../src/workspace/roles/defaultRoles';
import { readYaml } from '../../../src/workspace/yaml/yamlText';

const read = (name: string): object => JSON.parse(readFileSync(`media/schemas/${name}.schema.json`, 'utf8')) as object;

const ajv = new Ajv({ strict: false, allErrors: true });
const isRoles = ajv.compile(read('roles'));
const isTemplate = ajv.compile(read('templates'));

const step = (more: object) => ({ goal: 'x', steps: [{ key: 'a', title: 'x', ...more }] });
const parameter = (more: object) => ({ goal: '{{p}}', parameters: { p: more } });

describe('R13 what editors are told', () => {
  it('is made from what the program checks with', async () => {
    const written = { roles: read('roles'), templates: read('templates') };
    assert.deepEqual(written, JSON.parse(JSON.stringify(await loadSchemas())), 'run `npm run manifest`');
  });

  for (const [what, valid, data] of [
    ['no role', true, {}],
    ['the default roles', true, readYaml(defaultRolesText()).data],
    ['a partial role', true, { reviewer: { tools: ['read'], paths: ['src/**', '!x'], stale_after: '3d' } }],
    ['a bad name', false, { 'Bad Name': {} }],
    ['a role that is text', false, { reviewer: 'x' }],
    ['a list that is text', false, { reviewer: { approach: 'x' } }],
    ['an empty text', false, { reviewer: { role_definition: ' \n' } }],
    ['a path outside', false, { reviewer: { paths: ['../x'] } }],
    ['an absolute path', false, { reviewer: { paths: ['C:/x'] } }],
    ['a wrong duration', false, { reviewer: { stale_after: '3 days' } }],
  ] as const) {
    it(`agrees with the program on roles: ${what}`, () => {
      assert.equal(isRoles(data), valid);
      assert.equal(!hasError(checkShape(rolesFile, data).mistakes), valid);
    });
  }

  for (const [what, valid, data] of [
    ['the smallest', true, { goal: 'x' }],
    ['no goal', false, { steps: [] }],
    ['steps in steps', true, step({ steps: [{ key: 'b', title: 'b', after: ['a'] }] })],
    ['a wrong step in a step', false, step({ steps: [{ key: 'b' }] })],
    ['a condition', true, step({ when: 'not tests' })],
    ['a condition that is none', false, step({ when: 'a == b' })],
    ['a key with a space', false, step({ key: 'a b' })],
    ['an unknown approval', false, { goal: 'x', approval: 'all' }],
    ['a number', true, parameter({ type: 'number', min: 1, max: 2, default: 1.5 })],
    ['a choice without choices', false, parameter({ type: 'choice' })],
    ['a parameter without type', false, parameter({ default: 'x' })],
    ['a default of another type', false, parameter({ type: 'yes_no', default: 'x' })],
  ] as const) {
    it(`agrees with the program on templates: ${what}`, () => {
      assert.equal(isTemplate(data), valid);
      assert.equal(!hasError(checkShape(template, data).mistakes), valid);
    });
  }

  it('marks a key that the program does not know', () => {
    assert.equal(isRoles({ reviewer: { approch: [] } }), false);
    assert.equal(checkShape(rolesFile, { reviewer: { approch: [] } }).mistakes[0]?.severity, 'warning');
  });
});

describe('R13 the examples in the guide', () => {
  const guide = readFileSync('docs/roles-and-templates.md', 'utf8');
  const examples = Array.from(guide.matchAll(/```yaml (roles|template)\n([\s\S]*?)```/g));

  it('are complete and without any problem', () => {
    assert.deepEqual(
      examples.map(([, kind]) => kind),
      ['roles', 'template'],
    );
    for (const [, kind, text = ''] of examples) {
      const file = YamlFile.parse(`${kind}.yaml`, text);
      if (kind === 'roles') assert.deepEqual(Array.from(readRoles(file).keys()), ['reviewer', 'security-lead']);
      else assert.ok(readTemplate(file));
      assert.deepEqual(file.problems, []);
    }
  });
});

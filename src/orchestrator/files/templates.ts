import * as z from 'zod';
import { parameter } from '../../domain/template/parameter';
import type { TemplateSource } from '../../domain/template/fromPlan';
import type { Plan } from '../../domain/template/plan';
import { fileOperation } from './fileOperation';
import { fileProblem } from './shapes';

const id = z.string().min(1).max(100);
const values = z.record(z.string(), z.unknown());
const plain = <Type>() => z.custom<Type>((value) => typeof value === 'object' && value !== null);

export const listTemplates = fileOperation({
  about: 'The templates of the workspace with their parameters, and what is wrong with the files.',
  input: z.strictObject({}),
  output: z.strictObject({
    rows: z.array(
      z.strictObject({
        id: z.string(),
        file: z.string(),
        name: z.string(),
        description: z.string(),
        parameters: z.array(z.strictObject({ name: z.string(), parameter })),
      }),
    ),
    problems: z.array(fileProblem),
  }),
  run: async ({ place, folders }) => {
    const { templates, problems } = await new (folders().TemplateFolder)(place).load();
    const rows = templates.map(({ id: name, file, template }) => ({
      id: name,
      file,
      name: template.name ?? name,
      description: template.description ?? '',
      parameters: Object.entries(template.parameters ?? {}).map(([key, value]) => ({ name: key, parameter: value })),
    }));
    return { rows, problems: [...problems] };
  },
});

export const checkTemplateValue = fileOperation({
  about: 'What is wrong with a value for a parameter of a template, if anything.',
  input: z.strictObject({ id, parameter: z.string(), value: z.unknown() }),
  output: z.strictObject({ wrong: z.string().nullable() }),
  run: async ({ place, folders }, { id: name, parameter: key, value }) => ({
    wrong: (await new (folders().TemplateFolder)(place).checkValue(name, key, value)) ?? null,
  }),
});

export const fillInTemplate = fileOperation({
  about: 'The plan that a template makes of values, or all that is wrong with them. Nothing is planned yet.',
  input: z.strictObject({ id, values }),
  output: z.strictObject({ plan: plain<Plan>().nullable(), mistakes: z.array(z.string()) }),
  run: async ({ place, folders }, { id: name, values: given }) => {
    const filled = await new (folders().TemplateFolder)(place).fill(name, given);
    return 'plan' in filled
      ? { plan: filled.plan, mistakes: [] }
      : { plan: null, mistakes: filled.mistakes.map(({ message }) => message) };
  },
});

export const saveTemplate = fileOperation({
  about: 'Writes a template file and says where. One that is there already is replaced only when that is asked for.',
  input: z.strictObject({ id, template: plain<TemplateSource>(), replace: z.boolean().default(false) }),
  output: z.strictObject({ file: z.string() }),
  run: async ({ place, folders }, { id: name, template, replace }) => ({
    file: await new (folders().TemplateFolder)(place).save(name, template, { replace }),
  }),
});

export const beginTemplate = fileOperation({
  about: 'Makes a template file with a start to write on, and says where it is.',
  input: z.strictObject({ id }),
  output: z.strictObject({ file: z.string() }),
  run: async ({ place, folders }, { id: name }) => ({ file: await new (folders().TemplateFolder)(place).begin(name) }),
});

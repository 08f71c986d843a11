import { writeYaml } from '../yaml/yamlText';

/** A small template that works, with what else there is in comments. */
export const templateStart = (
  name: string,
): string => `# A plan with parameters. *Plan from Template…* asks for them and makes the tasks. {{subject}} in a text is the value of
# the parameter "subject". A parameter is text, number, choice, yes_no, path or list; a step with "when" is left out
# unless the condition holds, one with "for_each" is made once for each entry of a list.
${writeYaml({ name })}description: When to use it.
parameters:
  subject:
    type: text
    description: What is it about, in a few words?
goal: Get {{subject}} done
# approval: plan
steps:
  - key: prepare
    title: Find out what {{subject}} needs
    role: researcher
  - key: do
    title: Do {{subject}}
    role: implementer
    after: [prepare]
    # files: [src/**]
    # checks: [npm test]
`;

const HOME = /[\\/]src[\\/]storage[\\/]connection\.ts$/;

/**
 * What is needed of TypeScript's own types.
 * @typedef {{ getSourceFile(): { fileName: string } }} Declaration
 * @typedef {{ types?: Type[], getSymbol(): { getDeclarations(): Declaration[] | undefined } | undefined }} Type
 */

/**
 * An open database may be handed on by anybody and used by `src/storage` alone. The import rules cannot see that: a
 * connection reaches the other layers as an argument, and its type says what could be run on it.
 * @type {import('eslint').Rule.RuleModule}
 */
export const sqlStaysInStorage = {
  meta: {
    type: 'problem',
    messages: { stay: 'Only src/storage runs statements: write a function in src/storage/queries and call that.' },
  },
  create(context) {
    const services = /** @type {{ getTypeAtLocation(node: unknown): Type }} */ (context.sourceCode.parserServices);
    return {
      MemberExpression(node) {
        if (isConnection(services.getTypeAtLocation(node.object))) {
          context.report({ node: node.property, messageId: 'stay' });
        }
      },
    };
  },
};

/**
 * @param {Type} type
 * @returns {boolean}
 */
function isConnection(type) {
  if (type.types) return type.types.some(isConnection);
  const declarations = type.getSymbol()?.getDeclarations() ?? [];
  return declarations.some((declaration) => HOME.test(declaration.getSourceFile().fileName));
}

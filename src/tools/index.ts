// What VS Code's door is made of, as a bundle of its own: it is loaded with the first call, not with the extension.
export { callTool } from './call';
export { coreTools } from './registry';

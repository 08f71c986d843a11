import process from 'node:process';

// The build puts this in the place of the SDK's own module of this name, which loads a JSON schema validator of 150 KB. It
// would check what a client answers to a server's questions; this server asks none.

export { process };

export class DefaultJsonSchemaValidator {
  getValidator(): never {
    throw new Error('This server asks its client nothing, so there is no answer to check.');
  }
}

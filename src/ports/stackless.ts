/**
 * Errors that are answers and no defects.
 *
 * @module
 */

/** An error by prototype that was not born as one: `Error`'s constructor walks the stack, and that is most of its cost. */
const ErrorByPrototype = function () {} as unknown as new () => Error;
Object.setPrototypeOf(ErrorByPrototype.prototype, Error.prototype);

/**
 * An error that says what became of a call, and not where in a program something went wrong.
 *
 * Under load a policy or a network makes thousands of them a second: so its `stack` is its name and message, without
 * frames. `instanceof Error` holds; `Error.isError` does not.
 */
export abstract class StacklessError extends ErrorByPrototype {
  abstract override readonly name: string;
  override readonly message: string;

  constructor(message: string) {
    super();
    this.message = message;
  }

  override get stack(): string {
    return `${this.name}: ${this.message}`;
  }
}

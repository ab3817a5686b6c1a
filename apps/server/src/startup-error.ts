/** A reason not to start that the person who starts the server can act upon: its message is one sentence. */
export class StartupError extends Error {
  override readonly name = "StartupError";
}

// Errors as the Runtime API takes them.

/** An error of the runtime itself, told apart by its name. */
export function named(name, message) {
  const error = new Error(message);
  error.name = name;
  return error;
}

export function describe(failure) {
  if (failure instanceof Error) {
    const [, ...lines] = (failure.stack ?? '').slice(String(failure).length - 1).split('\n');
    return { errorType: failure.name, errorMessage: failure.message, stackTrace: lines.map((line) => line.trim()) };
  }
  return { errorType: typeof failure, errorMessage: String(failure), stackTrace: [] };
}

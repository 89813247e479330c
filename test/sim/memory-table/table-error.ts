/** An error as the AWS client throws it: known by its name. */
export function tableError(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}

export const invalid = (message: string) => tableError("ValidationException", message);

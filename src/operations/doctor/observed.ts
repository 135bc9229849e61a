/** A value that was read, or the reason why it could not be read. */
export type Observed<T> = { readonly known: true; readonly value: T } | { readonly known: false; readonly why: string };

export function observed<T>(value: T): Observed<T> {
  return { known: true, value };
}

export function unobserved(why: string): { readonly known: false; readonly why: string } {
  return { known: false, why };
}

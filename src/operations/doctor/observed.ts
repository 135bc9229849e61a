/** Something that was read, or why it could not be. */
export type Observed<T> = { readonly known: true; readonly value: T } | { readonly known: false; readonly why: string };

export function observed<T>(value: T): Observed<T> {
  return { known: true, value };
}

export function unobserved(why: string): { readonly known: false; readonly why: string } {
  return { known: false, why };
}

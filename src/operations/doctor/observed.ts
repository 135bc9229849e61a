/** Something that was read, or why it could not be. */
export type Seen<T> = { readonly known: true; readonly value: T } | { readonly known: false; readonly why: string };

export function seen<T>(value: T): Seen<T> {
  return { known: true, value };
}

export function notSeen(why: string): { readonly known: false; readonly why: string } {
  return { known: false, why };
}

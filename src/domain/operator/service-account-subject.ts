/** A ServiceAccount that may assume the role. `*` (any characters) and `?` (one character) are wildcards. */
export interface TrustedServiceAccount {
  /** Namespace of the ServiceAccount. */
  readonly namespace: string;
  /** Name of the ServiceAccount. */
  readonly name: string;
}

/** The subject of a ServiceAccount's tokens. */
export function subject({ namespace, name }: TrustedServiceAccount): string {
  return `system:serviceaccount:${namespace}:${name}`;
}

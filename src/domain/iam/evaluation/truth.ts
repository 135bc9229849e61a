/** What can be said of a condition before everything about the request is known. */
export type Truth = boolean | Unknown;

/** It is decided by things that are not known. */
export interface Unknown {
  /** What they are, as people read them: `aws:SourceVpce (StringEquals vpce-1)`. */
  readonly dependsOn: readonly string[];
}

export function unknown(...dependsOn: readonly string[]): Unknown {
  return { dependsOn };
}

/** Whether all hold; of nothing, true. */
export function all(truths: readonly Truth[]): Truth {
  return truths.includes(false) ? false : (merged(truths) ?? true);
}

/** Whether one holds at least; of nothing, false. */
export function any(truths: readonly Truth[]): Truth {
  return truths.includes(true) ? true : (merged(truths) ?? false);
}

export function not(truth: Truth): Truth {
  return typeof truth === "boolean" ? !truth : truth;
}

function merged(truths: readonly Truth[]): Unknown | undefined {
  const dependsOn = truths.flatMap((truth) => (typeof truth === "boolean" ? [] : truth.dependsOn));
  return dependsOn.length === 0 ? undefined : { dependsOn: [...new Set(dependsOn)] };
}

import { type Path } from "../../domain/problems/problem";

/** A change of the data in a file. */
export type Edit =
  /** Adds entries to the end of a list, which is created if it does not exist. */
  | { readonly kind: "append"; readonly at: Path; readonly values: readonly unknown[] }
  /** Sets the value of a key. Missing mappings on the path are created. */
  | { readonly kind: "set"; readonly at: Path; readonly value: unknown }
  /** Removes a key, or an entry of a list. */
  | { readonly kind: "remove"; readonly at: Path };

/** Removes an entry of a list. If it is the only entry, removes the list. */
export function removeEntry(at: readonly string[], index: number, length: number): Edit {
  return { kind: "remove", at: length === 1 ? at : [...at, index] };
}

/**
 * The data after an edit.
 * @throws Error if the path leads through a value that is neither a mapping nor a list
 */
export function edited(data: unknown, edit: Edit): unknown {
  return change(data, edit.at, edit);
}

function change(data: unknown, at: Path, edit: Edit): unknown {
  const [step, ...rest] = at;
  if (step === undefined) return changed(data, edit);
  if (Array.isArray(data) && typeof step === "number") {
    if (edit.kind === "remove" && rest.length === 0) return data.filter((_, index) => index !== step);
    return data.map((entry: unknown, index) => (index === step ? change(entry, rest, edit) : entry));
  }
  if (data !== null && data !== undefined && (typeof data !== "object" || Array.isArray(data)))
    throw new Error(`expected a mapping with the key ${JSON.stringify(step)}, found ${JSON.stringify(data)}`);
  const mapping = { ...(data as Record<string, unknown> | null | undefined) };
  if (edit.kind === "remove" && rest.length === 0) {
    const { [step]: _, ...others } = mapping;
    return others;
  }
  return { ...mapping, [step]: change(mapping[step], rest, edit) };
}

function changed(data: unknown, edit: Edit): unknown {
  if (edit.kind === "set") return edit.value;
  if (edit.kind === "remove") return undefined;
  return [...(Array.isArray(data) ? (data as unknown[]) : []), ...edit.values];
}

import { type Edit } from "../../config/editing/edit";

/** Takes an entry out of a list; of the last entry the whole list goes. */
export function removal(at: readonly string[], index: number, length: number): Edit {
  return { kind: "remove", at: length === 1 ? at : [...at, index] };
}

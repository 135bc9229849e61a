import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { editText, removeEntry } from "../../config/editing/edit";
import { FileReader } from "../../config/file-reader";
import { readEnvironments } from "../../config/read-environments";
import { valueAt } from "../../domain/problems/schema-problems";
import { adopterFrom } from "../support/adoption/adopter";
import { type Adopter } from "../support/adoption/plan";
import { readNamedEnvironments } from "../support/environments";

/** The rule against repositories that are both declared and listed under `removed`. */
const REMOVED_AND_DECLARED = "removed/declared";

/**
 * Reads the environment of a change of owner. A run that was killed between two files leaves the repository declared and
 * listed under `removed`. This is accepted here, because the next step fixes it.
 * @throws Error with the environment's problems if it has other errors
 */
export function readHandover(root: string, name: string, repositoryName: string): Adopter {
  const [result] = readNamedEnvironments(root, [name]);
  const errors = (result?.problems ?? []).filter(({ severity }) => severity === "error");
  if (result === undefined || errors.length === 0 || errors.some(({ rule }) => rule !== REMOVED_AND_DECLARED))
    return adopterFrom(root, result);
  const path = resolve(root, result.file);
  const removed = removedIn(path, root);
  const index = removed.indexOf(repositoryName);
  if (index === -1) return adopterFrom(root, result);
  const text = editText(path, readFileSync(path, "utf8"), [removeEntry(["removed"], index, removed.length)]);
  const reader = new FileReader(root, new Map([[path, text]]));
  const repaired = readEnvironments(root, reader).find((environment) => environment.name === name);
  if (repaired?.environment === undefined) return adopterFrom(root, result);
  const adopter = adopterFrom(root, repaired);
  return { ...adopter, environment: { ...adopter.environment, removed } };
}

function removedIn(path: string, root: string): readonly string[] {
  const [document] = new FileReader(root).read(path).documents;
  const removed = valueAt(document?.data, ["removed"]);
  return Array.isArray(removed) ? removed.map(String) : [];
}

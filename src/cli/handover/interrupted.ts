import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { editText } from "../../config/editing/edit";
import { FileReader } from "../../config/file-reader";
import { readEnvironments } from "../../config/read-environments";
import { valueAt } from "../../domain/problems/schema-problems";
import { adopterFrom } from "../support/adoption/adopter";
import { type Adopter } from "../support/adoption/plan";
import { readNamedEnvironments } from "../support/environments";
import { removal } from "./removal";

/** The rule that an environment breaks which declares what it lets go of. */
const HALF_DONE = "removed/declared";

/**
 * The environment of a change of owner. A run that was killed between two files leaves the repository declared and named
 * under `removed`: that is no fault here, where the next step puts it right, and the environment says both.
 * @throws Error with the environment's problems, where it has any other
 */
export function readHandover(root: string, name: string, repositoryName: string): Adopter {
  const [reading] = readNamedEnvironments(root, [name]);
  const errors = (reading?.problems ?? []).filter(({ severity }) => severity === "error");
  if (reading === undefined || errors.length === 0 || errors.some(({ rule }) => rule !== HALF_DONE))
    return adopterFrom(root, reading);
  const path = resolve(root, reading.file);
  const removed = removedIn(path, root);
  const index = removed.indexOf(repositoryName);
  if (index === -1) return adopterFrom(root, reading);
  const text = editText(path, readFileSync(path, "utf8"), [removal(["removed"], index, removed.length)]);
  const reader = new FileReader(root, new Map([[path, text]]));
  const whole = readEnvironments(root, reader).find((it) => it.name === name);
  if (whole?.environment === undefined) return adopterFrom(root, reading);
  const adopter = adopterFrom(root, whole);
  return { ...adopter, environment: { ...adopter.environment, removed } };
}

/** What the file of an environment without other faults names under `removed`. */
function removedIn(path: string, root: string): readonly string[] {
  const [document] = new FileReader(root).read(path).documents;
  const removed = valueAt(document?.data, ["removed"]);
  return Array.isArray(removed) ? removed.map(String) : [];
}

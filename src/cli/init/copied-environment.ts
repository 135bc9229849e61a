import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { editText, type Edit } from "../../config/editing/edit";
import { environmentsFolder } from "../../config/environments-folder";
import { FileReader } from "../../config/file-reader";
import { type SourceDocument } from "../../config/source/source";
import { valueAt } from "../../domain/problems/schema-problems";
import { requireAllRegions } from "../support/environments";
import { type Answers } from "./answers";
import { type Files } from "./project-files";
import { stateData } from "./choices";

/** Settings that belong to one account, or to what is deployed in it. */
const OF_THE_ACCOUNT = [
  "provider",
  "operator",
  "cluster",
  "clusters",
  "ciRoles",
  "registry",
  "publicRepositories",
  "imports",
  "removed",
  "released",
];

/**
 * The files of an environment that copies another one: its settings, policies and repositories, without what belongs to the
 * other's account. Comments stay.
 * @param from the environment to copy
 * @param place folder of the new environment, relative to the project's
 */
export function copiedFiles(root: string, from: string, place: string, answers: Answers): Files {
  const { environment, account, region, state } = answers;
  const { file, document } = requireAllRegions(root, from);
  const folder = join(environmentsFolder(root), from);
  const reader = new FileReader(folder);
  const files = new Map<string, string>();
  for (const path of reader.filesIn(folder)) {
    const text = readFileSync(path, "utf8");
    files.set(
      `${place}/${reader.nameOf(path)}`,
      path === join(root, file)
        ? editText(
            path,
            text,
            edits({ account, region, state: stateOver(document, stateData(state)), environment }, text),
          )
        : text,
    );
  }
  return files;
}

/** The state for an environment whose base files may name other places for it, which would be merged in. */
function stateOver(document: SourceDocument | undefined, state: object): object {
  const below = (document?.layers ?? [])
    .slice(0, -1)
    .flatMap(({ data }) => Object.keys(valueAt(data, ["state"]) ?? {}));
  const removed = below.filter((key) => !(key in state)).map((key) => [key, null] as const);
  return { ...Object.fromEntries(removed), ...state };
}

function edits(
  values: Readonly<Record<"account" | "region" | "environment", string>> & { state: object },
  text: string,
): Edit[] {
  const { account, region, state, environment } = values;
  const keys = Object.keys(parse(text) as object);
  const present = OF_THE_ACCOUNT.filter((key) => keys.includes(key));
  return [
    { kind: "set", at: ["account"], value: account },
    { kind: "set", at: ["region"], value: region },
    { kind: "set", at: ["state"], value: state },
    { kind: "set", at: ["tags", "Environment"], value: environment },
    ...present.map((key): Edit => ({ kind: "remove", at: [key] })),
  ];
}

import { extname, posix } from "node:path";
import { type ClusterSettings } from "../model/environment";
import { quoteValue, warning, type Problem } from "../domain/problems/problem";
import { listText } from "../domain/text/format";
import { isDataFile, type FileReader } from "./file-reader";
import { type LocatedProblem } from "./problems";
import { readFiles, REPOSITORIES_FOLDER } from "./read-drafts";
import { realPath } from "./real-path";

/** The files of an environment that were read, and what they declare. */
export interface ReadFiles {
  /** Absolute paths. */
  readonly paths: readonly string[];
  /** Clusters, whose kubeconfig files are read by Terraform. */
  readonly clusters: readonly ClusterSettings[];
  readonly repositoryNames: readonly string[];
}

/**
 * Warns about files in an environment's folder that nothing reads: YAML and JSON files outside `repositories`, and
 * files with another extension that declare repositories.
 * @param folder the environment's folder
 */
export function checkUnread(folder: string, read: ReadFiles, reader: FileReader): LocatedProblem[] {
  const known = new Set(read.paths);
  let links: ReadonlySet<string> | undefined;
  const isRead = (path: string): boolean => {
    if (known.has(path)) return true;
    links ??= new Set(read.paths.map((file) => realPath(folder, file)));
    return links.has(realPath(folder, path));
  };
  const kubeconfigs = new Set(read.clusters.flatMap(kubeconfigOf));
  const declared = new Set(read.repositoryNames);
  return reader.filesIn(folder).flatMap((path): LocatedProblem[] => {
    if (isRead(path) || kubeconfigs.has(reader.nameOf(path))) return [];
    const names = readFiles([path], reader).repositories.map(({ repositoryName }) => repositoryName);
    const lost = names.filter((name) => !declared.has(name));
    if (!isDataFile(path) && lost.length === 0) return [];
    return [
      {
        file: reader.nameOf(path),
        line: 1,
        column: 1,
        severity: "warning",
        rule: "environment/unread",
        message: `${isDataFile(path) ? unreferenced(names) : otherEnding(path)}${consequence(lost)}`,
      },
    ];
  });
}

/** The path of a kubeconfig file, relative to the project's folder. */
function kubeconfigOf({ authentication }: ClusterSettings): string[] {
  return authentication.by === "kubeconfig" ? [posix.normalize(authentication.path)] : [];
}

function unreferenced(names: readonly string[]): string {
  const advice =
    names.length > 0
      ? `Move it to ${REPOSITORIES_FOLDER}/, or list it under repositories`
      : "Reference it, move it out of the environment's folder, or delete it";
  return `this file is not read, because nothing references it. ${advice}`;
}

function otherEnding(path: string): string {
  return `expected a name that ends in .yaml, .yml or .json, found ${quoteValue(extname(path))}, so the file is not read. Rename it`;
}

/** The effect on repositories that only this file declares. */
function consequence(names: readonly string[]): string {
  if (names.length === 0) return "";
  const [are, them] = names.length === 1 ? ["is", "it"] : ["are", "them"];
  return `. If ${listText(names)} ${are} deployed, the next deployment deletes ${them}`;
}

/** The warning about an environment without repositories, because deploying it deletes those that an earlier version declared. */
export function emptyEnvironment(): Problem {
  const message =
    "expected at least one repository, found none. If repositories are deployed, the next deployment deletes them. If any of them has deletionPolicy Retain or Orphan, Terraform rejects the whole plan instead. To keep repositories in AWS, list their names under removed";
  return warning("environment/empty", [], message);
}

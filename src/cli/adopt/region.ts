import { oneOf } from "../../domain/problems/problem";
import { FileReader } from "../../config/file-reader";
import { addressesOf } from "../../domain/repository/addresses";
import { matchesPattern, patternOf } from "../../domain/iam/evaluation/pattern";
import { type Environment } from "../../model/environment";
import { registryStackFinder } from "../../model/registry-parts";
import { registryStackKinds, type RegistryStackKind } from "../../model/stack-kinds";
import { requireAccount } from "../../aws/identity";
import { type Adopter } from "../support/adoption/plan";
import { filePatch } from "../support/file-patch";
import { withInterrupts } from "../support/interrupts";
import { oneRegion } from "../support/environments";
import { addressesInState, initializedFolder } from "../support/terraform-state";
import { forTerminal } from "../support/terminal";
import { writeFiles } from "../support/write-files";
import { type AdoptOptions } from "./adopt";
import { adoptCopies, type CopyAdoption } from "../support/adoption/copies";
import { copiesRecord, copyCounts, copyNotes } from "./copies";
import { jsonText } from "../support/write";

/**
 * `ecr adopt ENV/REGION --from aws`: imports the copies of declared repositories that exist in an additional region.
 * @throws Error for another source, or if the environment does not have the region
 */
export async function adoptRegion(adopter: Adopter, region: string, options: AdoptOptions): Promise<void> {
  const { root, environment } = adopter;
  const regional = oneRegion(environment, region);
  requireImportsFromAws(options);
  const patterns = options.match?.map((pattern) => patternOf(pattern, { wildcards: true }));
  const adoption = await withInterrupts(async (signal) => {
    await requireAccount(regional);
    const managed = await managedIn(root, regional);
    const wants = (one: Environment, name: string): boolean =>
      one.location.region === region &&
      !managed(name) &&
      (patterns?.some((pattern) => matchesPattern(pattern, name) === true) ?? true);
    return adoptCopies(adopter, { files: [], wants, exact: options.exact === true }, signal);
  });
  const { files, leftOut } = adoption;
  const isWritten = files.length > 0 && options.dryRun !== true;
  if (isWritten) writeFiles(files);
  process.stdout.write(
    options.output === "json"
      ? jsonText(recordOf(root, regional, adoption, isWritten))
      : textOf(root, regional, adoption, isWritten),
  );
  if (leftOut.length > 0) process.exitCode = 1;
}

function requireImportsFromAws({ from, imports, registry, public: published, removedBlocks }: AdoptOptions): void {
  if (from.length !== 1 || from[0] !== "aws")
    throw new Error(
      `--from: expected only aws, found ${from.join(" ")}. For ENV/REGION, the command imports existing copies of declared repositories, and reads them from AWS`,
    );
  const given = [
    ...(imports ? [] : ["--no-imports"]),
    ...(registry === undefined || registry === "skip" ? [] : ["--registry"]),
    ...(published === undefined || published === "skip" ? [] : ["--public"]),
    ...(removedBlocks === undefined ? [] : ["--removed-blocks"]),
  ];
  if (given.length > 0)
    throw new Error(`${oneOf(given, "and")} cannot be combined with ENV/REGION, which only imports copies`);
}

/** The copies that Terraform manages already, of stacks that are initialized here. */
async function managedIn(root: string, regional: Environment): Promise<(repositoryName: string) => boolean> {
  const stackOf = registryStackFinder(regional);
  const states = new Map<RegistryStackKind, ReadonlySet<string>>();
  for (const kind of registryStackKinds(regional)) {
    const place = { environment: regional.name, kind };
    if (initializedFolder(root, place) !== undefined)
      states.set(kind, new Set(await addressesInState(root, place, undefined)));
  }
  return (repositoryName) =>
    addressesOf({ repositoryName }).every((address) => states.get(stackOf(repositoryName))?.has(address) === true);
}

function recordOf(
  root: string,
  { name, location }: Environment,
  { files, ...copies }: CopyAdoption,
  isWritten: boolean,
): object {
  const reader = new FileReader(root);
  return {
    environment: name,
    region: location.region,
    written: isWritten,
    files: files.map(({ path, before }) => ({ file: reader.nameOf(path), new: before === undefined })),
    ...copiesRecord(copies),
  };
}

function textOf(root: string, regional: Environment, { files, ...found }: CopyAdoption, isWritten: boolean): string {
  const { name, location } = regional;
  const { copies } = found;
  const reader = new FileReader(root);
  const patches = isWritten
    ? []
    : files.map(({ path, before, after }) =>
        filePatch({ file: reader.nameOf(path), before, after }, { before: "now", after: "adopted" }),
      );
  const counts = copies.length === 0 ? [`no copies in ${location.region} to import`] : copyCounts(copies, isWritten);
  const lines = [...patches, ...[...counts, ...copyNotes(found)].map((line) => forTerminal(line))];
  if (!isWritten) return `${lines.join("\n")}\n`;
  const stackOf = registryStackFinder(regional);
  const stacks = [...new Set(copies.map(({ repositoryName }) => `${name}-${stackOf(repositoryName)}`))].sort();
  const steps = [
    copyNotes(found).length === 0
      ? "# The plan must not change or destroy anything."
      : "# The plan must not destroy anything, and must change only what the notes mention.",
    ...stacks.map((stack) => `npx cdktf diff ${stack}`),
    `npx cdktf deploy ${stacks.join(" ")}`,
    "# Remove the import blocks.",
    `npx ecr adopt ${name} --finish`,
  ];
  return `${[...lines, "", ...steps].join("\n")}\n`;
}

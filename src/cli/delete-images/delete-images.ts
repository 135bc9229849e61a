import { isDeepStrictEqual } from "node:util";
import { requireAccount } from "../../aws/identity";
import { planDeletion, type DeletionPlan } from "../../operations/images/deletion";
import { parseDigest, parseTagSelector, type ImageSelectors } from "../../operations/images/selectors";
import { countText } from "../../domain/text/format";
import { typedName } from "../support/confirm";
import { requireEnvironment } from "../support/environments";
import { withInterrupts } from "../support/interrupts";
import { timeOption } from "../support/time-options";
import { existingName, readRepositoryImages } from "../support/repository-images";
import { fittedError } from "../support/terminal";
import { write } from "../support/write";
import { executeDeletion, type DeletionResult } from "./execution";
import { deletionJson, deletionTable, doneText } from "./report";

export interface DeleteImagesOptions {
  readonly tag?: readonly string[];
  readonly digest?: readonly string[];
  readonly untagged?: boolean;
  readonly pushedBefore?: string;
  readonly withParts?: boolean;
  readonly dryRun?: boolean;
  readonly expectCount?: string;
  readonly yes?: boolean;
  readonly output: string;
}

export async function deleteImagesCommand(
  root: string,
  name: string,
  wanted: string,
  options: DeleteImagesOptions,
): Promise<void> {
  const now = new Date();
  const selectors = selectorsOf(options, now);
  const expected = countOf(options.expectCount);
  requireNames(options, expected);
  const environment = requireEnvironment(root, name);
  const repository = existingName(environment, wanted);
  await withInterrupts(async (signal) => {
    await requireAccount(environment);
    const plan = async (): Promise<DeletionPlan> => {
      const { images, inUse } = await readRepositoryImages(environment, repository);
      const withParts = options.withParts === true;
      const planned = planDeletion(selectors, { repository, images, inUse, now, withParts });
      if (planned.faults.length > 0) throw new Error(planned.faults.join("\n"));
      return planned;
    };
    const first = await plan();
    const json = options.output === "json";
    await write([deletionTable(environment, repository, first)], json ? process.stderr : process.stdout);
    let result: DeletionResult = { deleted: [], remaining: first.deleted.map(({ digest }) => digest) };
    try {
      requireCount(repository, first, expected);
      if (first.deleted.length === 0 || options.dryRun === true) return;
      await confirm(repository, options, signal);
      requireSame(repository, first, await plan());
      const done = await executeDeletion(environment, repository, first.deleted, signal);
      result = done.result;
      if (done.failure !== undefined) throw done.failure;
    } finally {
      if (json) await write([deletionJson(environment, repository, first, result)]);
    }
    if (!json) await write([doneText(repository, result)]);
  });
}

function selectorsOf(
  { tag = [], digest = [], untagged = false, pushedBefore }: DeleteImagesOptions,
  now: Date,
): ImageSelectors {
  const time = pushedBefore === undefined ? undefined : timeOption("--pushed-before", pushedBefore);
  if (tag.length + digest.length === 0 && !untagged && time === undefined) {
    throw new Error(
      "expected --tag, --digest, --untagged or --pushed-before, found none of these options. Select the images to delete",
    );
  }
  if (time !== undefined && time > now) {
    throw new Error(`--pushed-before: expected a time in the past, found ${JSON.stringify(pushedBefore)}`);
  }
  if (time !== undefined && digest.length > 0) {
    throw new Error(
      "--pushed-before cannot be combined with --digest, because a digest selects an image regardless of its age",
    );
  }
  return { tags: tag.map(parseTagSelector), digests: digest.map(parseDigest), untagged, pushedBefore: time?.getTime() };
}

function countOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,7}$/.test(text)) return Number(text);
  throw new Error(`--expect-count: expected a number of images such as 12, found ${JSON.stringify(text)}`);
}

/** Nobody reads the list before `--yes` deletes, so the images must be known beforehand. */
function requireNames(options: DeleteImagesOptions, expected: number | undefined): void {
  const { yes = false, tag, untagged, pushedBefore, withParts } = options;
  const isNamed = [tag, untagged, pushedBefore, withParts].every((option) => option === undefined);
  if (!yes || isNamed || expected !== undefined) return;
  throw new Error(
    "--yes: expected --expect-count <number>, or only --digest, found neither. To see the number, use --dry-run",
  );
}

function requireCount(repository: string, { deleted }: DeletionPlan, expected: number | undefined): void {
  if (expected === undefined || expected === deleted.length) return;
  throw fittedError(
    `--expect-count: expected to delete ${countText(expected, "image")} of ${repository}, found ${deleted.length.toLocaleString("en-US")}. Nothing was deleted`,
  );
}

async function confirm(repository: string, { yes = false }: DeleteImagesOptions, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  if (yes) return;
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    throw fittedError(
      `${repository}: nothing was deleted, because there is no terminal for the confirmation. To skip the confirmation, add --yes and --expect-count`,
    );
  }
  const terminal = { input: process.stdin, output: process.stderr, signal };
  if (await typedName(repository, "delete the images", terminal)) return;
  throw fittedError(`${repository}: nothing was deleted, because you did not type ${repository}`);
}

/** Images may have received a tag, or been started, since they were listed. */
function requireSame(repository: string, shown: DeletionPlan, current: DeletionPlan): void {
  const identity = ({ deleted }: DeletionPlan): string[] =>
    deleted.map(({ digest, tags }) => `${digest} ${[...tags].sort().join(" ")}`).sort();
  if (isDeepStrictEqual(identity(shown), identity(current))) return;
  throw fittedError(
    `${repository}: nothing was deleted, because the images to delete have changed since they were listed. Run the command again`,
  );
}

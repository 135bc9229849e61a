import { type Image } from "../../domain/images/image";
import { bytesText, countText, dayText, listText, shortDigest } from "../../domain/text/format";
import { type Environment } from "../../model/environment";
import { type DeletionPlan } from "../../operations/images/deletion";
import { colors, columns, fitted, terminalWidth, forTerminal } from "../support/terminal";
import { type DeletionResult } from "./execution";
import { jsonText } from "../support/write";

type Registry = Pick<Environment, "name" | "location">;

/** Rows of each list. `-o json` lists all images. */
const MAX_ROWS = 100;
const MAX_KEPT = 10;
const MAX_TAGS = 4;

/** The images to delete, those that stay although they were selected, and warnings. */
export function deletionTable({ name, location }: Registry, repository: string, plan: DeletionPlan): string {
  const { deleted, kept, warnings, bytes } = plan;
  const paint = colors();
  const lines = [`${name} ${repository} (account ${location.account}, ${location.region})`, ""];
  if (deleted.length === 0) lines.push("There are no images to delete.", "");
  else {
    const rows = deleted.slice(0, MAX_ROWS).map((image) => ["  ", ...cells(image)]);
    lines.push(
      `${paint.red("To delete")}: ${countText(deleted.length, "image")}, ${bytesText(bytes)}`,
      ...fitted(columns([["  ", "pushed", "last pull", "size", "digest", "tags"], ...rows]), terminalWidth()),
      ...more(deleted.length - MAX_ROWS),
      "",
    );
  }
  if (kept.length > 0) {
    const rows = kept.slice(0, MAX_KEPT).map(({ image, why }) => `  ${imageText(image)}: ${why}`);
    lines.push(
      `Selected, but not deleted: ${countText(kept.length, "image")}`,
      ...rows.map((row) => forTerminal(row)),
      ...more(kept.length - MAX_KEPT),
      "",
    );
  }
  lines.push(...warnings.map((warning) => forTerminal(`${paint.yellow("Warning")}: ${warning}`)));
  if (warnings.length > 0) lines.push("");
  return lines.join("\n");
}

function more(count: number): string[] {
  return count > 0 ? [`  and ${countText(count, "more image")}; to list all, use -o json`] : [];
}

function cells({ pushedAt, pulledAt, bytes, digest, tags }: Image): string[] {
  return [dayText(pushedAt), dayText(pulledAt), bytesText(bytes), shortDigest(digest), tagsText(tags)];
}

function imageText({ digest, tags }: Image): string {
  return tags.length === 0 ? shortDigest(digest) : `${shortDigest(digest)} (${tagsText(tags)})`;
}

function tagsText(tags: readonly string[]): string {
  return tags.length === 0 ? "(untagged)" : listText(tags, MAX_TAGS);
}

export function doneText(repository: string, { deleted }: DeletionResult): string {
  return deleted.length === 0 ? "" : `${repository}: ${countText(deleted.length, "image")} deleted.\n`;
}

/** The result as JSON, in the shape that `--help` documents. */
export function deletionJson(
  { name, location }: Registry,
  repository: string,
  { deleted, kept, warnings, bytes }: DeletionPlan,
  result: DeletionResult,
): string {
  const shape = {
    environment: name,
    ...location,
    repository,
    images: deleted.map(record),
    kept: kept.map(({ image, why }) => ({ digest: image.digest, tags: image.tags, why })),
    bytes,
    warnings,
    ...result,
  };
  return jsonText(shape);
}

function record({ digest, tags, bytes, pushedAt, pulledAt }: Image): object {
  return {
    digest,
    tags,
    bytes,
    pushedAt: new Date(pushedAt).toISOString(),
    ...(pulledAt === undefined ? {} : { pulledAt: new Date(pulledAt).toISOString() }),
  };
}

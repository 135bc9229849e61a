import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export const ROOT = join(__dirname, "../..");

const isSkipped = (folder: string): boolean =>
  ["node_modules", "cdktf.out", "coverage"].includes(folder) || (folder.startsWith(".") && folder !== ".github");

/** All Markdown files of the project, by path. The links of a README's template lead from where the README is. */
export const MARKDOWN_FILES = markdownBelow("")
  .filter((path) => !path.startsWith("modules/"))
  .sort();

function markdownBelow(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return isSkipped(entry.name) ? [] : markdownBelow(path);
    return entry.isFile() && entry.name.endsWith(".md") ? [path] : [];
  });
}

export function textOf(path: string): string {
  return readFileSync(join(ROOT, path), "utf8");
}

/** A fenced block of code. */
export interface Fence {
  readonly language: string;
  readonly lines: readonly string[];
}

const FENCE = /^( *)```(\w*)\n([^]*?)\n\1```$/gm;

export function fences(markdown: string): Fence[] {
  return [...markdown.matchAll(FENCE)].map(([, indent = "", language = "", code = ""]) => ({
    language,
    lines: code.split("\n").map((line) => line.slice(indent.length)),
  }));
}

/** The text without fenced code and comments. */
export function withoutFences(markdown: string): string {
  return markdown.replace(FENCE, "").replace(/<!--[^]*?-->/g, "");
}

/** The text without what commands print, which is checked where it is written. */
export function withoutOutput(markdown: string): string {
  return markdown.replace(FENCE, (fence, _, language) =>
    language === "console" ? fence.replace(/^(?! *\$ ).*$/gm, "") : fence,
  );
}

/** The anchors of a page: of its headings, as GitHub makes them, and those that it names itself. */
export function anchors(markdown: string): Set<string> {
  const seen = new Map<string, number>();
  const headings = [...withoutFences(markdown).matchAll(/^#{1,6} (.+)$/gm)].map(([, title = ""]) => title);
  const named = [...markdown.matchAll(/<a name="([^"]+)"><\/a>/g)].map(([, name = ""]) => name);
  return new Set([
    ...named,
    ...headings.map((title) => {
      const slug = title
        .replace(/\[([^[\]]*)\]\([^()]*\)/g, "$1")
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\p{M}_ -]/gu, "")
        .replaceAll(" ", "-");
      const count = seen.get(slug) ?? 0;
      seen.set(slug, count + 1);
      return count === 0 ? slug : `${slug}-${String(count)}`;
    }),
  ]);
}

/** Paragraphs and list items as plain sentences: code is one word, a link its text. Headings and tables are left out. */
export function sentences(markdown: string): string[] {
  return withoutFences(markdown)
    .split(/\n{2,}|\n(?= *(?:[-*]|\d+\.) )/)
    .filter((block) => !/^\s*(?:[|#]|\[[^\]]+\]:)/.test(block))
    .map((block) =>
      block
        .replace(/^\s*(?:[-*]|\d+\.) /, "")
        .replace(/`[^`]*`/g, "CODE")
        .replace(/\[([^[\]]*)\]\([^()]*\)/g, "$1")
        .replace(/\*\*/g, "")
        .replace(/\s+/g, " ")
        .trim(),
    )
    .flatMap((block) => block.split(/(?<=[.!?:])\s+(?=["(]?[A-Z*])/))
    .filter((sentence) => sentence !== "");
}

import { GUARD_LOCALS } from "../../domain/repository/retention";
import { type PolicySetting } from "../../domain/repository/settings";
import { type Expression } from "../../hcl/ast";
import { attributeOf, blocksOf, HclSyntaxError, parseBody, type ParsedBlock } from "../../hcl/body-parser";
import { flat } from "../../hcl/inline";

/** The blocks of a generated file. */
export interface ParsedFile {
  readonly path: string;
  readonly blocks: readonly ParsedBlock[];
}

/** A generated file that someone has made unreadable, for example by a merge. */
export interface UnreadableFile {
  readonly path: string;
  readonly line: number;
  /** `expected HCL, found "<"`. */
  readonly reason: string;
}

/** Parses generated files. One that is not HCL does not hide the others. */
export function parseFiles(files: Iterable<{ readonly path: string; readonly text: string }>): {
  readonly parsed: readonly ParsedFile[];
  readonly unreadable: readonly UnreadableFile[];
} {
  const parsed: ParsedFile[] = [];
  const unreadable: UnreadableFile[] = [];
  for (const { path, text } of files) {
    if (!path.endsWith(".tf")) continue;
    try {
      parsed.push({ path, blocks: parseBody(text).filter((item) => item.kind === "block") });
    } catch (cause) {
      if (!(cause instanceof HclSyntaxError)) throw cause;
      unreadable.push({ path, line: cause.line, reason: cause.message });
    }
  }
  return { parsed, unreadable };
}

/** A repository in the checked-in Terraform. */
export interface CheckedInRepository {
  readonly name: string;
  /** Folder of its stack. */
  readonly stack: string;
  /** Everything but names and addresses: the same for two repositories that differ only in their name. */
  readonly settings: string;
  /** The encryption settings, which AWS cannot change. */
  readonly encryption: string;
  readonly forceDelete: boolean;
  readonly preventDestroy: boolean;
  /** The policies of the repository, which are resources of their own. */
  readonly policies: readonly PolicySetting[];
}

const REPOSITORY = "aws_ecr_repository";
const POLICIES: Readonly<Record<string, PolicySetting>> = {
  aws_ecr_lifecycle_policy: "lifecyclePolicy",
  aws_ecr_repository_policy: "repositoryPolicy",
};

/** The repositories in generated files. */
export function repositoriesIn(files: readonly ParsedFile[]): CheckedInRepository[] {
  const resources = files.flatMap(({ path, blocks }) => {
    const stack = path.split("/").at(-2) ?? "";
    return blocks.filter(({ name }) => name === "resource").map((block) => ({ stack, block }));
  });
  const policies = new Map<string, ParsedBlock[]>();
  for (const { stack, block: policy } of resources.filter(
    ({
      block: {
        labels: [type = ""],
      },
    }) => type in POLICIES,
  )) {
    const repository = `${stack} ${flat(attributeOf(policy, "repository") ?? [])}`;
    policies.set(repository, [...(policies.get(repository) ?? []), policy]);
  }
  return resources.flatMap(({ stack, block }) => {
    const [type, id = ""] = block.labels;
    const name = literal(attributeOf(block, "name"));
    if (type !== REPOSITORY || name === undefined) return [];
    const own = policies.get(`${stack} ${REPOSITORY}.${id}.name`) ?? [];
    return [
      {
        name,
        stack,
        settings: settingsOf(block, own),
        encryption: JSON.stringify(blocksOf(block, "encryption_configuration")),
        forceDelete: isTrue(attributeOf(block, "force_delete")),
        preventDestroy: blocksOf(block, "lifecycle").some((lifecycle) =>
          isTrue(attributeOf(lifecycle, "prevent_destroy")),
        ),
        policies: Object.entries(POLICIES).flatMap(([label, setting]) =>
          own.some(({ labels }) => labels[0] === label) ? [setting] : [],
        ),
      },
    ];
  });
}

function settingsOf({ labels: [, id], body }: ParsedBlock, policies: readonly ParsedBlock[]): string {
  const settings = [
    body.filter(({ name }) => name !== "name"),
    ...policies.map(({ labels: [type], body: policy }) => [type, policy]),
  ];
  // References to the repository and its KMS alias have its id.
  return JSON.stringify(settings, (key, value: unknown) => (key === "text" && value === id ? "" : value));
}

/** The names of the repositories with a guard, in generated files. */
export function guardedIn(files: readonly ParsedFile[]): ReadonlySet<string> {
  const lists = files
    .flatMap(({ blocks }) => blocks.filter(({ name }) => name === "locals"))
    .flatMap((locals) => attributeOf(locals, GUARD_LOCALS.retainedNames) ?? []);
  return new Set(
    lists.flatMap((list) => (list.kind === "list" ? list.items.flatMap((item) => literal(item) ?? []) : [])),
  );
}

function literal(value: Expression = []): string | undefined {
  const [node] = value;
  const [text] = node?.kind === "template" ? node.parts : [];
  return typeof text === "string" ? text : undefined;
}

function isTrue(value: Expression = []): boolean {
  return flat(value) === "true";
}

import { markedPublic } from "../../domain/public-repositories/settings";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ANY_REGISTRY_STACK } from "../../domain/repository/groups-schema";
import { GUARD_LOCALS } from "../../domain/repository/retention";
import { type PolicySetting } from "../../domain/repository/settings";
import { type Expression } from "../../hcl/ast";
import { attributeOf, blocksOf, HclSyntaxError, parseBody, type ParsedBlock } from "../../hcl/body-parser";
import { flat } from "../../hcl/inline";
import { FOLDERS } from "../support/tree";
import { PROVIDERS_FILE, PUBLIC_REPOSITORIES_FILE, REPOSITORIES_FILE, RETENTION_FILE } from "./stack-file-layout";

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

/** The files of an environment's checked-in registry stacks that say which repositories they have, and where. */
export function checkedInFiles(root: string, environment: string): { readonly path: string; readonly text: string }[] {
  const parent = `${FOLDERS.environment}/${environment}`;
  if (!existsSync(join(root, parent))) return [];
  // Also the folders of groups and regions that are no longer declared.
  const stacks = readdirSync(join(root, parent))
    .filter((stack) => ANY_REGISTRY_STACK.test(stack))
    .sort();
  return stacks
    .flatMap((stack) =>
      [PROVIDERS_FILE, REPOSITORIES_FILE, PUBLIC_REPOSITORIES_FILE, RETENTION_FILE].map(
        (file) => `${parent}/${stack}/${file}`,
      ),
    )
    .filter((path) => existsSync(join(root, path)))
    .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));
}

/** A repository in the checked-in Terraform. */
export interface CheckedInRepository {
  /** Its name. That of a public one begins with `public:`. */
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

interface RepositoryType {
  readonly nameAttribute: string;
  readonly forceAttribute: string;
  readonly nameOf: (name: string) => string;
}

const TYPES: Readonly<Record<string, RepositoryType | undefined>> = {
  aws_ecr_repository: { nameAttribute: "name", forceAttribute: "force_delete", nameOf: (name) => name },
  aws_ecrpublic_repository: {
    nameAttribute: "repository_name",
    forceAttribute: "force_destroy",
    nameOf: markedPublic,
  },
};

const POLICIES: Readonly<Record<string, { readonly setting: PolicySetting; readonly ownerAttribute: string }>> = {
  aws_ecr_lifecycle_policy: { setting: "lifecyclePolicy", ownerAttribute: "repository" },
  aws_ecr_repository_policy: { setting: "repositoryPolicy", ownerAttribute: "repository" },
  aws_ecrpublic_repository_policy: { setting: "repositoryPolicy", ownerAttribute: "repository_name" },
};

export function repositoriesIn(files: readonly ParsedFile[]): CheckedInRepository[] {
  const resources = files.flatMap((file) =>
    file.blocks.filter(({ name }) => name === "resource").map((block) => ({ stack: stackOf(file), block })),
  );
  const policies = new Map<string, ParsedBlock[]>();
  for (const { stack, block } of resources) {
    const policy = POLICIES[block.labels[0] ?? ""];
    if (policy === undefined) continue;
    const owner = `${stack} ${flat(attributeOf(block, policy.ownerAttribute) ?? [])}`;
    policies.set(owner, [...(policies.get(owner) ?? []), block]);
  }
  const aliases = aliasesIn(files);
  const encryptionIn =
    (stack: string) =>
    (block: ParsedBlock): string => {
      const key = flat(attributeOf(block, "kms_key") ?? []);
      const alias = aliases.get(`${stack} ${key.slice(0, key.lastIndexOf("."))}`);
      return `${flat(attributeOf(block, "encryption_type") ?? [])} ${alias ?? key}`;
    };
  return resources.flatMap(({ stack, block }) => {
    const [label = "", id = ""] = block.labels;
    const type = TYPES[label];
    const name = type === undefined ? undefined : literal(attributeOf(block, type.nameAttribute));
    if (type === undefined || name === undefined) return [];
    const own = policies.get(`${stack} ${label}.${id}.${type.nameAttribute}`) ?? [];
    const settings = own.flatMap(({ labels: [policy = ""] }) => POLICIES[policy]?.setting ?? []);
    return [
      {
        name: type.nameOf(name),
        stack,
        settings: settingsOf(block, own),
        encryption: blocksOf(block, "encryption_configuration").map(encryptionIn(stack)).join(" "),
        forceDelete: isTrue(attributeOf(block, type.forceAttribute)),
        preventDestroy: blocksOf(block, "lifecycle").some((lifecycle) =>
          isTrue(attributeOf(lifecycle, "prevent_destroy")),
        ),
        policies: (["lifecyclePolicy", "repositoryPolicy"] as const).filter((setting) => settings.includes(setting)),
      },
    ];
  });
}

/** Aliases of KMS keys by stack and address: that of the data source which looks it up, or of the registry's key. */
function aliasesIn(files: readonly ParsedFile[]): ReadonlyMap<string, string> {
  return new Map(
    files.flatMap((file) =>
      file.blocks.flatMap((block): [string, string][] => {
        const [type, id = ""] = block.labels;
        const alias = type === "aws_kms_alias" ? literal(attributeOf(block, "name")) : undefined;
        if (alias === undefined) return [];
        return [
          [`${stackOf(file)} ${block.name === "data" ? `data.aws_kms_alias.${id}` : `aws_kms_key.${id}`}`, alias],
        ];
      }),
    ),
  );
}

/** Folder of the stack that a file belongs to. */
function stackOf({ path }: ParsedFile): string {
  return path.split("/").at(-2) ?? "";
}

function settingsOf({ labels: [type, id], body }: ParsedBlock, policies: readonly ParsedBlock[]): string {
  const settings = [
    type,
    body.filter(({ name }) => name !== "name" && name !== "repository_name"),
    ...policies.map(({ labels: [label], body: policy }) => [label, policy]),
  ];
  // References to the repository and its KMS alias have its id.
  return JSON.stringify(settings, (key, value: unknown) => (key === "text" && value === id ? "" : value));
}

/** The repositories with a guard in generated files, by stack. */
export function guardedIn(files: readonly ParsedFile[]): NamesByStack {
  return namesIn(files, GUARD_LOCALS.retainedNames);
}

/** The repositories that generated files let Terraform forget or delete, by stack. */
export function releasedIn(files: readonly ParsedFile[]): NamesByStack {
  return namesIn(files, GUARD_LOCALS.releasedNames);
}

export type NamesByStack = ReadonlyMap<string, ReadonlySet<string>>;

function namesIn(files: readonly ParsedFile[], local: string): NamesByStack {
  const found = new Map<string, Set<string>>();
  for (const file of files) {
    const lists = file.blocks
      .filter(({ name }) => name === "locals")
      .flatMap((locals) => attributeOf(locals, local) ?? []);
    const names = lists.flatMap((list) =>
      list.kind === "list" ? list.items.flatMap((item) => literal(item) ?? []) : [],
    );
    if (names.length > 0) found.set(stackOf(file), new Set([...(found.get(stackOf(file)) ?? []), ...names]));
  }
  return found;
}

export interface CheckedInPlace {
  readonly stack: string;
  readonly account: string;
  readonly region: string;
}

/** Where the stacks in generated files have their repositories. */
export function placesIn(files: readonly ParsedFile[]): CheckedInPlace[] {
  return files.flatMap((file) =>
    file.blocks.flatMap((block): CheckedInPlace[] => {
      const isAws = block.name === "provider" && block.labels[0] === "aws";
      // A provider with an alias is that of the public repositories.
      if (!isAws || attributeOf(block, "alias") !== undefined) return [];
      const region = literal(attributeOf(block, "region"));
      const [list] = attributeOf(block, "allowed_account_ids") ?? [];
      const account = list?.kind === "list" ? literal(list.items[0]) : undefined;
      return region === undefined || account === undefined ? [] : [{ stack: stackOf(file), account, region }];
    }),
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

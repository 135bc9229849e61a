import { type AwsLocation } from "../../domain/aws/arn";
import { isMapping } from "../../domain/problems/mapping";
import { allAddressesOf } from "../../domain/repository/addresses";
import { GUARD_LOCALS } from "../../domain/repository/retention";

/** An object of Terraform's JSON. */
export type Body = Readonly<Record<string, unknown>>;

/** A resource or data source of a stack. */
export interface Block {
  readonly kind: "resource" | "data";
  readonly type: string;
  readonly body: Body;
}

/** A synthesized stack, as far as its permissions depend on it. */
export interface SynthesizedStack {
  /** `dev-registry` */
  readonly name: string;
  readonly location: AwsLocation;
  /** The resources and data sources by address. */
  readonly blocks: ReadonlyMap<string, Block>;
  /** Whether the provider tags everything that it creates. */
  readonly hasDefaultTags: boolean;
  /** Names of the repositories that Terraform must not delete. Here and below, those of public ones are marked. */
  readonly retained: ReadonlySet<string>;
  /** Names of repositories that are no longer declared, and that Terraform may delete. */
  readonly released: readonly string[];
  /** Names of repositories that are no longer declared, and that Terraform stops managing. */
  readonly removed: readonly string[];
  /** ARN of the role that the AWS provider assumes. @default - none */
  readonly providerRole?: string;
  readonly backend?: { readonly name: string; readonly settings: Body };
}

/** Reads a stack from Terraform's JSON, as cdktf synthesizes it. */
export function readStack(name: string, json: Body): SynthesizedStack {
  const provider = firstBody(bodyOf(json["provider"])["aws"]);
  const locals = bodyOf(json["locals"]);
  const blocks = new Map([...blocksOf("resource", json), ...blocksOf("data", json)]);
  const [account] = textsOf(provider["allowed_account_ids"]);
  const removedAddresses = new Set(listOf(json["removed"]).map((it) => bodyOf(it)["from"]));
  const addressOf = (repository: string): string => allAddressesOf(repository)[0] ?? "";
  const isRemoved = (repository: string): boolean => removedAddresses.has(addressOf(repository));
  const released = textsOf(locals[GUARD_LOCALS.releasedNames]);
  const [backend] = Object.entries(bodyOf(bodyOf(json["terraform"])["backend"]));
  return {
    name,
    location: { account: account ?? "", region: textOf(provider["region"]) ?? "" },
    blocks,
    hasDefaultTags: provider["default_tags"] !== undefined,
    retained: new Set(textsOf(locals[GUARD_LOCALS.retainedNames])),
    released: released.filter((it) => !isRemoved(it) && !blocks.has(addressOf(it))),
    removed: released.filter(isRemoved),
    providerRole: textOf(firstBody(provider["assume_role"])["role_arn"]),
    backend: backend === undefined ? undefined : { name: backend[0], settings: bodyOf(backend[1]) },
  };
}

function blocksOf(kind: Block["kind"], json: Body): [string, Block][] {
  return Object.entries(bodyOf(json[kind])).flatMap(([type, named]) =>
    Object.entries(bodyOf(named)).map(([name, body]): [string, Block] => [
      `${kind === "data" ? "data." : ""}${type}.${name}`,
      { kind, type, body: bodyOf(body) },
    ]),
  );
}

/** `${aws_iam_role.operator.name}`: an attribute of another block. */
const REFERENCE = /^\$\{((?:data\.)?\w+\.[\w-]+)\.\w+\}$/;

/** The block that an argument refers to; `undefined` if the argument is not a reference. */
export function referenced({ blocks }: SynthesizedStack, value: unknown): Block | undefined {
  const address = REFERENCE.exec(textOf(value) ?? "")?.[1];
  return address === undefined ? undefined : blocks.get(address);
}

/** An argument's text without Terraform's escapes; `undefined` if it is missing or an expression. */
export function literalOf(value: unknown): string | undefined {
  const text = textOf(value);
  if (text === undefined || /(?<![$%])[$%]\{/.test(text)) return undefined;
  return text.replaceAll(/([$%])\1(?=\{)/g, "$1");
}

/** An object, or the first of a list with one: Terraform's JSON has both forms for a nested block. */
export function firstBody(value: unknown): Body {
  return bodyOf(Array.isArray(value) ? value[0] : value);
}

export function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function bodyOf(value: unknown): Body {
  return isMapping(value) ? value : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function textsOf(value: unknown): string[] {
  return listOf(value).flatMap((it) => textOf(it) ?? []);
}

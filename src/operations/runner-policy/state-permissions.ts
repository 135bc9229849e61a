import { parseArn, partitionOf, type AwsLocation } from "../../domain/aws/arn";
import { dnsSuffix } from "../../domain/aws/partitions";
import { type Environment } from "../../model/environment";
import { ofAlias } from "./dependent-permissions";
import { type Operation, type Permission } from "./permission";
import { keyArn, regionalArn } from "./resource-arns";
import { firstBody, textOf, type Body, type SynthesizedStack } from "./stack";

/** The permissions on a stack's state. */
export interface StatePermissions {
  /** ARN of the role that the backend assumes. @default - none */
  readonly role?: string;
  readonly permissions: readonly Permission[];
}

/** Whether an environment's states are in Amazon S3, so that permissions in AWS are enough to read them. */
export function isStateInS3({ state, location }: Pick<Environment, "state" | "location">): boolean {
  if (state.kind !== "backend" || state.name !== "s3") return false;
  const { settings } = state;
  const region = textOf(settings["region"]) ?? location.region;
  return isAmazonS3(textOf(firstBody(settings["endpoints"])["s3"]), region);
}

/**
 * The permissions on the state in Amazon S3: the object, its lock, the key that encrypts both, and the DynamoDB table if there is
 * one. None for other backends and for S3-compatible stores, which IAM does not protect.
 * @see https://developer.hashicorp.com/terraform/language/backend/s3#permissions-required
 */
export function statePermissions({ backend, location }: SynthesizedStack): StatePermissions {
  if (backend?.name !== "s3") return { permissions: [] };
  const { settings } = backend;
  const region = textOf(settings["region"]) ?? location.region;
  if (!isAmazonS3(textOf(firstBody(settings["endpoints"])["s3"]), region)) return { permissions: [] };
  const role = textOf(firstBody(settings["assume_role"])["role_arn"]);
  const account = (role === undefined ? undefined : parseArn(role)?.account) ?? location.account;
  const place = { account, region };
  return {
    role,
    permissions: [
      ...bucketPermissions(settings, region),
      ...keyPermissions(textOf(settings["kms_key_id"]), place),
      ...tablePermissions(textOf(settings["dynamodb_table"]), place),
    ],
  };
}

function bucketPermissions(settings: Body, region: string): Permission[] {
  const bucket = `arn:${partitionOf(region)}:s3:::${textOf(settings["bucket"]) ?? "*"}`;
  const state = `${bucket}/${textOf(settings["key"]) ?? "*"}`;
  // A state that does not exist yet is 404 with this permission, and 403 without. Only the listing itself has a prefix, so a
  // condition on the prefix would bring back the 403.
  const list = permission("ListStateBucket", "read", ["s3:ListBucket"], bucket);
  const locked = settings["use_lockfile"] === true;
  return [
    list,
    permission("ReadState", "read", ["s3:GetObject"], state),
    permission("WriteState", "update", ["s3:PutObject"], state),
    ...(locked
      ? [permission("LockState", "update", ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"], `${state}.tflock`)]
      : []),
  ];
}

function keyPermissions(key: string | undefined, place: AwsLocation): Permission[] {
  if (key === undefined) return [];
  const alias = /(?:^|:)(alias\/.+)$/.exec(key)?.[1];
  const resource = keyArn(place, alias === undefined ? key : "*");
  const arn = alias === undefined && key.startsWith("arn:") ? key : resource;
  return [
    permission("DecryptState", "read", ["kms:Decrypt"], arn),
    permission("EncryptState", "update", ["kms:GenerateDataKey"], arn),
  ].map((it) => (alias === undefined ? it : { ...it, condition: ofAlias(alias) }));
}

/** The table holds the lock, and a checksum that every plan reads. */
function tablePermissions(table: string | undefined, place: AwsLocation): Permission[] {
  if (table === undefined) return [];
  const arn = regionalArn("dynamodb", place, `table/${table}`);
  const names = (...actions: readonly string[]): string[] => actions.map((action) => `dynamodb:${action}`);
  return [
    permission("ReadStateTable", "read", names("DescribeTable", "GetItem"), arn),
    permission("LockStateTable", "update", names("DeleteItem", "PutItem"), arn),
  ];
}

function permission(sid: string, operation: Operation, actions: readonly string[], resource: string): Permission {
  return { sid, operation, actions, resources: [resource] };
}

function isAmazonS3(endpoint: string | undefined, region: string): boolean {
  if (endpoint === undefined) return true;
  const domain = `.${dnsSuffix(partitionOf(region))}`;
  return URL.canParse(endpoint) && new URL(endpoint).hostname.endsWith(domain);
}

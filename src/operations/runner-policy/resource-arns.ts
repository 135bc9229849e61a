import { partitionOf, publicRepositoryArn, repositoryArn, roleArn, type AwsLocation } from "../../domain/aws/arn";
import { markedPublic, publicNameOf } from "../../domain/public-repositories/settings";
import { isPublicType } from "../../domain/repository/addresses";
import { dnsSuffix } from "../../domain/aws/partitions";
import { literalOf, referenced, type Block, type SynthesizedStack } from "./stack";
import { type Subject } from "./provider-actions";

/** Default path of IAM's objects. */
const ROOT_PATH = "/";

/**
 * The ARNs of the object that the permissions of a block apply to, or `*` for settings without an ARN. Parts that only Terraform
 * knows are wildcards.
 * @throws Error if the block lacks the argument that names the object
 */
export function arnsOf(subject: Subject, block: Block, stack: SynthesizedStack): string[] {
  const { location } = stack;
  const { body } = block;
  switch (subject) {
    case "RegistrySettings":
      return ["*"];
    case "Repositories":
      return [repositoryArn(location, repositoryNameOf(block, stack))];
    case "PublicRepositories":
      return [publicRepositoryArn(location, publicNameOf(repositoryNameOf(block, stack)) ?? "")];
    case "Roles":
      return roleArnsOf(block, stack);
    case "ManagedPolicies":
      return [managedPolicyArn(block, stack)];
    case "OidcProviders":
      return [iamArn(location, `oidc-provider/${issuerOf(block, stack)}`)];
    case "Clusters":
      return [regionalArn("eks", location, `cluster/${required(body, "name", block)}`)];
    case "PodIdentities":
      return [regionalArn("eks", location, `podidentityassociation/${required(body, "cluster_name", block)}/*`)];
    case "Secrets":
      // The ARN of a secret ends in six characters that only AWS knows.
      return [regionalArn("secretsmanager", location, `secret:${required(body, "name", block)}-??????`)];
    case "Keys":
      return [keyArn(location, "*")];
    case "KeyAliases":
      return [regionalArn("kms", location, required(body, "name", block)), keyArn(location, "*")];
    case "Alarms":
      return [regionalArn("cloudwatch", location, `alarm:${required(body, "alarm_name", block)}`)];
    case "EventRules":
      return [regionalArn("events", location, `rule/${ownOrReferenced(block, "rule", stack)}`)];
    case "Topics": {
      const argument = block.type === "aws_sns_topic_policy" ? "arn" : "topic_arn";
      return [regionalArn("sns", location, ownOrReferenced(block, argument, stack))];
    }
    case "Functions":
      return [required(body, "function_name", block)];
  }
}

function managedPolicyArn(block: Block, { location }: SynthesizedStack): string {
  return iamArn(location, `policy${pathOf(block)}${required(block.body, "name", block)}`);
}

/** Name of the object that a block creates, or of the one that its argument refers to. */
function ownOrReferenced(block: Block, argument: string, stack: SynthesizedStack): string {
  const named = referenced(stack, block.body[argument]) ?? block;
  return required(named.body, "name", named);
}

/** Name of the repository that a block creates or configures. That of a public one is marked. */
export function repositoryNameOf(block: Block, stack: SynthesizedStack): string {
  if (block.type === "aws_ecr_repository") return required(block.body, "name", block);
  if (isPublicType(block.type)) {
    const named = referenced(stack, block.body["repository_name"]) ?? block;
    return markedPublic(required(named.body, "repository_name", named));
  }
  const repository = referenced(stack, block.body["repository"]);
  return repository === undefined ? required(block.body, "repository", block) : repositoryNameOf(repository, stack);
}

/** ARNs of the role that a block creates or configures: one if its path is known, else the one without a path and a pattern. */
function roleArnsOf(block: Block, stack: SynthesizedStack): string[] {
  const role = roleOf(block, stack);
  if (role.type === "aws_iam_role") return [roleArn(stack.location, required(role.body, "name", role), pathOf(role))];
  return ["/", "/*/"].map((path) => roleArn(stack.location, required(block.body, "role", block), path));
}

/** The role that a block creates or configures. */
export function roleOf(block: Block, stack: SynthesizedStack): Block {
  return block.type === "aws_iam_role" ? block : (referenced(stack, block.body["role"]) ?? block);
}

/** ARN of the managed policy that an attachment attaches. */
export function attachedPolicyArn(block: Block, stack: SynthesizedStack): string {
  const policy = referenced(stack, block.body["policy_arn"]);
  return policy === undefined ? required(block.body, "policy_arn", block) : managedPolicyArn(policy, stack);
}

/** ARN of a KMS key. @param id the key's id, or `*` */
export function keyArn(location: AwsLocation, id: string): string {
  return regionalArn("kms", location, `key/${id}`);
}

/** ARN of an IAM object. @param resource the part after the account */
export function iamArn({ account, region }: AwsLocation, resource: string): string {
  return `arn:${partitionOf(region)}:iam::${account}:${resource}`;
}

/** ARN of an object of a regional service. @param resource the part after the account */
export function regionalArn(service: string, { account, region }: AwsLocation, resource: string): string {
  return `arn:${partitionOf(region)}:${service}:${region}:${account}:${resource}`;
}

function pathOf({ body }: Block): string {
  return withoutWildcards(literalOf(body["path"]) ?? ROOT_PATH);
}

/** The issuer without its scheme. That of an EKS cluster is known only to Terraform. */
function issuerOf({ body }: Block, { location: { region } }: SynthesizedStack): string {
  const url = literalOf(body["url"]);
  if (url !== undefined) return withoutWildcards(url.replace(/^https:\/\//, ""));
  return `oidc.eks.${region}.${dnsSuffix(partitionOf(region))}/id/*`;
}

/** IAM reads these characters in ARNs as wildcards and variables. */
function withoutWildcards(text: string): string {
  return text.replaceAll(/[*?$]/g, (character) => `\${${character}}`);
}

function required(body: Block["body"], argument: string, { type }: Block): string {
  const value = literalOf(body[argument]);
  if (value !== undefined) return value;
  throw new Error(`${type}: expected a literal value for ${argument}, found ${JSON.stringify(body[argument] ?? null)}`);
}

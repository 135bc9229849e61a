import { type AwsLocation } from "../aws/arn";
import { hasToken } from "../terraform/strings";
import { principalNames, type ConditionValues, type PolicyPrincipal } from "../iam/policy";
import { finding } from "../policy-lint/rules";
import { oneOf, quoteValue, valuesAt, type Path, type Problem } from "../problems/problem";
import {} from "./draft";
import { type PolicyPlace } from "./place";

/** The resource that an AWS service acts for when it pulls an image. */
interface Source {
  /** First label of the service's domain before its suffix, such as `lambda`. */
  readonly of: string;
  /** Service of the resource's ARN. */
  readonly service: string;
  /** Start of the ARN's last part. @default - anything */
  readonly resource?: string;
  /** Last part of an example. */
  readonly example: string;
}

/**
 * Services that pull images as themselves.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/images-create.html#configuration-images-permissions
 * @see https://docs.aws.amazon.com/codebuild/latest/userguide/sample-ecr.html
 */
const SOURCES: readonly Source[] = [
  { of: "lambda", service: "lambda", resource: "function:", example: "function:*" },
  { of: "codebuild", service: "codebuild", example: "project/*" },
  { of: "sagemaker", service: "sagemaker", example: "*" },
  { of: "build.apprunner", service: "apprunner", example: "service/*" },
  { of: "tasks.apprunner", service: "apprunner", example: "service/*" },
  { of: "ecs-tasks", service: "ecs", example: "*" },
];

const KEY = "aws:sourcearn";

/** Warns about ARNs under `aws:SourceArn` that cannot belong to a resource that the statement's services act for. */
export function foreignSources(
  principal: PolicyPrincipal | undefined,
  key: string,
  values: ConditionValues,
  at: Path,
  { location }: PolicyPlace = {},
): Problem[] {
  // Other principals in the same statement have no aws:SourceArn, so only the services matter.
  const services = principalNames(principal, "Service");
  if (key.toLowerCase() !== KEY || services.length === 0) return [];
  const sources = services.map(sourceOf);
  return valuesAt(at, values).flatMap(({ at: where, text }) => {
    if (sources.some((source) => mayBeSource(String(text), source)))
      return location === undefined ? [] : distantFunctions(sources, String(text), where, location);
    const example = exampleFor(String(text), sources[0]);
    const message = `expected the ARN of the resource that ${oneOf(services)} acts for, found ${quoteValue(text)}. Write an ARN such as ${quoteValue(example)}`;
    return [finding("foreign-source", where, message)];
  });
}

/** Lambda pulls only from repositories of its own region. */
function distantFunctions(
  sources: readonly (Source | undefined)[],
  text: string,
  at: Path,
  { region }: AwsLocation,
): Problem[] {
  const [, , , found = ""] = text.split(":");
  const isDistant = found !== "" && !isOpen(found) && found !== region;
  if (!isDistant || !sources.every((source) => source?.of === "lambda")) return [];
  const message = `expected functions in the repository's region, ${region}, found ${quoteValue(text)}. Lambda pulls only from its own region. Correct the region, or replicate the repository to the functions' region`;
  return [finding("foreign-source", at, message)];
}

function sourceOf(domain: string): Source | undefined {
  const label = domain.replace(/\.amazonaws\.com(\.cn)?$/, "");
  return SOURCES.find(({ of }) => of === label);
}

/** Whether an ARN, which may have wildcards, can be that of a service's resource. */
function mayBeSource(text: string, source: Source | undefined): boolean {
  const [prefix, , service = "", , , ...rest] = text.split(":");
  // Texts of another form are reported for their form.
  if (prefix !== "arn" || rest.length === 0 || isOpen(service)) return true;
  // A service acts for a resource, never for an IAM principal.
  if (service === "iam" || service === "sts") return false;
  if (source === undefined) return true;
  if (service !== source.service) return false;
  const literal = rest.join(":").split(/[*?]|\$\{/, 1)[0] ?? "";
  const { resource = "" } = source;
  const isWhole = !isOpen(rest.join(":"));
  return literal.startsWith(resource) || (!isWhole && resource.startsWith(literal));
}

/** Whether a part of an ARN can stand for several texts. */
function isOpen(part: string): boolean {
  return /[*?]|\$\{/.test(part) || hasToken(part);
}

/** An ARN of the first service's resource, with partition, region and account of the ARN found if it has them. */
function exampleFor(text: string, source: Source | undefined): string {
  const { service, example } = source ?? SOURCES[0] ?? { service: "lambda", example: "function:*" };
  const [, partition = "aws", , region = "", account = ""] = text.split(":");
  return ["arn", partition, service, region || "eu-west-1", account || "111122223333", example].join(":");
}

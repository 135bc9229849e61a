import { parseArn, type AwsLocation } from "../aws/arn";
import { ANY_DNS_SUFFIX } from "../aws/partitions";

/**
 * A repository as AWS, Docker and their consoles show it: a name, URI or ARN. Names and URIs may have a tag or digest.
 */
export interface RepositorySpelling {
  readonly repositoryName: string;
  /** Location of the registry. @default - the text has only a name */
  readonly location?: AwsLocation;
  /** @default - the text has no tag */
  readonly tag?: string;
  /** @default - the text has no digest */
  readonly digest?: string;
}

/**
 * Hosts of private registries: default, FIPS and dual-stack.
 * @see https://docs.aws.amazon.com/general/latest/gr/ecr.html
 */
const HOST = new RegExp(
  `^(?:https?://)?([0-9]{12})\\.(?:dkr\\.ecr(?:-fips)?\\.([a-z0-9-]+)\\.${ANY_DNS_SUFFIX}|dkr-ecr\\.([a-z0-9-]+)\\.on\\.aws)/`,
);

/** Separates the host of a private registry, if there is one, from the rest of a reference. */
export function splitHost(text: string): { readonly location?: AwsLocation; readonly rest: string } {
  const host = HOST.exec(text);
  if (host === null) return { rest: text };
  const [whole, account = "", usual, dualStack = ""] = host;
  return { location: { account, region: usual ?? dualStack }, rest: text.slice(whole.length) };
}

/** Name, tag and digest. */
const REFERENCE = /^([^:@]*)(?::([^:@/]+))?(?:@(.+))?$/;
const ARN_RESOURCE = /^repository\/(.+)$/;

/** Reads a repository in any spelling. The name is not checked. */
export function readSpelling(text: string): RepositorySpelling {
  const arn = parseArn(text);
  const [, named] = ARN_RESOURCE.exec(arn?.resource ?? "") ?? [];
  if (arn?.service === "ecr" && named !== undefined)
    return { repositoryName: named, location: { account: arn.account, region: arn.region } };
  const { location, rest } = splitHost(text);
  const [, repositoryName = rest, tag, digest] = REFERENCE.exec(rest) ?? [];
  return {
    repositoryName,
    ...(location === undefined ? {} : { location }),
    ...(tag === undefined ? {} : { tag }),
    ...(digest === undefined ? {} : { digest }),
  };
}

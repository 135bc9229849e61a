import { type AwsLocation } from "../../domain/aws/arn";
import { errorsOf, quoteValue } from "../../domain/problems/problem";
import { checkRepositoryName } from "../../domain/repository/name";
import { splitHost } from "../../domain/repository/spelling";

/** An image reference on the command line. */
export interface ImageReference {
  /** Location of the registry. @default - not part of the reference */
  readonly location?: AwsLocation;
  readonly repositoryName: string;
  /** @default - the reference has only a digest */
  readonly tag?: string;
  /** `sha256:` and 64 hexadecimal digits. Takes precedence over the tag. @default - the tag determines the image */
  readonly digest?: string;
}

/** A digest with the only algorithm that ECR uses. */
export const DIGEST = /^sha256:[0-9a-f]{64}$/;
/** A tag that ECR accepts. */
export const TAG = /^\w[\w.-]{0,299}$/;
const FORMS = "team/api:1.2, team/api@sha256:... or 111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/api:1.2";

/**
 * Parses `[host/]repository:tag`, `[host/]repository@digest`, or both.
 * @throws Error for any other text. There is no default tag, because `latest` could move while the gate runs.
 */
export function parseImageReference(text: string): ImageReference {
  const refuse = (why: string): never => {
    throw new Error(`expected an image such as ${FORMS}, found ${quoteValue(text)}: ${why}`);
  };
  const { location, rest } = splitHost(text);
  const [named = "", digest, ...more] = rest.split("@");
  if (more.length > 0) return refuse("it contains several digests");
  if (digest !== undefined && !DIGEST.test(digest)) return refuse(`${quoteValue(digest)} is not a SHA-256 digest`);
  const [repositoryName = "", tag, ...others] = named.split(":");
  if (others.length > 0) return refuse("it contains several tags");
  if (tag !== undefined && !TAG.test(tag)) return refuse(`${quoteValue(tag)} is not a valid tag`);
  if (tag === undefined && digest === undefined) return refuse("it contains neither a tag nor a digest");
  const [problem] = errorsOf(checkRepositoryName(repositoryName));
  if (problem !== undefined) return refuse(problem.message);
  return { location, repositoryName, tag, digest };
}

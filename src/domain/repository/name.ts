import { error, quoteValue, warning, type Problem } from "../problems/problem";
import { readSpelling } from "./spelling";

/**
 * A repository's name: 2 to 256 characters; lowercase letters and digits, separated by `.`, `_`, `__`, hyphens or `/`.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html
 */
export const REPOSITORY_NAME = {
  pattern: /^[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*$/,
  minLength: 2,
  maxLength: 256,
} as const;

/** What the pattern allows between letters and digits, for messages. */
export const SEPARATOR_RULE = "each separator must be ., _, __, or one or more hyphens";

/** The pattern before AWS allowed `a--b` and `a__b` in private registries. Public ones and other tools still have it. */
export const EARLIER_PATTERN = /^(?:[a-z0-9]+(?:[._-][a-z0-9]+)*\/)*[a-z0-9]+(?:[._-][a-z0-9]+)*$/;

/** Reports what ECR rejects in a name, and warns of what older tools reject. */
export function checkRepositoryName(name: string): Problem[] {
  const problems: Problem[] = [];
  const { minLength, maxLength, pattern } = REPOSITORY_NAME;
  if (name.length < minLength || name.length > maxLength) {
    const message = `expected ${minLength} to ${maxLength} characters, found ${name.length} in ${quoteValue(name)}`;
    problems.push(error("repository/name-length", [], message));
  }
  if (!pattern.test(name)) {
    const message = `expected a repository name, found ${quoteValue(name)}: ${reasons(name).join(", ")}. ${proposal(name)}`;
    problems.push(error("repository/name", [], message));
  } else if (readSpelling(name).location !== undefined) {
    const message = `expected a name without a registry's host, found ${quoteValue(name)}. ECR would accept it and add the host again in the URI. ${proposal(name)}`;
    problems.push(warning("repository/name-host", [], message));
  } else if (!EARLIER_PATTERN.test(name)) {
    const message = `expected single separators, found ${quoteValue(name)}. ECR accepts __ and repeated hyphens, but other tools (moto, ACK, aws-cdk) reject them`;
    problems.push(warning("repository/name-doubled", [], message));
  }
  return problems;
}

function reasons(name: string): string[] {
  if (name === "") return ["it is empty"];
  const { repositoryName, location, tag, digest } = readSpelling(name);
  if (REPOSITORY_NAME.pattern.test(repositoryName)) {
    if (digest !== undefined) return ["it contains a digest"];
    if (tag !== undefined) return ["it contains a tag"];
    if (location !== undefined) return ["it is an ARN or a URI"];
  }
  const found: string[] = [];
  if (/[A-Z]/.test(name)) found.push("uppercase letters are not allowed");
  if (/[^A-Za-z0-9._/-]/.test(name)) found.push("only letters a-z, digits and . _ - / are allowed");
  if (/^[._/-]|[._/-]$/.test(name)) found.push("it must start and end with a letter or digit");
  if (/\/[._/-]|[._-]\//.test(name)) found.push("each part between slashes must start and end with a letter or digit");
  if (/\.[._-]|_[.-]|-[._]|___/.test(name)) found.push(SEPARATOR_RULE);
  return found.length > 0 ? found : ["it does not match the pattern that ECR requires"];
}

/** A registry's host with a port, as in localhost:5000/team/api. */
const HOST_AND_PORT = /^[\w.-]+:\d+\//;

function proposal(name: string): string {
  const candidate = readSpelling(name.replace(HOST_AND_PORT, ""))
    .repositoryName.toLowerCase()
    .replaceAll(/[^a-z0-9._/-]+/g, "-")
    .replaceAll(/([._-])[._-]+/g, "$1")
    .split("/")
    .map((part) => part.replaceAll(/^[._-]|[._-]$/g, ""))
    .filter((part) => part !== "")
    .join("/");
  return REPOSITORY_NAME.pattern.test(candidate) && candidate.length >= 2
    ? `Try ${JSON.stringify(candidate)}`
    : "Choose a different name";
}

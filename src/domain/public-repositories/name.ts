import { error, quoteValue, repeated, type Problem } from "../problems/problem";
import { checkRepositoryName, EARLIER_PATTERN, REPOSITORY_NAME } from "../repository/name";
import { checkTerraformNames } from "../terraform/terraform-name";

/**
 * A public repository's name: shorter than a private one's, and without doubled separators.
 * @see https://docs.aws.amazon.com/AmazonECRPublic/latest/APIReference/API_CreateRepository.html
 */
export const PUBLIC_NAME = { ...REPOSITORY_NAME, pattern: EARLIER_PATTERN, maxLength: 205 } as const;

/** Reports what public ECR rejects in a name. */
export function checkPublicName(name: string): Problem[] {
  const { minLength, maxLength, pattern } = PUBLIC_NAME;
  const problems = checkRepositoryName(name).filter(
    ({ rule }) => rule !== "repository/name-length" && rule !== "repository/name-doubled",
  );
  if (name.length < minLength || name.length > maxLength) {
    const message = `expected ${minLength} to ${maxLength} characters for a public repository, found ${name.length} in ${quoteValue(name)}`;
    problems.push(error("public/name-length", [], message));
  }
  if (REPOSITORY_NAME.pattern.test(name) && !pattern.test(name)) {
    const message = `expected single separators in the name of a public repository, found ${quoteValue(name)}`;
    problems.push(error("public/name", [], message));
  }
  return problems;
}

/** Reports names that are used twice, or that have the same Terraform address. Each problem is at its index. */
export function checkPublicNames(names: readonly string[]): Problem[] {
  const twice = repeated(names, (name) => name).map(({ entry, index }) =>
    error("public/name-twice", [index], `expected each name once, found ${quoteValue(entry)} twice. Remove one`),
  );
  return [...twice, ...checkTerraformNames(names)].map((problem) => ({
    ...problem,
    at: [...problem.at, "repositoryName"],
  }));
}

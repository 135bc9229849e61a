import { problemsOf, read, repository, SOUND, text, type Files } from "../../support/config";

type Statement = Readonly<Record<string, unknown>>;

const PULL = { Effect: "Allow", Action: "ecr:BatchGetImage" };

/** Statements that no policy may have, and what is said of each. */
const STATEMENTS: readonly (readonly [string, Statement, string])[] = [
  ["everybody", { ...PULL, Principal: "*" }, 'found "*" without a Condition, which allows every AWS account'],
  ["everybody, all actions", { ...PULL, Principal: { AWS: "*" }, Action: "ecr:*" }, "allows every AWS account"],
  ["everybody in a list", { ...PULL, Principal: { AWS: ["111122223333", "*"] } }, "allows every AWS account"],
  ["all but one", { ...PULL, NotPrincipal: { AWS: "444455556666" } }, "found NotPrincipal, which allows everyone else"],
  ["nobody", PULL, "expected a principal, found nothing"],
  ["another service", { ...PULL, Principal: { AWS: "444455556666" }, Action: "s3:*" }, "expected an ECR action"],
  ["an account of 11 digits", { ...PULL, Principal: { AWS: "44445555666" } }, "11 digits"],
  [
    "accounts by pattern",
    { ...PULL, Principal: { AWS: "arn:aws:iam::*:root" } },
    "expected a principal without wildcards",
  ],
  ["providers of all accounts", { ...PULL, Principal: { Federated: "*" } }, "an identity provider in an AWS account"],
  [
    "a condition that strangers meet",
    { ...PULL, Principal: "*", Condition: { StringEquals: { "aws:username": "alice" } } },
    "expected a Condition that limits Principal",
  ],
  [
    "a misspelt operator",
    { ...PULL, Principal: { AWS: "444455556666" }, Condition: { StringEqual: { "aws:username": "alice" } } },
    'Did you mean "StringEquals"?',
  ],
];

const policyOf = (statement: Statement) => JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
const environment = (...lines: readonly string[]) => ({ "environment.yaml": SOUND + text(...lines) });

/** Every place where a policy may be written. */
const PLACES: readonly (readonly [string, (statement: Statement) => Files])[] = [
  ["a repository", (it) => ({ "repositories/a.yaml": repository(`repositoryPolicy: ${policyOf(it)}`) })],
  ["a repository, as text", (it) => ({ "repositories/a.yaml": repository(`repositoryPolicy: '${policyOf(it)}'`) })],
  [
    "a repository in JSON",
    (it) => ({
      "repositories/a.json": `{ "repositories": [{ "repositoryName": "team/api", "repositoryPolicy": ${policyOf(it)} }] }`,
    }),
  ],
  ["the defaults", (it) => environment(`repositoryDefaults: { repositoryPolicy: ${policyOf(it)} }`)],
  [
    "a template",
    (it) =>
      environment(
        `registry: { creationTemplates: [{ prefix: quay, appliedFor: [REPLICATION], repositoryPolicy: ${policyOf(it)} }] }`,
      ),
  ],
  ["the registry", (it) => environment(`registry: { policy: ${policyOf({ ...it, Resource: "*" })} }`)],
  [
    "the registry, a statement without a list",
    (it) =>
      environment(
        `registry: { policy: ${JSON.stringify({ Version: "2012-10-17", Statement: { ...it, Resource: "*" } })} }`,
      ),
  ],
];

describe.each(PLACES)("in the policy of %s", (_, filesOf) => {
  test.each(STATEMENTS)("%s is an error", (_, statement, words) => {
    const reading = read(filesOf(statement));
    expect(problemsOf(reading).filter((problem) => !problem.includes(": warning: "))).toEqual([
      expect.stringContaining(words),
    ]);
    expect(reading.environment).toBeUndefined();
  });

  test("an account with the rights of a pull is accepted", () => {
    const reading = read(filesOf({ ...PULL, Principal: { AWS: "444455556666" } }));
    expect(reading.problems.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(reading.environment).toBeDefined();
  });
});

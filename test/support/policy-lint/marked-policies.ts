import { readText } from "../../../src/config/source/read-file";
import { located } from "../../../src/config/problems";
import { type PolicyDocument } from "../../../src/domain/iam/policy";
import { lintRolePolicy, lintTrustPolicy } from "../../../src/domain/policy-lint/lint";
import { type PolicySubject } from "../../../src/domain/policy-lint/policy-rule";
import { type Problem } from "../../../src/domain/problems/problem";
import { type PolicyPlace } from "../../../src/domain/repository-policy/place";
import { checkRegistryPolicy, checkRepositoryPolicy } from "../../../src/domain/repository-policy/check";

/** The registry of the policies, in a project with two accounts. */
export const PLACE: PolicyPlace = {
  partition: "aws",
  location: { account: "111122223333", region: "eu-west-1" },
  accounts: ["111122223333", "777788889999"],
  today: "2026-11-30",
};

const CHECKS: Readonly<Record<PolicySubject, (document: unknown) => Problem[]>> = {
  "repository-policy": (document) => checkRepositoryPolicy(document, PLACE),
  "registry-policy": (document) => checkRegistryPolicy(document, PLACE),
  "trust-policy": (document) => lintTrustPolicy(document as PolicyDocument),
  "role-policy": (document) => lintRolePolicy(document as PolicyDocument),
};

/** The statements of a policy as YAML, under the document's other lines. */
function policyText(statements: string): string {
  return `Version: "2012-10-17"\nStatement:\n${statements.replace(/^\n+/, "")}`;
}

/** The findings that a text's comments mark: `# ! void, null-check` at the end of their line. */
export function marked(subject: PolicySubject, statements: string): string[] {
  return policyText(statements)
    .split("\n")
    .flatMap((line, index) =>
      (/# ! (.+)$/.exec(line)?.[1] ?? "")
        .split(", ")
        .filter((rule) => rule !== "")
        .map((rule) => `${index + 1} ${subject}/${rule}`),
    )
    .sort();
}

/** The findings in a policy, each with its line. */
export function linted(subject: PolicySubject, statements: string): string[] {
  const { documents, faults } = readText("policy.yaml", policyText(statements));
  const [document] = documents;
  if (document === undefined) throw new Error(JSON.stringify(faults));
  return located(document, [], CHECKS[subject](document.data))
    .map(({ line, rule }) => `${line} ${rule}`)
    .sort();
}

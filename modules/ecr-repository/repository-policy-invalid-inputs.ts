import { hclTemplate } from "../kit/hcl-expression";
import { refusedValue, longText, type InvalidInput } from "../kit/invalid-input";
import { type ModuleDocument } from "../kit/module-definition";

const STATEMENT = { Effect: "Allow", Principal: { AWS: "111122223333" }, Action: "ecr:BatchGetImage" };

/** A policy whose single statement has these invalid keys; `undefined` removes a key. */
const policy = (wrong: string, words: string, statement: ModuleDocument, document: ModuleDocument = {}): InvalidInput =>
  refusedValue(
    "repository_policy",
    wrong,
    words,
    JSON.stringify({ Version: "2012-10-17", Statement: [{ ...STATEMENT, ...statement }], ...document }),
  );

/** A policy whose statement has a Sid of this length, as a test file writes it. */
function policyWithSid(length: number): string {
  const [sid, ...statement] = [longText(length), ...Object.entries(STATEMENT)];
  const keys = statement.map(([key, value]) => `${key} = ${hclTemplate(value)}`).join(", ");
  return `\${jsonencode({ Version = "2012-10-17", Statement = [{ Sid = ${hclTemplate(sid)}, ${keys} }] })}`;
}

/** Repository policies that both the modules and the construct reject, each with its own message. */
export const REFUSED_POLICIES: readonly InvalidInput[] = [
  policy("a policy without statements", "at least 1 statement", {}, { Statement: [] }),
  policy("a policy with Resource", "remove Resource and NotResource", { Resource: "*" }),
  policy("NotPrincipal with Allow", "NotPrincipal with Allow grants access to everyone else", {
    Principal: undefined,
    NotPrincipal: { AWS: "111122223333" },
  }),
  policy("everyone may pull", 'Principal "*" without a Condition allows every AWS account', { Principal: "*" }),
  policy("everyone may pull, as an entry of a list", 'Principal "*" without a Condition allows every AWS account', {
    Principal: { AWS: ["111122223333", "*"] },
    Condition: {},
  }),
  policy("everyone may pull in addition to a service", 'Principal "*" without a Condition allows every AWS account', {
    Principal: { Service: "lambda.amazonaws.com", AWS: "*" },
  }),
  {
    ...policy("a long policy", "at most 10240 characters", { Sid: "x".repeat(10_240) }),
    written: { repository_policy: policyWithSid(10_240) },
  },
  {
    title: "a policy that is too long with its grants",
    inputs: {
      pull_principals: ["111122223333"],
      repository_policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Sid: "x".repeat(10_000), ...STATEMENT }],
      }),
    },
    written: { pull_principals: ["111122223333"], repository_policy: policyWithSid(10_000) },
    rejectedBy: "aws_ecr_repository_policy.this",
    expectedMessage: "at most 10240 characters",
  },
];

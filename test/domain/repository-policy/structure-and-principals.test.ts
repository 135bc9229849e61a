import { checkRepositoryPolicy } from "../../../src/domain/repository-policy/check";
import { label, policy, PULL, ROLE, statement } from "./support";

const faults: [string, object, string, string][] = [
  [
    "no Version",
    { Statement: [statement()] },
    "error repository-policy/value Version",
    "2012-10-17 or 2008-10-17 is required",
  ],
  [
    "another Version",
    { ...policy(statement()), Version: "2012-10-7" },
    "error repository-policy/value Version",
    'Did you mean "2012-10-17"?',
  ],
  ["no Statement", { Version: "2012-10-17" }, "error repository-policy/type Statement", "missing"],
  ["an empty Statement", policy(), "error repository-policy/size Statement", "at least 1 entry"],
  [
    "a misspelt Statement",
    { ...policy(statement()), Statements: [] },
    "error repository-policy/unknown-key Statements",
    'Did you mean "Statement"?',
  ],
  [
    "no Effect",
    policy(statement({ Effect: undefined })),
    "error repository-policy/value Statement[0].Effect",
    "missing; Allow or Deny is required",
  ],
  [
    "a misspelt Effect",
    policy(statement({ Effect: "allow" })),
    "error repository-policy/value Statement[0].Effect",
    'Did you mean "Allow"?',
  ],
  [
    "a misspelt key",
    policy({ ...statement({ Action: undefined }), Actions: PULL }),
    "error repository-policy/unknown-key Statement[0].Actions",
    'Did you mean "Action"?',
  ],
  [
    "a fault in a single statement",
    { Version: "2012-10-17", Statement: statement({ Effect: "No" }) },
    "error repository-policy/value Statement.Effect",
    "Allow or Deny",
  ],
  [
    "a null",
    policy(statement({ Condition: null })),
    "error repository-policy/null Statement[0].Condition",
    "leave it out",
  ],
  [
    "a Resource",
    policy(statement({ Resource: "*" })),
    "error repository-policy/resource Statement[0].Resource",
    "Invalid repository policy provided",
  ],
  [
    "a NotResource",
    policy(statement({ NotResource: "*" })),
    "error repository-policy/resource Statement[0].NotResource",
    "leave it out",
  ],
  [
    "a Resource in a single statement",
    { Version: "2012-10-17", Statement: statement({ Resource: "*" }) },
    "error repository-policy/resource Statement.Resource",
    "leave it out",
  ],
  [
    "no principal",
    policy(statement({ Principal: undefined })),
    "error repository-policy/principal Statement[0].Principal",
    "missing; a repository policy says whom",
  ],
  [
    "both principals",
    policy(statement({ NotPrincipal: { AWS: ROLE } })),
    "error repository-policy/principal Statement[0].NotPrincipal",
    "leave one out",
  ],
  [
    "all but one allowed",
    policy(statement({ Principal: undefined, NotPrincipal: { AWS: ROLE } })),
    "error repository-policy/principal Statement[0].NotPrincipal",
    "strangers included",
  ],
  [
    "a principal without its kind",
    policy(statement({ Principal: ROLE })),
    "error repository-policy/principal Statement[0].Principal",
    "a principal has its kind in front",
  ],
  [
    "a principal of nobody",
    policy(statement({ Principal: {} })),
    "error repository-policy/value Statement[0].Principal",
    "names nobody",
  ],
  [
    "an unknown kind of principal",
    policy(statement({ Principal: { Aws: ROLE } })),
    "error repository-policy/unknown-key Statement[0].Principal.Aws",
    'Did you mean "AWS"?',
  ],
  [
    "an unquoted account id",
    policy(statement({ Principal: { AWS: [111122223333] } })),
    "error repository-policy/principal Statement[0].Principal.AWS[0]",
    'quote it: "111122223333"',
  ],
  [
    "a service that is none",
    policy(statement({ Principal: { Service: "codebuild" } })),
    "error repository-policy/principal Statement[0].Principal.Service",
    "named by its domain",
  ],
];

test.each(faults)("%s is named once, at its place", (_, document, expected, words) => {
  const problems = checkRepositoryPolicy(document).filter((problem) =>
    label(problem).endsWith(expected.slice(expected.lastIndexOf(" "))),
  );
  expect(problems.map(label)).toEqual([expected]);
  expect(problems[0]?.message).toContain(words);
});

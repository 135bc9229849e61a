import { checkRepositoryPolicy } from "../../../src/domain/repository-policy/check";
import { label, policy, PULL, ROLE, statement } from "../../support/domain/repository-policy";

const faults: [string, object, string, string][] = [
  [
    "no Version",
    { Statement: [statement()] },
    "error repository-policy/value Version",
    "expected 2012-10-17 or 2008-10-17, found nothing",
  ],
  [
    "another Version",
    { ...policy(statement()), Version: "2012-10-7" },
    "error repository-policy/value Version",
    'Did you mean "2012-10-17"?',
  ],
  [
    "no Statement",
    { Version: "2012-10-17" },
    "error repository-policy/type Statement",
    "expected a list or a mapping, found nothing",
  ],
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
    "expected Allow or Deny, found nothing",
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
    "expected a value, found null. Write one, or remove the key",
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
    'expected no NotResource in a repository policy, found "*". Remove it (ECR: "Invalid repository policy provided")',
  ],
  [
    "a Resource in a single statement",
    { Version: "2012-10-17", Statement: statement({ Resource: "*" }) },
    "error repository-policy/resource Statement.Resource",
    'expected no Resource in a repository policy, found "*". Remove it (ECR: "Invalid repository policy provided")',
  ],
  [
    "no principal",
    policy(statement({ Principal: undefined })),
    "error repository-policy/principal Statement[0].Principal",
    'expected a principal, found nothing. Each statement of a repository policy needs a principal: { "AWS": [...] }',
  ],
  [
    "both principals",
    policy(statement({ NotPrincipal: { AWS: ROLE } })),
    "error repository-policy/principal Statement[0].NotPrincipal",
    "expected either Principal or NotPrincipal, found both. Remove one",
  ],
  [
    "all but one allowed",
    policy(statement({ Principal: undefined, NotPrincipal: { AWS: ROLE } })),
    "error repository-policy/principal Statement[0].NotPrincipal",
    "expected Principal with Allow, found NotPrincipal, which allows everyone else, including other AWS accounts. List the allowed principals in Principal",
  ],
  [
    "a principal without its kind",
    policy(statement({ Principal: ROLE })),
    "error repository-policy/principal Statement[0].Principal",
    'expected a principal with its type, found "arn:aws:iam::111122223333:role/deployer". Write { "AWS": "arn:aws:iam::111122223333:role/deployer" }, or use "Service" for a service',
  ],
  [
    "a principal of nobody",
    policy(statement({ Principal: {} })),
    "error repository-policy/value Statement[0].Principal",
    "expected AWS, Service or Federated, found {}",
  ],
  [
    "an unknown kind of principal",
    policy(statement({ Principal: { Aws: ROLE } })),
    "error repository-policy/unknown-key Statement[0].Principal.Aws",
    'Did you mean "AWS"?',
  ],
  [
    "an unquoted account ID",
    policy(statement({ Principal: { AWS: [111122223333] } })),
    "error repository-policy/principal Statement[0].Principal.AWS[0]",
    'expected an account ID as a string, found the number 111122223333. Quote it: "111122223333"',
  ],
  [
    "a service that is none",
    policy(statement({ Principal: { Service: "codebuild" } })),
    "error repository-policy/principal Statement[0].Principal.Service",
    'expected a service\'s domain, such as "codebuild.amazonaws.com", found "codebuild"',
  ],
];

test.each(faults)("%s is named once, at its place", (_, document, expected, words) => {
  const problems = checkRepositoryPolicy(document).filter((problem) =>
    label(problem).endsWith(expected.slice(expected.lastIndexOf(" "))),
  );
  expect(problems.map(label)).toEqual([expected]);
  expect(problems[0]?.message).toContain(words);
});

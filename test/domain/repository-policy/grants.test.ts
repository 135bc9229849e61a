import { checkRepositoryPolicy } from "../../../src/domain/repository-policy/check";
import { checkPrincipals, grantStatements } from "../../../src/domain/repository-policy/grants";
import { policy, ROLE, statement } from "../../support/domain/repository-policy";

describe("grants", () => {
  test("are one statement each, with a name that stays", () => {
    const statements = grantStatements({ pullPrincipals: [ROLE], pushPrincipals: ["444455556666"] }, "aws");
    expect(statements.map(({ Sid, Principal }) => [Sid, Principal])).toEqual([
      ["AllowPull", { AWS: [ROLE] }],
      ["AllowPush", { AWS: ["arn:aws:iam::444455556666:root"] }],
    ]);
  });

  test("without principals are none", () => {
    expect(grantStatements({ pullPrincipals: [], pushPrincipals: undefined }, "aws")).toEqual([]);
  });

  test("name each principal once, in the order given, in the partition's own ARNs", () => {
    const root = "arn:aws-cn:iam::111122223333:root";
    const role = "arn:aws-cn:iam::444455556666:role/ci";
    const [pull] = grantStatements({ pullPrincipals: [role, "111122223333", root, role] }, "aws-cn");
    expect(pull?.Principal).toEqual({ AWS: [role, root] });
  });

  test("of a push include the pull, each action once", () => {
    const [push] = grantStatements({ pushPrincipals: [ROLE] }, "aws");
    expect(push?.Action).toEqual([
      "ecr:BatchCheckLayerAvailability",
      "ecr:InitiateLayerUpload",
      "ecr:UploadLayerPart",
      "ecr:CompleteLayerUpload",
      "ecr:PutImage",
      "ecr:BatchGetImage",
      "ecr:GetDownloadUrlForLayer",
    ]);
  });

  test("pass the checks of a repository policy", () => {
    const statements = grantStatements({ pullPrincipals: ["111122223333"], pushPrincipals: [ROLE] }, "aws");
    expect(checkRepositoryPolicy(policy(...statements))).toEqual([]);
  });
});

const faults: [string, unknown, string][] = [
  [
    "a number",
    111122223333,
    'expected an account ID as a string, found the number 111122223333. Quote it: "111122223333"',
  ],
  [
    "a number that lost its zero",
    12345678901,
    "expected an account ID of 12 digits as a string, found the number 12345678901. Quote all 12 digits, including leading zeros",
  ],
  ["a boolean", true, "expected a quoted account ID (12 digits) or the ARN of an IAM role or user, found true"],
  ["too few digits", "11112222333", 'expected an account ID of 12 digits, found "11112222333" (11 digits)'],
  ["a name", "deployer", "a quoted account ID (12 digits) or the ARN"],
  [
    "everybody",
    "*",
    'expected a quoted account ID (12 digits) or the ARN of an IAM role or user, found "*", which means everyone. Write the grant { organization: <organization> } under pull or push',
  ],
  ["a wildcard in a role's name", "arn:aws:iam::111122223333:role/ci-*", "a Condition on aws:PrincipalArn"],
  ["a group", "arn:aws:iam::111122223333:group/developers", "IAM groups cannot be principals"],
  [
    "an instance profile",
    "arn:aws:iam::111122223333:instance-profile/node",
    'expected a quoted account ID (12 digits) or the ARN of an IAM role or user, found "arn:aws:iam::111122223333:instance-profile/node"',
  ],
  [
    "a bucket",
    "arn:aws:s3:::bucket",
    'expected a quoted account ID (12 digits) or the ARN of an IAM role or user, found "arn:aws:s3:::bucket"',
  ],
  [
    "an account ID that is too short in an ARN",
    "arn:aws:iam::1111222233:root",
    'expected an IAM ARN with an account ID of 12 digits and without a region, such as arn:aws:iam::111122223333:role/name, found "arn:aws:iam::1111222233:root"',
  ],
  [
    "a region in an ARN",
    "arn:aws:iam:eu-west-1:111122223333:root",
    'expected an IAM ARN with an account ID of 12 digits and without a region, such as arn:aws:iam::111122223333:role/name, found "arn:aws:iam:eu-west-1:111122223333:root"',
  ],
  [
    "an unknown partition",
    "arn:aws-xx:iam::111122223333:root",
    'expected an ARN in partition aws, aws-cn, aws-us-gov, aws-eusc, aws-iso, aws-iso-b, aws-iso-e or aws-iso-f, found "arn:aws-xx:iam::111122223333:root"',
  ],
  [
    "another partition",
    "arn:aws-cn:iam::111122223333:root",
    'expected a principal in the repository\'s partition, aws, found "arn:aws-cn:iam::111122223333:root". Write an ARN that starts with arn:aws:',
  ],
  [
    "a deleted role",
    "AROAEXAMPLEID1234567",
    'expected an existing principal, found "AROAEXAMPLEID1234567", the ID of a deleted principal. Write the ARN of an existing principal',
  ],
  [
    "a session",
    "arn:aws:sts::111122223333:assumed-role/deployer/build-1",
    'expected an IAM role, found the session "arn:aws:sts::111122223333:assumed-role/deployer/build-1". Write the role\'s ARN, arn:aws:iam::<account>:role/<name>',
  ],
  [
    "a malformed session",
    "arn:aws:sts::111122223333:session",
    "expected the ARN of a role's session (assumed-role/<role>/<session>), found \"arn:aws:sts::111122223333:session\". Prefer the role's own ARN",
  ],
];

test.each(faults)("as a principal %s is refused", (_, principal, words) => {
  const problems = checkPrincipals([ROLE, principal], "aws");
  expect(problems).toEqual([expect.objectContaining({ rule: "principals/value", severity: "error", at: [1] })]);
  expect(problems[0]?.message).toContain(words);
});

test("accounts, roles and users with paths, and unresolved tokens are principals", () => {
  const principals = [
    "111122223333",
    "arn:aws:iam::111122223333:root",
    "arn:aws:iam::111122223333:user/team/ann",
    ROLE,
  ];
  expect(checkPrincipals([...principals, "arn:aws:iam::${TfToken[TOKEN.3]}:root"], "aws")).toEqual([]);
});

test("a policy's principals are compared with the repository's partition where it is known", () => {
  const document = policy(statement());
  expect(checkRepositoryPolicy(document, { partition: "aws" })).toEqual([]);
  expect(checkRepositoryPolicy(document, { partition: "aws-us-gov" })).toEqual([
    expect.objectContaining({ rule: "repository-policy/principal", at: ["Statement", 0, "Principal", "AWS"] }),
  ]);
});

test.each([
  ["lambda.amazonaws.com", "a service", '{ service: lambda, sourceAccount: "<account>" } under pull'],
  ["codebuild.amazonaws.com", "a service", '{ service: codebuild, sourceAccount: "<account>" } under pull'],
  ["o-abcdefghij", "an organization", "{ organization: o-abcdefghij } under pull or push"],
  [
    "arn:aws:organizations::111122223333:organization/o-abcdefghij",
    "an organization",
    "{ organization: o-abcdefghij } under pull or push",
  ],
  [
    "o-abcdefghij/r-ab12/ou-ab12-11111111/*",
    "an organizational unit",
    "{ organizationalUnit: o-abcdefghij/r-ab12/ou-ab12-11111111/* } under pull or push",
  ],
  [
    "ou-ab12-11111111",
    "an organizational unit",
    "{ organizationalUnit: <organization>/<root>/ou-ab12-11111111 } under pull or push",
  ],
])("%s is granted access by a grant", (principal, what, grant) => {
  expect(checkPrincipals([principal], "aws").map(({ message }) => message)).toEqual([
    `expected a quoted account ID (12 digits) or the ARN of an IAM role or user, found "${principal}", ${what}. Write the grant ${grant}`,
  ]);
});

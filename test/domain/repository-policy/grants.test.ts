import { checkRepositoryPolicy } from "../../../src/domain/repository-policy/check";
import { checkPrincipals, grantStatements } from "../../../src/domain/repository-policy/grants";
import { policy, ROLE, statement } from "./support";

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
  ["a number", 111122223333, 'quote it: "111122223333"'],
  ["a number that lost its zero", 12345678901, "zeros in front included"],
  ["a boolean", true, "found true; a quoted account id (12 digits) or the ARN of an IAM role or user is allowed"],
  ["too few digits", "11112222333", "(11 digits); an account id has 12"],
  ["a name", "deployer", "a quoted account id (12 digits) or the ARN"],
  ["everybody", "*", "a principal has no wildcards"],
  ["a wildcard in a role's name", "arn:aws:iam::111122223333:role/ci-*", "a Condition on aws:PrincipalArn"],
  ["a group", "arn:aws:iam::111122223333:group/developers", "IAM groups cannot be principals"],
  ["an instance profile", "arn:aws:iam::111122223333:instance-profile/node", "ARN of an IAM role or user is allowed"],
  ["a bucket", "arn:aws:s3:::bucket", "which is no principal"],
  ["an account id that is too short in an ARN", "arn:aws:iam::1111222233:root", "an account id of 12 digits"],
  ["a region in an ARN", "arn:aws:iam:eu-west-1:111122223333:root", "an IAM ARN has no region"],
  [
    "an unknown partition",
    "arn:aws-xx:iam::111122223333:root",
    "partitions are aws, aws-cn, aws-us-gov, aws-eusc, aws-iso",
  ],
  ["another partition", "arn:aws-cn:iam::111122223333:root", "the repository is in partition aws"],
  ["a deleted role", "AROAEXAMPLEID1234567", "the id of a principal that was deleted"],
  ["a session", "arn:aws:sts::111122223333:assumed-role/deployer/build-1", "name the IAM role itself"],
  ["a malformed session", "arn:aws:sts::111122223333:session", "better name the role itself"],
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
  expect(checkRepositoryPolicy(document, "aws")).toEqual([]);
  expect(checkRepositoryPolicy(document, "aws-us-gov")).toEqual([
    expect.objectContaining({ rule: "repository-policy/principal", at: ["Statement", 0, "Principal", "AWS"] }),
  ]);
});

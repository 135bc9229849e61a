import { checkPublicRepository, publicPolicyOf } from "../../../src/domain/public-repositories/check";
import { checkPublicNames } from "../../../src/domain/public-repositories/name";
import { type PublicRepositorySettings } from "../../../src/domain/public-repositories/settings";
import { formatPath } from "../../../src/domain/problems/problem";

function problems(settings: Partial<PublicRepositorySettings>): string[] {
  return checkPublicRepository({ repositoryName: "team/api", ...settings }).map(
    ({ severity, at, message }) => `${severity}: ${formatPath(at)}: ${message}`,
  );
}

const ROLE = "arn:aws:iam::444455556666:role/release";
const policy = (statement: object) => ({ Version: "2012-10-17", Statement: [statement] }) as never;
const EVERYONE = { Effect: "Allow", Principal: "*" };

/** An image of a size, as far as its beginning tells. */
function png(bytes: number): string {
  const start = Buffer.from("89504e470d0a1a0a", "hex");
  return Buffer.concat([start, Buffer.alloc(bytes - start.length)]).toString("base64");
}

test("all settings together have no problems", () => {
  const catalog = {
    description: "d".repeat(1024),
    about: "a".repeat(10_240),
    usage: "u".repeat(10_240),
    architectures: ["ARM", "ARM 64", "x86", "x86-64"],
    operatingSystems: ["Linux", "Windows"],
    logoImageBlob: png(512_000),
  };
  expect(
    problems({
      repositoryName: `a${"b".repeat(204)}`,
      catalog,
      pushPrincipals: ["444455556666", ROLE],
      repositoryPolicy: policy({ Effect: "Deny", Principal: { AWS: ROLE }, Action: "ecr-public:BatchDeleteImage" }),
      tags: { Team: "api" },
      deletionPolicy: "Delete",
      forceDelete: true,
    }),
  ).toEqual([]);
});

test.each([
  ["a".repeat(206), "expected 2 to 205 characters for a public repository, found 206"],
  ["a", "expected 2 to 205 characters for a public repository, found 1"],
  ["team--api", 'expected single separators in the name of a public repository, found "team--api"'],
  ["team__api", 'expected single separators in the name of a public repository, found "team__api"'],
  ["Team/api", "expected a repository name"],
])("%.20s is not a name", (repositoryName, message) => {
  expect(problems({ repositoryName })).toEqual([expect.stringContaining(`error: repositoryName: ${message}`)]);
});

test("texts of the catalog are measured in bytes, as the provider does", () => {
  expect(
    problems({ catalog: { description: "é".repeat(513), about: "ü".repeat(5121), usage: "x".repeat(10_241) } }),
  ).toEqual([
    "error: catalog.description: expected at most 1024 bytes of UTF-8, found 1026. Shorten the text",
    "error: catalog.about: expected at most 10240 bytes of UTF-8, found 10242. Shorten the text",
    "error: catalog.usage: expected at most 10240 bytes of UTF-8, found 10241. Shorten the text",
  ]);
});

test("labels that the Gallery does not show are warnings, the others errors", () => {
  const many = Array.from({ length: 51 }, (_, index) => `os${index}`);
  expect(problems({ catalog: { architectures: ["arm64", "x86", "x86", ""], operatingSystems: many } })).toEqual([
    'warning: catalog.architectures[0]: expected ARM, ARM 64, x86 or x86-64, found "arm64", which the Gallery does not show. Did you mean "ARM 64"?',
    'error: catalog.architectures[2]: expected each entry once, found "x86" twice. Remove one',
    'error: catalog.architectures[3]: expected 1 to 50 characters, found ""',
    "error: catalog.operatingSystems: expected at most 50 entries, found 51",
  ]);
});

test("a logo is a PNG or JPEG image of at most 512,000 bytes in base64", () => {
  expect(problems({ catalog: { logoImageBlob: "no base64" } })).toEqual([
    'error: catalog.logoImageBlob: expected an image in base64, found "no base64"',
  ]);
  expect(problems({ catalog: { logoImageBlob: png(512_001) } })).toEqual([
    "error: catalog.logoImageBlob: expected an image of 1 to 512000 bytes, found 512001",
  ]);
  const blob = (...bytes: readonly number[]): string => Buffer.from(bytes).toString("base64");
  expect(problems({ catalog: { logoImageBlob: blob(0xff, 0xd8, 0xff, 0xe0) } })).toEqual([]);
  expect(problems({ catalog: { logoImageBlob: Buffer.from("aws_secret_access_key").toString("base64") } })).toEqual([
    "error: catalog.logoImageBlob: expected a PNG or JPEG image, found a file that begins with the bytes 61 77 73 5f 73 65 63 72",
  ]);
  expect(problems({ catalog: { logoImageBlob: blob(0x89, 0x50) } })).toEqual([
    "error: catalog.logoImageBlob: expected a PNG or JPEG image, found a file that begins with the bytes 89 50",
  ]);
  expect(problems({ catalog: { logoImageBlob: "" } })).toEqual([
    "error: catalog.logoImageBlob: expected an image of 1 to 512000 bytes, found 0",
  ]);
  expect(problems({ catalog: { logoImageBlob: '${filebase64("logo.png")}' } })).toEqual([]);
});

test("a retained repository cannot have forceDelete, and Retain is the default", () => {
  expect(problems({ forceDelete: true })).toEqual([
    "error: forceDelete: expected deletionPolicy: Delete with forceDelete: true, found Retain. Change one of the two",
  ]);
});

test("principals are those of the partition aws", () => {
  expect(problems({ pushPrincipals: ["arn:aws-cn:iam::444455556666:role/release"] })).toEqual([
    expect.stringContaining("error: pushPrincipals[0]: expected a principal in the repository's partition, aws"),
  ]);
});

test("too many principals make the policy too long", () => {
  const pushPrincipals = Array.from({ length: 300 }, (_, index) => `${ROLE}-${index}`);
  expect(problems({ pushPrincipals })).toEqual([
    expect.stringMatching(/^error: pushPrincipals: expected a policy of at most 10240 characters/),
  ]);
});

describe("the policy", () => {
  test("everyone may read what the Gallery shows, but not push", () => {
    expect(problems({ repositoryPolicy: policy({ ...EVERYONE, Action: ["ecr-public:DescribeImages"] }) })).toEqual([]);
    for (const Action of [
      "ecr-public:PutImage",
      "ecr-public:*",
      ["ecr-public:DescribeImages", "ecr-public:TagResource"],
    ]) {
      expect(problems({ repositoryPolicy: policy({ ...EVERYONE, Action }) })).toContain(
        'error: repositoryPolicy.Statement[0].Principal: expected specific principals, found "*" without a Condition, which allows every AWS account. List the accounts, or add a Condition such as StringEquals aws:PrincipalOrgID',
      );
    }
  });

  test("actions are those of public repositories", () => {
    const of = (Action: string) =>
      problems({ repositoryPolicy: policy({ Effect: "Allow", Principal: { AWS: ROLE }, Action }) });
    expect(of("ecr:PutImage")).toEqual([
      expect.stringContaining('expected an ECR Public action in a public repository\'s policy, found "ecr:PutImage"'),
    ]);
    expect(of("ecr-public:BatchGetImage")).toEqual([
      expect.stringContaining('expected a known ECR Public action, found "ecr-public:BatchGetImage"'),
    ]);
    expect(of("ecr-public:GetAuthorizationToken")).toEqual([
      expect.stringContaining("expected an action on repositories"),
    ]);
    expect(of("ecr-public:PutImage")).toEqual([
      expect.stringMatching(
        /^warning: .*ecr-public:InitiateLayerUpload, ecr-public:UploadLayerPart and ecr-public:CompleteLayerUpload are missing/,
      ),
    ]);
  });

  test("keys of private repositories match nothing", () => {
    const of = (key: string) =>
      problems({
        repositoryPolicy: policy({
          Effect: "Deny",
          Principal: { AWS: ROLE },
          Action: "ecr-public:PutImage",
          Condition: { StringEquals: { [key]: "x" } },
        }),
      });
    expect(of("ecr-public:ResourceTag/Team")).toEqual([]);
    expect(of("ecr:ResourceTag/Team")).toEqual([
      expect.stringContaining("Use an aws: key or ecr-public:ResourceTag/<tag key>"),
    ]);
  });

  test("has a statement for principals that push", () => {
    expect(publicPolicyOf({})).toBeUndefined();
    expect(publicPolicyOf({ pushPrincipals: ["444455556666", ROLE] })).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "AllowPush",
          Effect: "Allow",
          Principal: { AWS: ["arn:aws:iam::444455556666:root", ROLE] },
          Action: [
            "ecr-public:BatchCheckLayerAvailability",
            "ecr-public:InitiateLayerUpload",
            "ecr-public:UploadLayerPart",
            "ecr-public:CompleteLayerUpload",
            "ecr-public:PutImage",
          ],
        },
      ],
    });
  });
});

test("names are unique, and so are their Terraform addresses", () => {
  expect(checkPublicNames(["a/b", "a/b", "a_b"]).map(({ at, rule }) => [rule, ...at])).toEqual([
    ["public/name-twice", 1, "repositoryName"],
    ["repository/logical-id", 2, "repositoryName"],
  ]);
});

import { checkGrants } from "../../../src/domain/grants/check";
import { foldAdvice } from "../../../src/domain/grants/fold";
import { grantParts } from "../../../src/domain/grants/parts";
import { mergedStatements } from "../../../src/domain/grants/merge";

const LOCATION = { account: "111122223333", region: "eu-west-1" };
const UNIT = "o-a1b2c3d4e5/r-ab12/ou-ab12-11111111";

const check = (grant: unknown, access: "pull" | "push" = "pull") =>
  checkGrants(["444455556666", grant], { access, location: LOCATION });

test.each<[string, unknown]>([
  ["an account", "444455556666"],
  ["a list of principals", { principals: ["444455556666", "arn:aws:iam::444455556666:role/ci/deploy"] }],
  ["an organization", { organization: "o-a1b2c3d4e5" }],
  ["a unit with those below it", { organizationalUnit: UNIT }],
  ["a unit with those below it, as in a policy", { organizationalUnit: `${UNIT}/*` }],
  ["a unit alone", { organizationalUnit: `${UNIT}/ou-ab12-22222222/` }],
  ["Lambda for an account", { service: "lambda", sourceAccount: "444455556666" }],
  ["Lambda for a function", { service: "lambda", sourceArn: "arn:aws:lambda:eu-west-1:444455556666:function:api" }],
  ["a service by its domain", { service: "sagemaker.amazonaws.com", sourceAccount: ["444455556666"] }],
  ["networks", { organization: "o-a1b2c3d4e5", when: { vpce: "vpce-0123456789abcdef0", ips: ["203.0.113.7"] } }],
])("%s is a grant", (_, grant) => {
  expect(check(grant)).toEqual([]);
});

test.each<[string, unknown, (string | number)[], string]>([
  ["a number", 444455556666, [1], 'Quote it: "444455556666"'],
  ["an organization as text", "o-a1b2c3d4e5", [1], "Write the grant { organization: o-a1b2c3d4e5 }"],
  ["a list", ["444455556666"], [1], "expected a quoted account ID"],
  [
    "nothing",
    {},
    [1],
    "expected one of principals, organization, organizationalUnit, service or environment, found none",
  ],
  [
    "two kinds",
    { organization: "o-a1b2c3d4e5", principals: "444455556666" },
    [1, "organization"],
    "found principals and organization. Write a separate entry for each",
  ],
  ["a misspelled key", { organisation: "o-a1b2c3d4e5" }, [1, "organisation"], 'Did you mean "organization"?'],
  ["a wildcard", { principals: ["arn:aws:iam::444455556666:role/*"] }, [1, "principals", 0], "without wildcards"],
  ["no principals", { principals: [] }, [1, "principals"], "found an empty list"],
  ["an unquoted account", { principals: 444455556666 }, [1, "principals"], 'Quote it: "444455556666"'],
  ["a wildcard for the organization", { organization: "o-*" }, [1, "organization"], "expected an organization's ID"],
  ["a unit as an organization", { organization: UNIT }, [1, "organization"], "use organizationalUnit"],
  [
    "a unit without its path",
    { organizationalUnit: "ou-ab12-11111111" },
    [1, "organizationalUnit"],
    "the path of an organizational unit",
  ],
  ["a unit's prefix", { organizationalUnit: `${UNIT}*` }, [1, "organizationalUnit"], "without wildcards"],
  [
    "a wildcard in a unit's path",
    { organizationalUnit: "o-a1b2c3d4e5/*/ou-ab12-11111111" },
    [1, "organizationalUnit"],
    "the path",
  ],
  ["a service without a source", { service: "lambda" }, [1, "service"], "could pull on behalf of any AWS account"],
  [
    "a service with two sources",
    {
      service: "codebuild",
      sourceAccount: "444455556666",
      sourceArn: "arn:aws:codebuild:eu-west-1:444455556666:project/a",
    },
    [1, "sourceAccount"],
    "either sourceArn or sourceAccount",
  ],
  [
    "a source of any account",
    { service: "codebuild", sourceArn: "arn:aws:codebuild:eu-west-1:*:project/api" },
    [1, "sourceArn"],
    "an ARN with a fixed account",
  ],
  [
    "a role as the source",
    { service: "codebuild", sourceArn: ["arn:aws:iam::444455556666:role/ci"] },
    [1, "sourceArn", 0],
    "the resource that codebuild.amazonaws.com acts for",
  ],
  [
    "functions in another region",
    { service: "lambda", sourceArn: "arn:aws:lambda:us-east-1:444455556666:function:api" },
    [1, "sourceArn"],
    "in the repository's region, eu-west-1",
  ],
  [
    "functions of any account",
    { service: "lambda", sourceArn: "arn:aws:lambda:eu-west-1:*:function:api" },
    [1, "sourceArn"],
    "in one account and region",
  ],
  ["a short account", { service: "lambda", sourceAccount: ["4444"] }, [1, "sourceAccount", 0], "12 digits"],
  ["no accounts", { service: "lambda", sourceAccount: [] }, [1, "sourceAccount"], "found an empty list"],
  ["a service that is none", { service: "Lambda", sourceAccount: "444455556666" }, [1, "service"], "name or domain"],
  [
    "networks of a service",
    { service: "lambda", sourceAccount: "444455556666", when: { vpce: "vpce-0a1b2c3d" } },
    [1, "when"],
    "would have no effect",
  ],
  [
    "a source without a service",
    { organization: "o-a1b2c3d4e5", sourceAccount: "444455556666" },
    [1, "sourceAccount"],
    "requires service",
  ],
  ["roles without an environment", { principals: "444455556666", roles: ["a"] }, [1, "roles"], "requires environment"],
  ["no networks", { principals: "444455556666", when: {} }, [1, "when"], "expected vpce or ips"],
  ["a VPC", { principals: "444455556666", when: { vpce: ["vpc-0a1b2c3d"] } }, [1, "when", "vpce", 0], "a VPC endpoint"],
  ["no address", { principals: "444455556666", when: { ips: "example.com" } }, [1, "when", "ips"], "an IP address"],
  [
    "the internet",
    { principals: "444455556666", when: { ips: ["0.0.0.0/0"] } },
    [1, "when", "ips"],
    "a large part of the internet",
  ],
])("%s is refused as a grant", (_, grant, at, words) => {
  const problems = check(grant);
  expect(problems).toEqual([expect.objectContaining({ severity: "error", at })]);
  expect(problems[0]?.message).toContain(words);
});

test("services do not push", () => {
  expect(check({ service: "codebuild", sourceAccount: "444455556666" }, "push")).toEqual([
    expect.objectContaining({ rule: "grant/service-push", at: [1, "service"] }),
  ]);
});

test("an environment is refused where there are none", () => {
  expect(check({ environment: "production" })).toEqual([
    expect.objectContaining({ rule: "grant/environment", at: [1, "environment"] }),
  ]);
});

test("advice on a long policy names what saves the most", () => {
  const roles = Array.from({ length: 4 }, (_, index) => `arn:aws:iam::444455556666:role/r${index}`);
  const place = { partition: "aws", region: "eu-west-1" } as const;
  const advice = (...grants: Parameters<typeof grantParts>[0]) =>
    foldAdvice({ Statement: mergedStatements(grantParts(grants, "pull", place)) });
  expect(advice(...roles, "111122223333", "555566667777")).toBe(
    'Write the account 444455556666 instead of its 4 roles and users in statement "AllowPull"',
  );
  expect(advice("111122223333", "555566667777", roles[0] ?? "")).toBe(
    'Write an organization or organizationalUnit instead of the 2 accounts in statement "AllowPull"',
  );
  const sourceArn = ["a", "b", "c"].map((name) => `arn:aws:lambda:eu-west-1:444455556666:function:${name}`);
  expect(advice({ service: "lambda", sourceArn })).toBe(
    'Write sourceAccount: "444455556666" instead of its 3 resources in statement "AllowLambdaPull"',
  );
  expect(advice("111122223333")).toBe("");
});

test.each([
  ["lamda", 'Did you mean "lambda"?'],
  ["ec2", "EC2 instances pull images with the role of their instance profile. Name that role instead"],
  ["ecs-tasks.amazonaws.com", "ECS pulls images with the task execution role. Name that role instead"],
])("the service %s is a warning, which can be accepted", (service, words) => {
  const [problem, ...others] = check({ service, sourceAccount: "444455556666" });
  expect(problem).toMatchObject({ rule: "repository-policy/service", severity: "warning", at: [1, "service"] });
  expect(problem?.message).toContain(words);
  expect(others).toEqual([]);
});

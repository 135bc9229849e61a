import {
  differencesWithOrigins,
  type DeclaredRepository,
} from "../../../../src/domain/repository/differences/compare-with-aws";
import { originText } from "../../../../src/domain/repository/differences/origin";
import { type ExistingPolicies } from "../../../../src/domain/repository/existing";
import { type PolicyStatement } from "../../../../src/domain/iam/policy";
import { grantStatements } from "../../../../src/domain/repository-policy/grants";
import { grantParts } from "../../../../src/domain/grants/parts";
import { type Grant } from "../../../../src/domain/grants/schema";
import { REPOSITORY_DEFAULTS, type PolicySetting } from "../../../../src/domain/repository/settings";

const EXISTING = {
  repositoryName: "team/api",
  repositoryArn: "arn:aws:ecr:eu-central-1:123456789012:repository/team/api",
  repositoryUri: "123456789012.dkr.ecr.eu-central-1.amazonaws.com/team/api",
  registryId: "123456789012",
  imageTagMutability: "IMMUTABLE",
  imageTagMutabilityExclusionFilters: [],
  scanOnPush: true,
  encryptionType: "AES256",
};

/** As Lambda writes it when a function is created. */
const LAMBDA: PolicyStatement = {
  Sid: "LambdaECRImageRetrievalPolicy",
  Effect: "Allow",
  Principal: { Service: "lambda.amazonaws.com" },
  Action: [
    "ecr:BatchGetImage",
    "ecr:DeleteRepositoryPolicy",
    "ecr:GetDownloadUrlForLayer",
    "ecr:GetRepositoryPolicy",
    "ecr:SetRepositoryPolicy",
  ],
  Condition: { StringLike: { "aws:sourceArn": "arn:aws:lambda:eu-central-1:123456789012:function:*" } },
};
const GRANTS = { pullPrincipals: ["111122223333"], pushPrincipals: ["arn:aws:iam::123456789012:role/ci-pipeline"] };
const GRANTED = grantStatements(GRANTS, "aws");

const rule = (countNumber: number, description = "keep", countType = "imageCountMoreThan") => ({
  rulePriority: 1,
  description,
  selection: {
    tagStatus: "any",
    countType,
    countNumber,
    ...(countType === "sinceImagePushed" && { countUnit: "days" }),
  },
  action: { type: "expire" },
});
const keep = (...parts: Parameters<typeof rule>) =>
  ({ rules: [rule(...parts)] }) as DeclaredRepository["lifecyclePolicy"];

const statements = (...Statement: readonly object[]): Partial<ExistingPolicies> => ({
  repositoryPolicyText: JSON.stringify({ Version: "2012-10-17", Statement }),
});

function origins(
  declared: Partial<DeclaredRepository>,
  policies: Partial<ExistingPolicies>,
  imports: readonly { readonly repositoryName: string; readonly without: readonly PolicySetting[] }[] = [],
  found: Partial<typeof EXISTING> = {},
): string[] {
  return differencesWithOrigins(
    { ...REPOSITORY_DEFAULTS, pullPrincipals: [], pushPrincipals: [], ...declared },
    { tags: {}, partition: "aws", imports },
    { ...EXISTING, ...found },
    { tags: {}, ...policies },
  ).map(({ field, origin }) => `${field}: ${origin}`);
}

describe("statements of AWS services", () => {
  test("Lambda's statement next to declared grants is Lambda's", () => {
    expect(origins(GRANTS, statements(...GRANTED, LAMBDA))).toEqual([
      "repositoryPolicy statement LambdaECRImageRetrievalPolicy: service",
    ]);
  });

  test("declared as it is, it is not a difference", () => {
    const declared = { ...GRANTS, repositoryPolicy: { Version: "2012-10-17" as const, Statement: [LAMBDA] } };
    expect(origins(declared, statements(...GRANTED, LAMBDA))).toEqual([]);
  });

  test("a narrower declaration of it is reverted by Lambda, and the other way around", () => {
    const narrow = { ...LAMBDA, Action: ["ecr:BatchGetImage"] };
    const declared = { repositoryPolicy: { Version: "2012-10-17" as const, Statement: [narrow] } };
    expect(origins(declared, statements(LAMBDA))).toEqual([
      "repositoryPolicy statement LambdaECRImageRetrievalPolicy, Action: service",
    ]);
  });

  test.each([
    ["of another service", { ...LAMBDA, Principal: { Service: "codebuild.amazonaws.com" } }],
    ["for two services", { ...LAMBDA, Principal: { Service: ["lambda.amazonaws.com", "codebuild.amazonaws.com"] } }],
    ["that denies", { ...LAMBDA, Effect: "Deny" }],
    ["with another Sid", { ...LAMBDA, Sid: "LambdaECRImageCrossAccountRetrievalPolicy" }],
  ])("a statement %s was written by someone", (_what, statement) => {
    expect(origins(GRANTS, statements(...GRANTED, statement))).toEqual([
      expect.stringMatching(/^repositoryPolicy statement \w+: changed$/),
    ]);
  });
});

describe("policies that are not declared", () => {
  test("are not managed, whoever wrote them", () => {
    const found = { ...statements(LAMBDA), lifecyclePolicyText: JSON.stringify(keep(10)) };
    expect(origins({}, found)).toEqual(["lifecyclePolicy: unmanaged", "repositoryPolicy: unmanaged"]);
  });

  test("an import without a declaration does not import them", () => {
    expect(origins({}, statements(LAMBDA), [{ repositoryName: "team/api", without: [] }])).toEqual([
      "repositoryPolicy: unmanaged",
    ]);
  });
});

describe("policies that would be created over AWS's", () => {
  test("grants over a policy with Lambda's statement alone", () => {
    expect(origins({ pullPrincipals: ["111122223333"] }, statements(LAMBDA))).toEqual([
      "repositoryPolicy statement AllowPull: not-imported",
      "repositoryPolicy statement LambdaECRImageRetrievalPolicy: service",
    ]);
  });

  test("a lifecycle policy made by hand", () => {
    const found = { lifecyclePolicyText: JSON.stringify(keep(14, "by hand", "sinceImagePushed")) };
    expect(new Set(origins({ lifecyclePolicy: keep(10) }, found).map((text) => text.split(": ")[1]))).toEqual(
      new Set(["not-imported"]),
    );
  });

  const other = statements({ Sid: "ByHand", Effect: "Allow", Principal: "*", Action: "ecr:BatchGetImage" });

  test.each([
    ["imported", [], "changed"],
    ["excluded from the import", ["repositoryPolicy"], "not-imported"],
  ] as const)("one that is %s", (_how, without, origin) => {
    expect(origins(GRANTS, other, [{ repositoryName: "team/api", without }])).toContain(
      `repositoryPolicy statement AllowPull: ${origin}`,
    );
  });
});

describe("changes by hand", () => {
  test("one value of a rule, and one element of a statement", () => {
    const [pull, push] = GRANTED;
    const found = {
      ...statements({ ...pull, Effect: "Deny" }, { ...push }),
      lifecyclePolicyText: JSON.stringify(keep(99)),
    };
    expect(origins({ ...GRANTS, lifecyclePolicy: keep(10) }, found)).toEqual([
      "lifecyclePolicy rule 1, selection.countNumber: changed",
      "repositoryPolicy statement AllowPull, Effect: changed",
    ]);
  });

  test("policies that AWS does not have, settings and tags", () => {
    const found = { tags: { Team: "x" } };
    expect(origins({ ...GRANTS, lifecyclePolicy: keep(1) }, found, [], { scanOnPush: false })).toEqual([
      "scanOnPush: changed",
      "lifecyclePolicy: changed",
      "repositoryPolicy: changed",
      "tags.Team: changed",
    ]);
  });
});

test("a line says what a deployment does unless it restores the declared value", () => {
  const line = { field: "scanOnPush", declared: true, found: false };
  expect(originText({ ...line, origin: "changed" })).toBe("scanOnPush: declared true, found false");
  expect(originText({ field: "lifecyclePolicy", found: keep(1), origin: "unmanaged" })).toBe(
    "lifecyclePolicy: declared nothing, found 1 rule (not managed by Terraform; a deployment does not change it)",
  );
});

describe("access that services lose", () => {
  const losses = (declared: Partial<DeclaredRepository>, ...found: readonly object[]) =>
    differencesWithOrigins(
      { ...REPOSITORY_DEFAULTS, pullPrincipals: [], pushPrincipals: [], ...declared },
      { tags: {}, partition: "aws", imports: [] },
      EXISTING,
      { tags: {}, ...statements(...found) },
    );
  const grantsTo = (...pull: readonly Grant[]): Partial<DeclaredRepository> => ({
    ...GRANTS,
    grants: grantParts(pull, "pull", { partition: "aws", account: "123456789012", region: "eu-central-1" }),
  });
  const CODEBUILD = { ...LAMBDA, Sid: "Build", Principal: { Service: "codebuild.amazonaws.com" } };

  test("is reported once for a statement, with the grant that keeps it", () => {
    const [service, ...others] = losses(GRANTS, ...GRANTED, LAMBDA);
    expect(others).toEqual([]);
    expect(service?.lostAccess).toEqual([
      { service: "lambda.amazonaws.com", grant: { service: "lambda", sourceAccount: "123456789012" } },
    ]);
    expect(service && originText(service)).toMatch(
      / \(written by an AWS service; a deployment reverts it\)\. A deployment would remove access for lambda\.amazonaws\.com. To keep the access, declare pull: \[\{ service: lambda, sourceAccount: "123456789012" \}\]$/,
    );
    const narrow = {
      repositoryPolicy: { Version: "2012-10-17" as const, Statement: [{ ...LAMBDA, Effect: "Deny" as const }] },
    };
    const deniedText = losses(narrow, LAMBDA).map(originText);
    expect(deniedText.filter((line) => line.includes("would remove access"))).toHaveLength(1);
  });

  test("a grant that narrows Lambda's statement to a pull keeps the access", () => {
    const narrowed = losses(grantsTo({ service: "lambda", sourceAccount: "123456789012" }), ...GRANTED, LAMBDA);
    expect(narrowed.map(({ field, origin, lostAccess }) => [field.split(", ")[1], origin, lostAccess])).toEqual([
      ["Action", "changed", undefined],
      ["Condition", "changed", undefined],
    ]);
  });

  test.each<[string, Grant]>([
    ["another account's functions", { service: "lambda", sourceAccount: "999900001111" }],
    ["a single function", { service: "lambda", sourceArn: "arn:aws:lambda:eu-central-1:123456789012:function:api" }],
    ["another service", { service: "codebuild", sourceAccount: "123456789012" }],
  ])("a grant for %s does not", (_what, grant) => {
    const lost = losses(grantsTo(grant), ...GRANTED, LAMBDA).flatMap(({ lostAccess = [] }) => lostAccess);
    expect(lost.map(({ service }) => service)).toEqual(["lambda.amazonaws.com"]);
  });

  test("statements that people wrote for services are reported too", () => {
    const source = "arn:aws:codebuild:eu-central-1:123456789012:project/*";
    const [found] = losses(GRANTS, ...GRANTED, {
      ...CODEBUILD,
      Condition: { ArnLike: { "aws:SourceArn": source } },
    });
    expect(found).toMatchObject({
      origin: "changed",
      lostAccess: [{ service: "codebuild.amazonaws.com", grant: { service: "codebuild", sourceArn: source } }],
    });
  });

  test("a statement that no grant expresses is to be declared", () => {
    const [found] = losses(GRANTS, ...GRANTED, {
      ...CODEBUILD,
      Condition: { Bool: { "aws:SecureTransport": "true" } },
    });
    expect(found?.lostAccess).toEqual([{ service: "codebuild.amazonaws.com" }]);
    expect(found && originText(found)).toMatch(/To keep the access, declare the statement$/);
  });

  test("a policy that Terraform does not manage loses nothing", () => {
    expect(losses({}, LAMBDA)).toEqual([expect.not.objectContaining({ lostAccess: expect.anything() as unknown })]);
  });
});

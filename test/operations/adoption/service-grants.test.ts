import { entryOf } from "../../../src/operations/adoption/entry";
import { foundRepository } from "../../../src/operations/adoption/found";
import { withServiceGrants } from "../../../src/operations/adoption/service-grants";
import { REPOSITORY_DEFAULTS } from "../../../src/domain/repository/settings";

const LOCATION = { account: "111122223333", region: "eu-west-1" };
const FUNCTIONS = "arn:aws:lambda:eu-west-1:111122223333:function:*";

/** As Lambda writes it when a function is created. */
const LAMBDA = {
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
  Condition: { StringLike: { "aws:sourceArn": FUNCTIONS } },
};
/** As a grant writes it. */
const GRANTED = {
  ...LAMBDA,
  Action: ["ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage"],
  Condition: { ArnLike: { "aws:SourceArn": [FUNCTIONS] } },
};
const PULL = {
  Sid: "AllowPull",
  Effect: "Allow",
  Principal: { AWS: "arn:aws:iam::444455556666:root" },
  Action: ["ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage", "ecr:BatchCheckLayerAvailability"],
};
const BY_HAND = { Sid: "ByHand", Effect: "Deny", Principal: "*", Action: "ecr:BatchDeleteImage" };

function adopted(statements: readonly object[], { exact = false, version = "2012-10-17" } = {}) {
  const existing = {
    repositoryName: "team/api",
    repositoryArn: "arn:aws:ecr:eu-west-1:111122223333:repository/team/api",
    repositoryUri: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/api",
    registryId: "111122223333",
    imageTagMutability: "IMMUTABLE",
    imageTagMutabilityExclusionFilters: [],
    scanOnPush: true,
    encryptionType: "AES256",
  };
  const repositoryPolicyText = JSON.stringify({ Version: version, Statement: statements });
  const { found } = foundRepository(existing, { tags: {}, repositoryPolicyText }, LOCATION);
  if (found === undefined) throw new Error("the repository was left out");
  const granted = withServiceGrants(found, LOCATION, exact);
  const settings = { ...REPOSITORY_DEFAULTS, pullPrincipals: [], pushPrincipals: [] };
  const { repositoryName: _, ...entry } = entryOf(
    granted.found,
    { settings, tags: {}, region: LOCATION.region, noPolicy: "none" },
    () => undefined,
  );
  return { entry, remark: granted.remark };
}

const LAMBDA_PULL = [{ service: "lambda", sourceAccount: "111122223333" }];

test("Lambda's own statement becomes a grant, and a note says what changes", () => {
  expect(adopted([LAMBDA], { version: "2008-10-17" })).toEqual({
    entry: { pull: LAMBDA_PULL },
    remark:
      'has a statement that AWS Lambda added. Access for AWS services is now declared as pull: [{ service: lambda, sourceAccount: "111122223333" }], so the first deployment will limit Lambda\'s statement to pulls. To keep the statement unchanged, use --exact',
  });
});

test("next to it, principals stay principals and other statements stay a policy", () => {
  expect(adopted([PULL, LAMBDA]).entry).toEqual({ pullPrincipals: ["444455556666"], pull: LAMBDA_PULL });
  expect(adopted([BY_HAND, LAMBDA]).entry).toEqual({
    pull: LAMBDA_PULL,
    repositoryPolicy: { Version: "2012-10-17", Statement: [BY_HAND] },
  });
});

test("with --exact, it stays as it is", () => {
  const { entry, remark } = adopted([LAMBDA], { exact: true });
  expect(remark).toBeUndefined();
  expect(entry).toEqual({ repositoryPolicy: { Version: "2012-10-17", Statement: [LAMBDA] } });
});

test.each([true, false])("a statement that a grant writes is a grant without a note (--exact: %s)", (exact) => {
  expect(adopted([PULL, GRANTED], { exact })).toEqual({
    entry: { pullPrincipals: ["444455556666"], pull: LAMBDA_PULL },
    remark: undefined,
  });
  const codebuild = {
    ...PULL,
    Sid: "AllowServicePull",
    Principal: { Service: "codebuild.amazonaws.com" },
    Condition: { StringEquals: { "aws:SourceAccount": "444455556666" } },
  };
  expect(adopted([codebuild], { exact }).entry).toEqual({
    pull: [{ service: "codebuild", sourceAccount: "444455556666" }],
  });
});

test.each([
  ["that people wrote", { ...GRANTED, Sid: "Functions" }],
  ["with other conditions", { ...LAMBDA, Condition: { Bool: { "aws:SecureTransport": "true" } } }],
])("a statement %s stays in the policy", (_what, statement) => {
  expect(adopted([statement])).toEqual({
    entry: { repositoryPolicy: { Version: "2012-10-17", Statement: [statement] } },
    remark: undefined,
  });
});

import { type RepositoryDeclaration } from "../../../src/model/environment";
import { type RepositorySettings } from "../../../src/domain/repository/settings";
import { type LifecyclePolicy, type LifecycleRule } from "../../../src/domain/lifecycle-policy/schema";
import { type Grant } from "../../../src/domain/grants/schema";
import { listOf } from "../../../src/domain/iam/policy";
import { repository } from "../environment";

const KEY = "arn:aws:kms:eu-west-1:111122223333:key/12345678-1234-1234-1234-123456789012";

const expire = (rulePriority: number, selection: Partial<LifecycleRule["selection"]>): LifecycleRule => ({
  rulePriority,
  selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 10, ...selection },
  action: { type: "expire" },
});

const LIFECYCLE_POLICIES: readonly (LifecyclePolicy | undefined)[] = [
  undefined,
  { rules: [expire(1, {})] },
  { rules: [expire(20, {}), expire(3, { tagStatus: "untagged", countType: "sinceImagePushed", countUnit: "days" })] },
  {
    rules: [
      { ...expire(1, { tagStatus: "tagged", tagPatternList: ["v*", "*-rc"] }), description: 'Says "${this}" & <that>' },
      expire(2, { tagStatus: "tagged", tagPrefixList: ["dev-"], countNumber: 3 }),
    ],
  },
  {
    rules: [
      {
        rulePriority: 1,
        selection: { tagStatus: "any", countType: "sinceImagePulled", countUnit: "days", countNumber: 60 },
        action: { type: "transition", targetStorageClass: "archive" },
      },
    ],
  },
];

const PROJECT = "arn:aws:codebuild:eu-west-1:444455556666:project/a";

const ACCESS: readonly Partial<RepositoryDeclaration>[] = [
  {},
  { pullPrincipals: ["111122223333", "arn:aws:iam::111122223333:root", "arn:aws:iam::444455556666:role/deploy"] },
  {
    pushPrincipals: ["arn:aws:iam::444455556666:user/build"],
    repositoryPolicy: {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "Theirs",
          Effect: "Deny",
          Principal: "*",
          Action: ["ecr:PutImage"],
          Condition: { StringNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/${aws:PrincipalTag/team}-*" } },
        },
        {
          Effect: "Allow",
          Principal: { AWS: "arn:aws:sts::444455556666:assumed-role/deploy/now", Service: "codebuild.amazonaws.com" },
          Action: ["ecr:Batch*", "ECR:getDownloadUrlForLayer"],
        },
        {
          Effect: "Deny",
          NotPrincipal: { AWS: ["444455556666", "arn:aws:iam::444455556666:role/a/b/deploy"] },
          NotAction: "ecr:Batch*",
        },
        {
          Effect: "Allow",
          Principal: { AWS: ["*"] },
          Action: "ecr:BatchGetImage",
          Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } },
        },
      ],
    },
  },
];

const UNIT = "o-a1b2c3d4e5/r-ab12/ou-ab12-11111111";

/** Grants of every kind, which both doors must merge alike. */
const PULL: readonly Grant[] = [
  "555566667777",
  { principals: ["arn:aws:iam::444455556666:role/deploy", "555566667777"] },
  { organization: "o-zzzzzzzzzz" },
  { organization: "o-a1b2c3d4e5" },
  { organizationalUnit: UNIT },
  { organizationalUnit: `${UNIT}/` },
  { service: "lambda", sourceAccount: ["444455556666", "555566667777"] },
  { service: "lambda.amazonaws.com", sourceArn: "arn:aws:lambda:eu-west-1:666677778888:function:api" },
  { service: "sagemaker", sourceAccount: "444455556666" },
  { service: "codebuild", sourceAccount: "444455556666" },
  { service: "codebuild", sourceArn: ["arn:aws:codebuild:eu-west-1:444455556666:project/b", PROJECT] },
  { principals: "444455556666", when: { vpce: ["vpce-0a1b2c3d"], ips: ["203.0.113.0/24", "192.0.2.7"] } },
  { principals: "666677778888", when: { vpce: "vpce-0a1b2c3d" } },
  { principals: "666677778888", when: { vpce: "vpce-0a1b2c3e" } },
  { organization: "o-a1b2c3d4e5", when: { vpce: "vpce-0a1b2c3d" } },
];

const GRANTS: Partial<RepositoryDeclaration> = {
  pullPrincipals: ["444455556666"],
  pull: PULL,
  push: [{ principals: "arn:aws:iam::444455556666:role/deploy" }, { organizationalUnit: UNIT }],
  repositoryPolicy: {
    Version: "2012-10-17",
    Statement: [{ Sid: "AllowPull", Effect: "Allow", Principal: { AWS: ["777788889999"] }, Action: "ecr:ListImages" }],
  },
};

const SETTINGS: readonly Partial<RepositorySettings>[] = [
  {},
  { imageTagMutability: "MUTABLE", scanOnPush: false, tags: { Team: "api", "odd key": "a=b" } },
  { deletionPolicy: "Retain", encryptionConfiguration: { encryptionType: "KMS", kmsKey: KEY } },
];

/** Every combination of some policies, principals and settings, with names of every shape. */
export const CORPUS: readonly RepositoryDeclaration[] = [
  repository("team/grants", GRANTS),
  repository("quay/grants", { ...GRANTS, cached: true }),
  ...SETTINGS.flatMap((settings, i) =>
    ACCESS.flatMap((access, j) =>
      LIFECYCLE_POLICIES.map((lifecyclePolicy, k) =>
        repository(`team-${i}/${["api", "a.b", "a_b/c"][j] ?? "x"}${k}`, { ...settings, ...access, lifecyclePolicy }),
      ),
    ),
  ),
];

/** A grant as the module takes it. */
function grantInput(grant: Grant): Record<string, unknown> {
  if (typeof grant === "string") return { principals: [grant] };
  return {
    principals: listOf(grant.principals),
    organization: grant.organization,
    organizational_unit: grant.organizationalUnit,
    service: grant.service,
    source_arns: listOf(grant.sourceArn),
    source_accounts: listOf(grant.sourceAccount),
    vpc_endpoints: listOf(grant.when?.vpce),
    ip_ranges: listOf(grant.when?.ips),
  };
}

/** A repository as the module takes it; the environment's JSON with the names of Terraform. */
export function moduleInput(declaration: RepositoryDeclaration): Record<string, unknown> {
  const { encryptionConfiguration, repositoryPolicy } = declaration;
  return {
    image_tag_mutability: declaration.imageTagMutability,
    scan_on_push: declaration.scanOnPush,
    encryption_configuration: {
      encryption_type: encryptionConfiguration.encryptionType,
      kms_key: encryptionConfiguration.kmsKey,
    },
    deletion_policy: declaration.deletionPolicy,
    force_delete: declaration.forceDelete,
    lifecycle_policy: declaration.lifecyclePolicy,
    pull_principals: declaration.pullPrincipals,
    push_principals: declaration.pushPrincipals,
    pull_grants: declaration.pull?.map(grantInput),
    push_grants: declaration.push?.map(grantInput),
    cached: declaration.cached,
    repository_policy: repositoryPolicy === undefined ? undefined : JSON.stringify(repositoryPolicy),
    tags: declaration.tags,
  };
}

import {
  CreateRepositoryCommand,
  PutLifecyclePolicyCommand,
  SetRepositoryPolicyCommand,
  type CreateRepositoryCommandInput,
  type ECRClient,
} from "@aws-sdk/client-ecr";
import { EMULATED_ACCOUNT } from "./emulator";

const rule = (rulePriority: number, selection: object, action: object = { type: "expire" }) => ({
  rulePriority,
  selection,
  action,
});
const keep = (countNumber: number) => ({ tagStatus: "any", countType: "imageCountMoreThan", countNumber });
const LIFECYCLE: readonly (object | undefined)[] = [
  undefined,
  { rules: [rule(7, keep(30))] },
  { rules: [rule(1, keep(5))] },
  {
    rules: [
      rule(20, keep(3)),
      {
        ...rule(2, {
          tagStatus: "tagged",
          tagPrefixList: ["v", "r"],
          countType: "sinceImagePushed",
          countUnit: "days",
          countNumber: 9,
        }),
        description: 'Says "${this}" & <that>',
      },
    ],
  },
  { rules: [rule(1, { tagStatus: "untagged", countType: "sinceImagePushed", countUnit: "days", countNumber: 14 })] },
];
const OTHER = "arn:aws:iam::444455556666";
const ACCESS: readonly (object | undefined)[] = [
  undefined,
  {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "AllowPull",
        Effect: "Allow",
        Principal: { AWS: `${OTHER}:root` },
        Action: ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer", "ecr:BatchCheckLayerAvailability"],
      },
    ],
  },
  {
    Version: "2008-10-17",
    Statement: {
      Sid: "new statement",
      Effect: "Allow",
      Principal: { AWS: [`${OTHER}:role/deploy`, `${OTHER}:user/build`], Service: "codebuild.amazonaws.com" },
      Action: "ecr:BatchGetImage",
      Condition: { StringLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/${aws:PrincipalTag/team}-*" } },
    },
  },
];
const TAGS: readonly Record<string, string>[] = [
  { Owner: "platform" },
  { Owner: "platform", Team: "api", "odd key": "a=b" },
  { Owner: "someone else" },
];
const NAMES = ["adopt-a/x", "adopt-b/y.z", "adopt-b/deep/er_name", "adopt-plain"];

/** A repository to be made by calls of AWS. */
export interface VariedRepository {
  readonly name: string;
  readonly input: CreateRepositoryCommandInput;
  readonly lifecycle: object | undefined;
  readonly access: object | undefined;
}

/**
 * Repositories of every kind, as somebody may have made them by hand; all names begin with `adopt-`.
 * @param region where their key is
 */
export function variedRepositories(count: number, region: string): VariedRepository[] {
  const kmsKey = `arn:aws:kms:${region}:${EMULATED_ACCOUNT}:key/12345678-1234-1234-1234-123456789012`;
  return Array.from({ length: count }, (_, index) => variedRepository(index, kmsKey));
}

function variedRepository(index: number, kmsKey: string): VariedRepository {
  const name = `${NAMES[index % NAMES.length] ?? ""}${index}`;
  return {
    name,
    input: {
      repositoryName: name,
      imageTagMutability: index % 2 === 0 ? "IMMUTABLE" : "MUTABLE",
      imageScanningConfiguration: { scanOnPush: index % 3 === 0 },
      ...(index % 7 === 0 ? { encryptionConfiguration: { encryptionType: "KMS", kmsKey } } : {}),
      tags: Object.entries(TAGS[index % TAGS.length] ?? {}).map(([Key, Value]) => ({ Key, Value })),
    },
    lifecycle: LIFECYCLE[index % LIFECYCLE.length],
    access: ACCESS[Math.floor(index / 2) % ACCESS.length],
  };
}

/** Makes a repository with its policies. */
export async function makeRepository(
  ecr: ECRClient,
  { name: repositoryName, input, lifecycle, access }: VariedRepository,
): Promise<void> {
  await ecr.send(new CreateRepositoryCommand(input));
  if (lifecycle !== undefined) {
    const lifecyclePolicyText = JSON.stringify(lifecycle, undefined, 1);
    await ecr.send(new PutLifecyclePolicyCommand({ repositoryName, lifecyclePolicyText }));
  }
  if (access !== undefined) {
    await ecr.send(new SetRepositoryPolicyCommand({ repositoryName, policyText: JSON.stringify(access) }));
  }
}

import { type LocalAnswer, type LocalAws } from "./local-aws";

/** A public repository of a `LocalAws`. */
export interface PublicRepository {
  readonly catalog?: Readonly<Record<string, unknown>>;
  readonly policy?: object;
  readonly tags?: Readonly<Record<string, string>>;
}

const PREFIX = "SpencerFrontendService";
const ACCOUNT = "111122223333";

/** Answers of public ECR about an account's repositories, by the name of the call with the service's prefix. */
export function publicEcr(repositories: Readonly<Record<string, PublicRepository>>): LocalAws["answers"] {
  const known = (request: Readonly<Record<string, unknown>>, answer: (found: PublicRepository) => LocalAnswer) => {
    const arn = request["resourceArn"];
    const name = typeof arn === "string" ? arn.replace(/^.*:repository\//, "") : String(request["repositoryName"]);
    const found = repositories[name];
    return found === undefined ? refusal("RepositoryNotFoundException") : answer(found);
  };
  return {
    [`${PREFIX}.DescribeRepositories`]: () => ({
      body: {
        repositories: Object.keys(repositories).map((repositoryName) => ({
          repositoryName,
          registryId: ACCOUNT,
          repositoryArn: `arn:aws:ecr-public::${ACCOUNT}:repository/${repositoryName}`,
          repositoryUri: `public.ecr.aws/a1b2c3d4/${repositoryName}`,
          createdAt: Date.parse("2026-01-02T00:00:00Z") / 1000,
        })),
      },
    }),
    [`${PREFIX}.GetRepositoryCatalogData`]: (request) =>
      known(request, ({ catalog }) =>
        catalog === undefined
          ? refusal("RepositoryCatalogDataNotFoundException")
          : { body: { catalogData: { description: "", aboutText: "", ...catalog } } },
      ),
    [`${PREFIX}.GetRepositoryPolicy`]: (request) =>
      known(request, ({ policy }) =>
        policy === undefined
          ? refusal("RepositoryPolicyNotFoundException")
          : { body: { policyText: JSON.stringify(policy) } },
      ),
    [`${PREFIX}.ListTagsForResource`]: (request) =>
      known(request, ({ tags = {} }) => ({
        body: { tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) },
      })),
  };
}

function refusal(__type: string): LocalAnswer {
  return { status: 400, body: { __type, message: __type } };
}

/** The policy that lets principals push, as AWS returns it. */
export function pushPolicy(...principals: readonly string[]): object {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "AllowPush",
        Effect: "Allow",
        Principal: { AWS: principals.length === 1 ? principals[0] : principals },
        Action: [
          "BatchCheckLayerAvailability",
          "CompleteLayerUpload",
          "InitiateLayerUpload",
          "PutImage",
          "UploadLayerPart",
        ].map((name) => `ecr-public:${name}`),
      },
    ],
  };
}

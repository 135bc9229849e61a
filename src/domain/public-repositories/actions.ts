/**
 * Actions on a public repository, as of 2026-11-30. None of them is a pull, which everyone may do and no policy can deny.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistrypublic.html
 */
export const PUBLIC_ACTIONS: readonly string[] = [
  ...["BatchCheckLayerAvailability", "BatchDeleteImage", "CompleteLayerUpload", "CreateRepository"],
  ...["DeleteRepository", "DeleteRepositoryPolicy", "DescribeImageTags", "DescribeImages", "DescribeRepositories"],
  ...["GetRepositoryCatalogData", "GetRepositoryPolicy", "InitiateLayerUpload", "ListTagsForResource", "PutImage"],
  ...["PutRepositoryCatalogData", "SetRepositoryPolicy", "TagResource", "UntagResource", "UploadLayerPart"],
].map((name) => `ecr-public:${name}`);

/** Actions on the whole public registry. */
export const PUBLIC_REGISTRY_ACTIONS: readonly string[] = [
  "ecr-public:DescribeRegistries",
  "ecr-public:GetAuthorizationToken",
  "ecr-public:GetRegistryCatalogData",
  "ecr-public:PutRegistryCatalogData",
];

/** The actions that only read what the Gallery shows to everyone. */
export const PUBLIC_READS: readonly string[] = PUBLIC_ACTIONS.filter((action) => /:(?:Describe|Get|List)/.test(action));

/** Actions that change the policy. */
export const PUBLIC_POLICY_CHANGES = ["ecr-public:SetRepositoryPolicy", "ecr-public:DeleteRepositoryPolicy"] as const;

/**
 * The actions of a push, all of them required.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/public/public-repository-policy-examples.html
 */
export const PUBLIC_PUSH_ACTIONS = [
  "ecr-public:BatchCheckLayerAvailability",
  "ecr-public:InitiateLayerUpload",
  "ecr-public:UploadLayerPart",
  "ecr-public:CompleteLayerUpload",
  "ecr-public:PutImage",
] as const;

import { type ProviderActions } from "./provider-actions";

/** The calls for public repositories. They come from the provider's source, because the emulator does not support them. */
export const PUBLIC_REPOSITORY_ACTIONS: Readonly<Record<string, ProviderActions>> = {
  aws_ecrpublic_repository: {
    subject: "PublicRepositories",
    read: ["ecr-public:DescribeRepositories", "ecr-public:GetRepositoryCatalogData", "ecr-public:ListTagsForResource"],
    create: ["ecr-public:CreateRepository"],
    tag: "ecr-public:TagResource",
    update: ["ecr-public:PutRepositoryCatalogData", "ecr-public:TagResource", "ecr-public:UntagResource"],
    delete: ["ecr-public:DeleteRepository"],
  },
  aws_ecrpublic_repository_policy: {
    subject: "PublicRepositories",
    read: ["ecr-public:GetRepositoryPolicy"],
    create: ["ecr-public:SetRepositoryPolicy"],
    // A declared repository that loses its last grant keeps existing without a policy.
    update: ["ecr-public:DeleteRepositoryPolicy", "ecr-public:SetRepositoryPolicy"],
    delete: ["ecr-public:DeleteRepositoryPolicy"],
  },
};

import { type Table } from "./table";

const GITHUB = { iss: "token.actions.githubusercontent.com", aud: "sts.amazonaws.com" };
const GITLAB = { iss: "gitlab.example.com", aud: "https://gitlab.example.com" };

/** Tokens of GitHub and GitLab. */
export const PROJECT_TOKENS: readonly Table[] = [
  {
    role: "githubBranch",
    claims: { ...GITHUB, sub: "repo:acme/api:ref:refs/heads/main" },
    letIn: [["the branch", {}]],
    refused: [
      ["another branch", { sub: "repo:acme/api:ref:refs/heads/dev" }],
      ["a branch that begins alike", { sub: "repo:acme/api:ref:refs/heads/main-2" }],
      ["a tag with the branch's name", { sub: "repo:acme/api:ref:refs/tags/main" }],
      ["a pull request", { sub: "repo:acme/api:pull_request" }],
      ["an environment", { sub: "repo:acme/api:environment:main" }],
      ["a fork", { sub: "repo:mallory/api:ref:refs/heads/main" }],
      ["a repository that begins alike", { sub: "repo:acme/api-2:ref:refs/heads/main" }],
      ["another spelling", { sub: "repo:Acme/api:ref:refs/heads/main" }],
      ["IDs that are not declared", { sub: "repo:acme@1/api@2:ref:refs/heads/main" }],
      ["another audience", { aud: "https://github.com/acme" }],
      ["another issuer", { iss: "gitlab.com" }],
      ["an issuer of an enterprise", { iss: "token.actions.githubusercontent.com/mallory" }],
      ["no subject", { sub: undefined }],
      ["no audience", { aud: undefined }],
      ["wildcards in the token", { sub: "repo:acme/api:ref:refs/heads/*" }],
    ],
  },
  {
    role: "githubPatterns",
    claims: { ...GITHUB, sub: "repo:acme/api:ref:refs/heads/release/1.2" },
    letIn: [
      ["a branch of the pattern", {}],
      ["the exact branch", { sub: "repo:acme/api:ref:refs/heads/main" }],
      ["a tag of a pre-release", { sub: "repo:acme/api:ref:refs/tags/v2.0.0-rc.1" }],
      ["a tag of the pattern", { sub: "repo:acme/api:ref:refs/tags/v1.2.0" }],
      ["the environment", { sub: "repo:acme/api:environment:production" }],
      ["a deeper branch", { sub: "repo:acme/api:ref:refs/heads/release/1/2" }],
    ],
    refused: [
      ["a branch before the pattern", { sub: "repo:acme/api:ref:refs/heads/my-release/1" }],
      ["the pattern's folder alone", { sub: "repo:acme/api:ref:refs/heads/release" }],
      ["a branch with the tag's name", { sub: "repo:acme/api:ref:refs/heads/v1.2.0" }],
      ["a tag with the branch's name", { sub: "repo:acme/api:ref:refs/tags/release/1" }],
      ["another tag", { sub: "repo:acme/api:ref:refs/tags/1.2.0" }],
      ["an environment that begins alike", { sub: "repo:acme/api:environment:production-2" }],
      ["a branch with the environment's name", { sub: "repo:acme/api:ref:refs/heads/production" }],
      ["another repository", { sub: "repo:acme/web:ref:refs/heads/release/1.2" }],
      ["another audience", { aud: "sts.amazonaws.com.cn" }],
    ],
  },
  {
    role: "githubRename",
    claims: { ...GITHUB, sub: "repo:acme@123456/api@456789:ref:refs/heads/main" },
    letIn: [
      ["the immutable subject", {}],
      ["the classic subject of the former name", { sub: "repo:acme/old-api:ref:refs/heads/main" }],
    ],
    refused: [
      ["the classic subject of the new name", { sub: "repo:acme/api:ref:refs/heads/main" }],
      ["another owner's ID", { sub: "repo:acme@1/api@456789:ref:refs/heads/main" }],
      ["another repository's ID", { sub: "repo:acme@123456/api@4567890:ref:refs/heads/main" }],
      ["another branch of the former name", { sub: "repo:acme/old-api:ref:refs/heads/dev" }],
    ],
  },
  {
    role: "githubWorkflow",
    claims: {
      ...GITHUB,
      sub: "repo:acme/web:ref:refs/heads/main",
      job_workflow_ref: "acme/ci/.github/workflows/push.yaml@refs/tags/v3",
    },
    letIn: [
      ["the reusable workflow", {}],
      ["another repository of the organization", { sub: "repo:acme/api:ref:refs/heads/main" }],
    ],
    refused: [
      ["a branch of the workflow", { job_workflow_ref: "acme/ci/.github/workflows/push.yaml@refs/heads/v3" }],
      ["another workflow", { job_workflow_ref: "acme/ci/.github/workflows/test.yaml@refs/tags/v3" }],
      ["a copy of the workflow", { job_workflow_ref: "acme/web/.github/workflows/push.yaml@refs/tags/v3" }],
      ["no workflow claim", { job_workflow_ref: undefined }],
      ["another organization", { sub: "repo:mallory/web:ref:refs/heads/main" }],
      ["an organization that begins alike", { sub: "repo:acme-2/web:ref:refs/heads/main" }],
      ["another branch", { sub: "repo:acme/web:ref:refs/heads/dev" }],
    ],
  },
  {
    role: "githubPullRequests",
    claims: { ...GITHUB, sub: "repo:acme/api:pull_request" },
    letIn: [["a pull request", {}]],
    refused: [
      ["a branch of that name", { sub: "repo:acme/api:ref:refs/heads/pull_request" }],
      ["a pull request of a fork's repository", { sub: "repo:mallory/api:pull_request" }],
      ["a pull request of another repository", { sub: "repo:acme/web:pull_request" }],
      ["a deployment of the pull request", { sub: "repo:acme/api:environment:pull_request" }],
      ["the default branch", { sub: "repo:acme/api:ref:refs/heads/main" }],
      ["another audience", { aud: "https://github.com/acme" }],
    ],
  },
  {
    role: "githubServer",
    claims: {
      iss: "github.example.com/_services/token",
      aud: "sts.amazonaws.com",
      sub: "repo:acme/api:environment:live",
    },
    letIn: [["the environment", {}]],
    refused: [
      ["the same subject of github.com", { iss: "token.actions.githubusercontent.com" }],
      ["another server", { iss: "github.example.org/_services/token" }],
      ["the server without the issuer's path", { iss: "github.example.com" }],
      ["another environment", { sub: "repo:acme/api:environment:staging" }],
      ["a branch with the environment's name", { sub: "repo:acme/api:ref:refs/heads/live" }],
    ],
  },
  {
    role: "githubResidency",
    claims: { iss: "token.actions.acme.ghe.com", aud: "sts.amazonaws.com", sub: "repo:acme/api:ref:refs/heads/main" },
    letIn: [["the branch", {}]],
    refused: [
      ["another enterprise", { iss: "token.actions.mallory.ghe.com" }],
      ["github.com", { iss: "token.actions.githubusercontent.com" }],
      ["a fork in the enterprise", { sub: "repo:mallory/api:ref:refs/heads/main" }],
      ["another audience", { aud: "https://acme.ghe.com/acme" }],
    ],
  },
  {
    role: "gitlabRefs",
    claims: { ...GITLAB, sub: "project_path:acme/backend/api:ref_type:branch:ref:main" },
    letIn: [
      ["the branch", {}],
      ["a branch of the pattern", { sub: "project_path:acme/backend/api:ref_type:branch:ref:hotfix/1" }],
      ["a tag of the pattern", { sub: "project_path:acme/backend/api:ref_type:tag:ref:v2" }],
    ],
    refused: [
      ["another branch", { sub: "project_path:acme/backend/api:ref_type:branch:ref:dev" }],
      ["a tag with the branch's name", { sub: "project_path:acme/backend/api:ref_type:tag:ref:main" }],
      ["a branch with the tag's name", { sub: "project_path:acme/backend/api:ref_type:branch:ref:v2" }],
      ["a project below", { sub: "project_path:acme/backend/api/x:ref_type:branch:ref:main" }],
      ["a group that ends alike", { sub: "project_path:mallory/acme/backend/api:ref_type:branch:ref:main" }],
      ["gitlab.com", { iss: "gitlab.com", aud: "https://gitlab.com" }],
      ["another audience", { aud: "https://vault.example.com" }],
      ["no audience", { aud: undefined }],
      ["no subject", { sub: undefined }],
      ["another spelling", { sub: "project_path:Acme/backend/api:ref_type:branch:ref:main" }],
      ["a branch before the pattern", { sub: "project_path:acme/backend/api:ref_type:branch:ref:my/hotfix/1" }],
      ["wildcards in the token", { sub: "project_path:acme/backend/*:ref_type:branch:ref:main" }],
    ],
  },
  {
    role: "gitlabProtected",
    claims: {
      ...GITLAB,
      sub: "project_path:acme/api:ref_type:branch:ref:next:ref_protected:true:environment_protected:true:deployment_tier:production",
    },
    letIn: [
      ["a protected branch", {}],
      [
        "another protected branch",
        {
          sub: "project_path:acme/api:ref_type:branch:ref:release/2:ref_protected:true:environment_protected:true:deployment_tier:production",
        },
      ],
    ],
    refused: [
      [
        "a branch that is not protected",
        {
          sub: "project_path:acme/api:ref_type:branch:ref:next:ref_protected:false:environment_protected:true:deployment_tier:production",
        },
      ],
      [
        "an environment that is not protected",
        {
          sub: "project_path:acme/api:ref_type:branch:ref:next:ref_protected:true:environment_protected:false:deployment_tier:production",
        },
      ],
      [
        "another tier",
        {
          sub: "project_path:acme/api:ref_type:branch:ref:next:ref_protected:true:environment_protected:true:deployment_tier:testing",
        },
      ],
      ["the default subject", { sub: "project_path:acme/api:ref_type:branch:ref:next" }],
      [
        "a tag",
        {
          sub: "project_path:acme/api:ref_type:tag:ref:v1:ref_protected:true:environment_protected:true:deployment_tier:production",
        },
      ],
    ],
  },
];

import { UUIDS } from "./roles";
import { type Table } from "./table";

const { org, project, user, repository, environment, step, other } = UUIDS;

const CIRCLECI = `org/${org}/project/${project}/user/${user}/vcs-origin/github.com/acme/api/vcs-ref`;
const TERRAFORM = "organization:acme:project:Web shop:workspace:prod";

/** Tokens of other platforms. */
export const OTHER_TOKENS: readonly Table[] = [
  {
    role: "bitbucket",
    claims: {
      iss: "api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc",
      aud: `ari:cloud:bitbucket::workspace/${org}`,
      sub: `{${repository}}:{${environment}}:{${step}}`,
    },
    letIn: [
      ["a step of the environment", {}],
      ["another step", { sub: `{${repository}}:{${environment}}:{${other}}` }],
    ],
    refused: [
      ["a step without an environment", { sub: `{${repository}}:{${step}}` }],
      ["another environment", { sub: `{${repository}}:{${other}}:{${step}}` }],
      ["another repository", { sub: `{${other}}:{${environment}}:{${step}}` }],
      ["another workspace", { iss: "api.bitbucket.org/2.0/workspaces/mallory/pipelines-config/identity/oidc" }],
      ["another workspace's audience", { aud: `ari:cloud:bitbucket::workspace/${other}` }],
      ["no audience", { aud: undefined }],
      ["no subject", { sub: undefined }],
      ["an audience without its prefix", { aud: org }],
      ["a step that is empty", { sub: `{${repository}}:{${environment}}` }],
      ["more than a step", { sub: `{${repository}}:{${environment}}:{${step}}:{${step}}` }],
    ],
  },
  {
    role: "bitbucketAnyBranch",
    claims: {
      iss: "api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc",
      aud: `ari:cloud:bitbucket::workspace/${org}`,
      sub: `{${repository}}:{${step}}`,
    },
    letIn: [
      ["a step without an environment", {}],
      ["another step", { sub: `{${repository}}:{${other}}` }],
    ],
    refused: [
      ["a step of an environment", { sub: `{${repository}}:{${environment}}:{${step}}` }],
      ["another repository", { sub: `{${other}}:{${step}}` }],
      ["another workspace", { iss: "api.bitbucket.org/2.0/workspaces/mallory/pipelines-config/identity/oidc" }],
      ["another workspace's audience", { aud: `ari:cloud:bitbucket::workspace/${other}` }],
    ],
  },
  {
    role: "circleci",
    claims: { iss: `oidc.circleci.com/org/${org}`, aud: org, sub: `${CIRCLECI}/refs/heads/main` },
    letIn: [
      ["the branch", {}],
      ["another user", { sub: `${CIRCLECI.replace(user, other)}/refs/heads/main` }],
      ["a tag of the pattern", { sub: `${CIRCLECI}/refs/tags/v1` }],
      ["a tag of a pre-release", { sub: `${CIRCLECI}/refs/tags/v2.0.0-rc.1` }],
    ],
    refused: [
      ["another tag", { sub: `${CIRCLECI}/refs/tags/1.0` }],
      ["a branch with the tag's name", { sub: `${CIRCLECI}/refs/heads/v1` }],
      ["a branch that begins alike", { sub: `${CIRCLECI}/refs/heads/main-2` }],
      ["no subject", { sub: undefined }],
      ["no audience", { aud: undefined }],
      ["another branch", { sub: `${CIRCLECI}/refs/heads/dev` }],
      ["a fork's origin", { sub: `${CIRCLECI.replace("acme", "mallory")}/refs/heads/main` }],
      ["another project", { sub: `${CIRCLECI.replace(project, other)}/refs/heads/main` }],
      ["another organization", { iss: `oidc.circleci.com/org/${other}`, aud: other }],
      ["another audience", { aud: other }],
      ["the token without a branch", { sub: `org/${org}/project/${project}/user/${user}` }],
      [
        "a branch that repeats the end of the subject",
        { sub: `${CIRCLECI}/refs/heads/x/vcs-origin/github.com/acme/api/vcs-ref/refs/heads/main` },
      ],
    ],
  },
  {
    role: "buildkite",
    claims: {
      iss: "agent.buildkite.com",
      aud: "sts.amazonaws.com",
      sub: "organization:acme:pipeline:api:ref:refs/heads/main:commit:9f3182061f1e2cca4702c368cbc039b7dc9d4485:step:push",
    },
    letIn: [
      ["the step", {}],
      ["another commit", { sub: "organization:acme:pipeline:api:ref:refs/heads/main:commit:HEAD:step:push" }],
      ["a tag of the pattern", { sub: "organization:acme:pipeline:api:ref:refs/tags/v1:commit:abc:step:push" }],
    ],
    refused: [
      ["another step", { sub: "organization:acme:pipeline:api:ref:refs/heads/main:commit:abc:step:test" }],
      ["another branch", { sub: "organization:acme:pipeline:api:ref:refs/heads/dev:commit:abc:step:push" }],
      [
        "a branch that begins alike",
        { sub: "organization:acme:pipeline:api:ref:refs/heads/main2:commit:abc:step:push" },
      ],
      ["another pipeline", { sub: "organization:acme:pipeline:web:ref:refs/heads/main:commit:abc:step:push" }],
      ["another organization", { sub: "organization:mallory:pipeline:api:ref:refs/heads/main:commit:abc:step:push" }],
      ["the default audience", { aud: "https://buildkite.com/acme" }],
      ["another tag", { sub: "organization:acme:pipeline:api:ref:refs/tags/1.0:commit:abc:step:push" }],
      [
        "a pipeline that begins alike",
        { sub: "organization:acme:pipeline:api-2:ref:refs/heads/main:commit:abc:step:push" },
      ],
      [
        "a step that begins alike",
        { sub: "organization:acme:pipeline:api:ref:refs/heads/main:commit:abc:step:push-2" },
      ],
      ["another issuer", { iss: "agent.buildkite.com/mallory" }],
      ["no subject", { sub: undefined }],
    ],
  },
  {
    role: "terraformApply",
    claims: { iss: "app.terraform.io", aud: "aws.workload.identity", sub: `${TERRAFORM}:run_phase:apply` },
    letIn: [["an apply", {}]],
    refused: [
      ["a plan", { sub: `${TERRAFORM}:run_phase:plan` }],
      ["another workspace", { sub: `${TERRAFORM}-2:run_phase:apply` }],
      ["another project", { sub: "organization:acme:project:Other:workspace:prod:run_phase:apply" }],
      ["another organization", { sub: "organization:mallory:project:Web shop:workspace:prod:run_phase:apply" }],
      ["a Terraform Enterprise", { iss: "tfe.example.com" }],
      ["a phase that begins alike", { sub: `${TERRAFORM}:run_phase:apply2` }],
      ["a workspace with the phase in its name", { sub: `${TERRAFORM}:run_phase:apply:run_phase:plan` }],
      ["no subject", { sub: undefined }],
      ["another audience", { aud: "sts.amazonaws.com" }],
    ],
  },
  {
    role: "terraformPlan",
    claims: { iss: "tfe.example.com", aud: "aws.workload.identity", sub: `${TERRAFORM}:run_phase:plan` },
    letIn: [["a plan", {}]],
    refused: [
      ["an apply", { sub: `${TERRAFORM}:run_phase:apply` }],
      ["a plan of another workspace", { sub: `${TERRAFORM}-2:run_phase:plan` }],
      ["the same plan of Terraform Cloud", { iss: "app.terraform.io" }],
      ["another audience", { aud: "sts.amazonaws.com" }],
      ["no audience", { aud: undefined }],
    ],
  },
  {
    role: "oidc",
    claims: { iss: "ci.example.com/realms/build", aud: "aws", sub: "pipeline:team-a:deploy" },
    letIn: [
      ["the exact subject", {}],
      ["a subject of the pattern", { sub: "pipeline:team-b:1" }],
      ["the empty rest of the pattern", { sub: "pipeline:team-b:" }],
      ["a longer subject of the pattern", { sub: "pipeline:team-b:nightly:2" }],
    ],
    refused: [
      ["another subject", { sub: "pipeline:team-a:test" }],
      ["a subject before the pattern", { sub: "x:pipeline:team-b:1" }],
      ["another realm", { iss: "ci.example.com/realms/other" }],
      ["the host alone", { iss: "ci.example.com" }],
      ["another audience", { aud: "aws2" }],
      ["an audience in upper case", { aud: "AWS" }],
      ["the pattern's beginning alone", { sub: "pipeline:team-b" }],
      ["a subject in upper case", { sub: "pipeline:TEAM-A:deploy" }],
      ["no subject", { sub: undefined }],
    ],
  },
];

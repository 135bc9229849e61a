import { LOGIN_COMMAND, BUILD_SCRIPT, gateScript, moveTagScript, PUSH_SCRIPT } from "./scripts";
import { headOf } from "./head";
import { type CiWorkflowSettings } from "../../domain/ci/workflow-settings";
import { tokenIssuer } from "../../domain/ci/issuers";
import {
  movesTags,
  registryVariables,
  repositoryVariables,
  startsScans,
  tagRemark,
} from "../../domain/ci/workflow-variables";
import { yamlFile, type YamlComment } from "../../domain/text/yaml-file";

const DOCKER = "29";

/** Writes the token to the file that the AWS CLI reads, verifies the account, and logs docker in. */
const SIGN_IN = [
  "apk add --no-cache aws-cli",
  `(umask 077 && printf '%s' "$AWS_ID_TOKEN" > "$AWS_WEB_IDENTITY_TOKEN_FILE")`,
  `test "$(aws sts get-caller-identity --query Account --output text)" = "$REGISTRY_ID"`,
  LOGIN_COMMAND,
];

/** A `.gitlab-ci.yml` that builds merge requests, and pushes and scans commits of the branch. */
export function gitlabPipeline(settings: CiWorkflowSettings): string {
  const { roleArn, branch, gate, repositories, location } = settings;
  const [only] = repositoryVariables(settings);
  const isOne = repositories.length === 1;
  const onBranch = { if: `$CI_COMMIT_BRANCH == "${branch}"` };
  const onRequest = { if: '$CI_PIPELINE_SOURCE == "merge_request_event"' };
  const each = isOne ? {} : { parallel: { matrix: repositoryVariables(settings) } };
  const data = {
    workflow: { rules: [onRequest, onBranch] },
    stages: ["build", "publish"],
    variables: {
      ...registryVariables(settings),
      IMAGE_TAG: "$CI_COMMIT_SHA",
      ...(isOne ? only : {}),
      DOCKER_HOST: "tcp://docker:2376",
      DOCKER_TLS_CERTDIR: "/certs",
      DOCKER_TLS_VERIFY: "1",
      DOCKER_CERT_PATH: "/certs/client",
    },
    ".docker": {
      image: `docker:${DOCKER}`,
      services: [{ name: `docker:${DOCKER}-dind`, alias: "docker" }],
      timeout: "1h",
    },
    build: {
      extends: ".docker",
      stage: "build",
      rules: [onRequest],
      interruptible: true,
      ...each,
      script: [BUILD_SCRIPT],
    },
    publish: {
      extends: ".docker",
      stage: "publish",
      rules: [onBranch],
      resource_group: "ecr",
      ...each,
      id_tokens: { AWS_ID_TOKEN: { aud: tokenIssuer("gitlab", location, settings).audience } },
      variables: {
        // GitLab expands variables in variables.
        AWS_ROLE_ARN: roleArn.replaceAll("$", "$$$$"),
        AWS_WEB_IDENTITY_TOKEN_FILE: "/tmp/aws-id-token",
        AWS_ROLE_SESSION_NAME: "gitlab-$CI_PROJECT_ID-$CI_PIPELINE_ID",
      },
      before_script: SIGN_IN,
      script: [
        PUSH_SCRIPT,
        'echo "IMAGE=$REGISTRY/$REPOSITORY@$DIGEST" > image.env',
        ...(gate === undefined ? [] : [gateScript(gate, { location, startScan: startsScans(settings) })]),
        ...(movesTags(settings) ? [moveTagScript("MOVING_TAGS")] : []),
      ],
      artifacts: { reports: { dotenv: "image.env" } },
    },
  };
  return yamlFile(data, { head: headOf("gitlab", settings), remarks: remarks(settings), apart: [[]] });
}

function remarks({ repositories }: CiWorkflowSettings): YamlComment[] {
  return [
    { at: ["variables"], text: repositories.map(tagRemark).join("\n") },
    {
      at: ["variables", "BUILDX_NO_DEFAULT_ATTESTATIONS"],
      text: "no attestations: they would create a manifest list, which ECR's basic scanning does not support",
    },
    { at: [".docker"], text: "Docker in docker: the runner must allow privileged containers." },
    { at: ["build"], text: "Merge requests are only built, not pushed, and get no credentials." },
    { at: ["publish"], text: "Jobs that need this one get the image by its digest in IMAGE." },
    { at: ["publish", "resource_group"], text: "one job at a time, so that tags never move backward" },
    { at: ["publish", "id_tokens"], text: "the token that this job exchanges for AWS credentials" },
  ];
}

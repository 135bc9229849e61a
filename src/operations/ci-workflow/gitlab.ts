import { builderLines, buildScript, pushScript } from "./build-scripts";
import { DEPLOY_REMARK, headOf, REQUESTS_REMARK } from "./head";
import { scanGateScript } from "./index-gate";
import { DOCKER } from "./pinned-images";
import { deployScript, moveTagScript, signInLines } from "./scripts";
import { type CiWorkflowSettings } from "../../domain/ci/workflow-settings";
import { tokenIssuer } from "../../domain/ci/issuers";
import {
  movesTags,
  pushesIndex,
  registryVariables,
  repositoryRemark,
  repositoryVariables,
  variableRemarks,
} from "../../domain/ci/workflow-variables";
import { yamlFile, type YamlComment } from "../../domain/text/yaml-file";

/** A `.gitlab-ci.yml` that builds merge requests, and pushes and scans commits of the branch. */
export function gitlabPipeline(settings: CiWorkflowSettings): string {
  const { roleArn, branch, repositories, location, deploy } = settings;
  const gate = scanGateScript(settings);
  const builder = builderLines(settings);
  const [only] = repositoryVariables(settings);
  const isOne = repositories.length === 1;
  const onBranch = { if: `$CI_COMMIT_BRANCH == "${branch}"` };
  const onRequest = { if: '$CI_PIPELINE_SOURCE == "merge_request_event"' };
  const each = isOne ? {} : { parallel: { matrix: repositoryVariables(settings) } };
  const data = {
    workflow: { rules: [onRequest, onBranch] },
    stages: ["build", "publish", ...(deploy === undefined ? [] : ["deploy"])],
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
      ...(builder.length === 0 ? {} : { before_script: builder }),
      script: [buildScript(settings)],
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
      before_script: [...signInLines("AWS_ID_TOKEN"), ...builder],
      script: [
        pushScript(settings),
        'echo "IMAGE=$REGISTRY/$REPOSITORY@$DIGEST" > image.env',
        ...(gate === undefined ? [] : [gate]),
        ...(movesTags(settings) ? [moveTagScript("MOVING_TAGS", pushesIndex(settings))] : []),
      ],
      artifacts: { reports: { dotenv: "image.env" } },
    },
    ...(deploy === undefined
      ? {}
      : {
          deploy: {
            stage: "deploy",
            image: `docker:${DOCKER}`,
            timeout: "1h",
            rules: [onBranch],
            needs: ["publish"],
            resource_group: deploy.environment,
            environment: { name: deploy.environment },
            script: [deployScript(deploy)],
          },
        }),
  };
  return yamlFile(data, { head: headOf("gitlab", settings), remarks: remarks(settings), apart: [[]] });
}

function remarks(settings: CiWorkflowSettings): YamlComment[] {
  const { repositories, deploy } = settings;
  const list: YamlComment[] = [
    { at: ["variables"], text: repositories.map(repositoryRemark).join("\n") },
    ...Object.entries(variableRemarks(settings)).map(([name, text]) => ({ at: ["variables", name], text })),
    { at: [".docker"], text: "Docker in docker: the runner must allow privileged containers." },
    { at: ["build"], text: `Merge ${REQUESTS_REMARK}` },
    {
      at: ["publish"],
      text:
        repositories.length === 1
          ? "Jobs that depend on this one get the image reference with its digest in IMAGE."
          : "Jobs that need one of these jobs (needs:parallel:matrix) get its image reference with the digest in IMAGE.",
    },
    {
      at: ["publish", "resource_group"],
      text: "one job at a time, so that two pipelines do not move the same tag at the same time",
    },
    { at: ["publish", "id_tokens"], text: "the token that this job exchanges for AWS credentials" },
  ];
  if (deploy !== undefined) list.push({ at: ["deploy"], text: `${DEPLOY_REMARK}, protect the environment.` });
  return list;
}

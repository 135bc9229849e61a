import { shellWord } from "../../domain/text/format";
import { type CiWorkflowSettings, type Deployment } from "../../domain/ci/workflow-settings";
import {
  movesTags,
  pushesIndex,
  registryVariables,
  repositoryRemark,
  repositoryVariables,
  variableRemarks,
} from "../../domain/ci/workflow-variables";
import { sharedText, yamlFile, type YamlComment } from "../../domain/text/yaml-file";
import { builderLines, buildScript, pushScript } from "./build-scripts";
import { headOf, REQUESTS_REMARK } from "./head";
import { scanGateScript } from "./index-gate";
import { DOCKER } from "./pinned-images";
import { deployScript, moveTagScript, signInLines } from "./scripts";
import { lines } from "./shell";

/** File with the digest, which later steps get as an artifact. */
const IMAGE_FILE = "image.env";

/** A `bitbucket-pipelines.yml` that builds pull requests, and pushes and scans commits of the branch. */
export function bitbucketPipeline(settings: CiWorkflowSettings): string {
  const { branch, deploy } = settings;
  const publish = publishSteps(settings);
  const data = {
    image: `docker:${DOCKER}`,
    options: { runtime: { cloud: { version: "3" } }, "max-time": 60 },
    definitions: { services: { docker: { memory: 2048 } } },
    pipelines: {
      "pull-requests": { "**": inParallel(buildSteps(settings)) },
      branches: {
        [branch]: [...inParallel(publish), ...(deploy === undefined ? [] : [deployStep(settings, deploy)])],
      },
    },
  };
  return yamlFile(data, {
    head: headOf("bitbucket", settings),
    remarks: remarks(settings),
    apart: [[], ["pipelines"]],
  });
}

interface Item {
  readonly step: object;
}

function inParallel(steps: readonly Item[]): object[] {
  return steps.length === 1 ? [...steps] : [{ parallel: { steps } }];
}

function buildSteps(settings: CiWorkflowSettings): Item[] {
  const texts = textsOf(settings, { builder: lines(...builderLines(settings)), build: buildScript(settings) });
  return repositoryVariables(settings).map((variables, index) => ({
    step: {
      name: `Build ${variables["REPOSITORY"] ?? ""}`,
      services: ["docker"],
      script: [jobVariables(settings, variables), ...texts(index)],
    },
  }));
}

function publishSteps(settings: CiWorkflowSettings): Item[] {
  const { deployment, deploy, roleArn } = settings;
  const isIndex = pushesIndex(settings);
  const texts = textsOf(settings, {
    "sign-in": lines(...signInLines("BITBUCKET_STEP_OIDC_TOKEN")),
    "publish-builder": lines(...builderLines(settings)),
    push: pushScript(settings),
    gate: scanGateScript(settings) ?? "",
    "move-tags": movesTags(settings) ? moveTagScript("MOVING_TAGS", isIndex) : "",
  });
  const role = { AWS_ROLE_ARN: roleArn, AWS_WEB_IDENTITY_TOKEN_FILE: "/tmp/aws-id-token" };
  return repositoryVariables(settings).map((variables, index) => ({
    step: {
      name: `Push ${variables["REPOSITORY"] ?? ""}`,
      oidc: true,
      ...(deployment === undefined ? {} : { deployment }),
      "concurrency-group": "ecr",
      services: ["docker"],
      script: [
        jobVariables(settings, { ...variables, ...role }),
        SESSION_NAME,
        ...texts(index),
        ...(deploy === undefined ? [] : [`echo "IMAGE=$REGISTRY/$REPOSITORY@$DIGEST" > ${IMAGE_FILE}`]),
      ],
      ...(deploy === undefined ? {} : { artifacts: [IMAGE_FILE] }),
    },
  }));
}

/** AWS allows 64 characters. */
const SESSION_NAME = `export AWS_ROLE_SESSION_NAME="$(printf '%s' "bitbucket-$BITBUCKET_BUILD_NUMBER-$BITBUCKET_REPO_SLUG" | cut -c 1-64)"`;

function deployStep(settings: CiWorkflowSettings, deploy: Deployment): Item {
  const [{ name } = { name: "" }] = settings.repositories;
  const { REGISTRY } = registryVariables(settings);
  return {
    step: {
      name: `Deploy ${name}`,
      deployment: deploy.environment,
      script: [`${exports({ REGISTRY, REPOSITORY: name })}. ./${IMAGE_FILE}\nexport IMAGE\n`, deployScript(deploy)],
    },
  };
}

/**
 * The scripts of the steps, without empty ones. Only the first repository's step contains them; the other steps refer to them.
 * @param scripts by the names of their anchors
 */
function textsOf(
  { repositories }: CiWorkflowSettings,
  scripts: Readonly<Record<string, string>>,
): (index: number) => unknown[] {
  const entries = Object.entries(scripts).filter(([, script]) => script.trim() !== "");
  if (repositories.length === 1) return () => entries.map(([, script]) => script);
  const shared = entries.map(([name, script]) => sharedText(name, script));
  return (index) => shared.map(({ first, again }) => (index === 0 ? first : again));
}

/** The variables of a step that builds. */
function jobVariables(settings: CiWorkflowSettings, variables: Variables): string {
  const all = { ...registryVariables(settings), ...variables };
  return `${exports(all, variableRemarks(settings))}export IMAGE_TAG="$BITBUCKET_COMMIT"\n`;
}

type Variables = Readonly<Record<string, string>>;

/** Bitbucket's file has no variables for steps. */
function exports(variables: Variables, remarks: Variables = {}): string {
  return lines(
    "set -e",
    ...Object.entries(variables).flatMap(([name, value]) => [
      ...(remarks[name] === undefined ? [] : [`# ${remarks[name]}`]),
      `export ${name}=${shellWord(value)}`,
    ]),
  );
}

function remarks({ repositories, deploy }: CiWorkflowSettings): YamlComment[] {
  const branches = repositories.map(repositoryRemark);
  if (deploy !== undefined)
    branches.push(
      "IMAGE in the last step contains the image reference with its digest. The step does not get AWS credentials. To",
      "require an approval, restrict who may deploy to its environment.",
    );
  return [
    { at: ["options"], text: "Version 3 of the runtime supports buildx. The image must contain the docker CLI." },
    {
      at: ["definitions"],
      text: "Memory for docker, in megabytes. Larger builds need more memory and a larger step size.",
    },
    { at: ["pipelines", "pull-requests"], text: `Pull ${REQUESTS_REMARK}` },
    { at: ["pipelines", "branches"], text: branches.join("\n") },
  ];
}

import { buildScript, pushScript } from "./build-scripts";
import { ACTIONS } from "./github-actions";
import { builderSteps } from "./github-builder";
import { releaseComments, signInInputs, step, type Step } from "./github-steps";
import { DEPLOY_REMARK, headOf, REQUESTS_REMARK } from "./head";
import { scanGateScript } from "./index-gate";
import { deployScript, LOGIN_COMMAND, moveTagScript } from "./scripts";
import { type CiWorkflowSettings, type Deployment } from "../../domain/ci/workflow-settings";
import {
  movesTags,
  pushesIndex,
  registryVariables,
  repositoryRemark,
  repositoryVariables,
  variableRemarks,
} from "../../domain/ci/workflow-variables";
import { yamlFile, type YamlComment } from "../../domain/text/yaml-file";

const CHECKOUT = step("Check out", ACTIONS.checkout, { with: { "persist-credentials": false } });

/** A workflow for `.github/workflows/` that builds pull requests, and pushes and scans commits of the branch. */
export function githubWorkflow(settings: CiWorkflowSettings): string {
  const [only, ...others] = repositoryVariables(settings);
  const isOne = others.length === 0;
  const steps = {
    build: [CHECKOUT, ...builderSteps(settings), { name: "Build", run: buildScript(settings) }],
    publish: publishSteps(settings),
    ...(settings.deploy === undefined ? {} : { deploy: deploySteps(settings.deploy) }),
  };
  const data = {
    name: "Push to ECR",
    on: { push: { branches: [settings.branch] }, pull_request: {} },
    permissions: { contents: "read" },
    concurrency: {
      group: "${{ github.workflow }}-${{ github.ref }}",
      "cancel-in-progress": "${{ github.event_name == 'pull_request' }}",
    },
    defaults: { run: { shell: "bash" } },
    env: {
      ...registryVariables(settings),
      IMAGE_TAG: "${{ github.sha }}",
      ...(isOne ? only : fromMatrix(Object.keys(only ?? {}))),
    },
    jobs: {
      build: {
        if: "github.event_name == 'pull_request'",
        ...job(settings),
        steps: steps.build,
      },
      publish: {
        if: "github.event_name == 'push'",
        ...job(settings),
        permissions: { contents: "read", "id-token": "write" },
        // Jobs of a matrix would overwrite each other's output.
        ...(isOne ? { outputs: { digest: "${{ steps.push.outputs.digest }}" } } : {}),
        steps: steps.publish,
      },
      ...(settings.deploy === undefined
        ? {}
        : {
            deploy: {
              needs: "publish",
              "runs-on": "ubuntu-latest",
              "timeout-minutes": 60,
              environment: settings.deploy.environment,
              steps: steps.deploy,
            },
          }),
    },
  };
  // The workflow's variables are evaluated before a job's matrix.
  return yamlFile(isOne ? data : withJobVariables(data), {
    head: headOf("github", settings),
    remarks: remarks(settings, steps),
    apart: [[], ["jobs"], ...Object.keys(steps).map((name) => ["jobs", name, "steps"])],
  });
}

interface Workflow {
  readonly env: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<"build" | "publish", object>>;
}

function withJobVariables<W extends Workflow>(workflow: W): W {
  const entries = Object.entries(workflow.env);
  const usesMatrix = (value: string): boolean => value.includes("matrix.");
  const env = Object.fromEntries(entries.filter(([, value]) => usesMatrix(value)));
  const { build, publish } = workflow.jobs;
  return {
    ...workflow,
    env: Object.fromEntries(entries.filter(([, value]) => !usesMatrix(value))),
    jobs: { ...workflow.jobs, build: withVariables(build, env), publish: withVariables(publish, env) },
  };
}

/** Adds variables before the steps, where readers expect them. */
function withVariables(job: object, env: object): object {
  const { steps, ...rest } = job as { readonly steps?: unknown };
  return { ...rest, env, steps };
}

function fromMatrix(names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, `\${{ matrix.${name} }}`]));
}

function job(settings: CiWorkflowSettings): object {
  return {
    "runs-on": "ubuntu-latest",
    "timeout-minutes": 60,
    ...(settings.repositories.length === 1
      ? {}
      : { strategy: { "fail-fast": false, matrix: { include: repositoryVariables(settings) } } }),
  };
}

function publishSteps(settings: CiWorkflowSettings): Step[] {
  const { location, roleArn } = settings;
  const gate = scanGateScript(settings);
  const env = { DIGEST: "${{ steps.push.outputs.digest }}" };
  return [
    CHECKOUT,
    step("Sign in to AWS", ACTIONS.credentials, {
      with: { ...signInInputs(roleArn, location, settings), "mask-aws-account-id": true },
    }),
    // The action logs in to the IPv4 host name only.
    location.dualStack === true ? { name: "Log docker in", run: LOGIN_COMMAND } : step("Log docker in", ACTIONS.login),
    ...builderSteps(settings),
    {
      name: "Build and push",
      id: "push",
      run: `${pushScript(settings)}echo "digest=$DIGEST" >> "$GITHUB_OUTPUT"\necho "\\\`$REPOSITORY:$IMAGE_TAG\\\` is \\\`$DIGEST\\\`" >> "$GITHUB_STEP_SUMMARY"\n`,
    },
    ...(gate === undefined ? [] : [{ name: "Wait for the scan", env, run: gate }]),
    ...(movesTags(settings)
      ? [{ name: "Move tags", env, run: moveTagScript("MOVING_TAGS", pushesIndex(settings)) }]
      : []),
  ];
}

function deploySteps(deploy: Deployment): Step[] {
  return [
    CHECKOUT,
    {
      name: "Deploy",
      env: { DIGEST: "${{ needs.publish.outputs.digest }}" },
      run: `export IMAGE="$REGISTRY/$REPOSITORY@$DIGEST"\n${deployScript(deploy)}`,
    },
  ];
}

function remarks(settings: CiWorkflowSettings, steps: Readonly<Record<string, readonly Step[]>>): YamlComment[] {
  const { repositories, deploy } = settings;
  const list: YamlComment[] = [
    { at: ["env"], text: repositories.map(repositoryRemark).join("\n") },
    ...Object.entries(variableRemarks(settings)).map(([name, text]) => ({ at: ["env", name], text })),
    { at: ["jobs", "build"], text: `Pull ${REQUESTS_REMARK}` },
    { at: ["jobs", "publish", "permissions"], text: "id-token: the token that this run exchanges for AWS credentials" },
    ...Object.entries(steps).flatMap(([job, ofJob]) => releaseComments(job, ofJob)),
  ];
  if (repositories.length === 1) {
    const text = "Only the digest, because GitHub drops outputs with masked values, such as the account ID.";
    list.push({ at: ["jobs", "publish", "outputs"], text });
  }
  if (deploy !== undefined)
    list.push({ at: ["jobs", "deploy"], text: `${DEPLOY_REMARK}, add reviewers to the environment.` });
  return list;
}

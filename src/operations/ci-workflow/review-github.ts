import { yamlFile, type YamlComment } from "../../domain/text/yaml-file";
import { COMMENT_MARK } from "../review/markdown";
import { ACTIONS } from "./github-actions";
import { releaseComments, signInInputs, step, type Step } from "./github-steps";
import { planScript, plansOption, SYNTHESIZE } from "./plan-script";
import {
  FIRST,
  liveFile,
  liveOptions,
  plannedBy,
  reviewHead,
  signedIn,
  TOLERATED,
  type ReviewWorkflowSettings,
  type SignedIn,
} from "./review-settings";

/** Pull requests of forks get no token, and cannot write comments. */
const SAME_REPOSITORY = "github.event.pull_request.head.repo.full_name == github.repository";

/** The merge commit's first parent: what the target branch has without the pull request. */
const BASE = "HEAD^1";

/** Writes one comment, and updates it after each push. */
const COMMENT_SCRIPT = `comments="repos/$GITHUB_REPOSITORY/issues/$PULL_REQUEST/comments"
ids=$(gh api --paginate "$comments" --jq '.[] | select(.user.login == "github-actions[bot]" and (.body | startswith("${COMMENT_MARK}"))) | .id')
id=\${ids%%$'\\n'*}
if [ -n "$id" ]; then
  gh api --silent --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$id" -F body=@comment.md
else
  gh api --silent --method POST "$comments" -F body=@comment.md
fi
`;

/** A workflow for `.github/workflows/` that reviews pull requests in one comment, which later pushes update. */
export function githubReview(settings: ReviewWorkflowSettings): string {
  const { folder } = settings;
  const steps = stepsOf(settings);
  const data = {
    name: "Review of the registries",
    on: { pull_request: {} },
    permissions: { contents: "read" },
    concurrency: { group: "${{ github.workflow }}-${{ github.ref }}", "cancel-in-progress": true },
    defaults: { run: { shell: "bash", ...(folder === "" ? {} : { "working-directory": folder }) } },
    jobs: {
      review: {
        "runs-on": "ubuntu-24.04",
        "timeout-minutes": 20,
        permissions: {
          contents: "read",
          "pull-requests": "write",
          ...(signedIn(settings).length === 0 ? {} : { "id-token": "write" }),
        },
        steps,
      },
    },
  };
  return yamlFile(data, {
    head: reviewHead(settings, "github"),
    remarks: remarks(settings, steps),
    apart: [[], ["jobs", "review", "steps"]],
  });
}

function stepsOf(settings: ReviewWorkflowSettings): Step[] {
  const { generates, failOn, folder } = settings;
  const roles = signedIn(settings);
  const lockFile = folder === "" ? {} : { "cache-dependency-path": `${folder}/package-lock.json` };
  return [
    step("Check out", ACTIONS.checkout, { with: { "fetch-depth": 2, "persist-credentials": false } }),
    step("Set up Node.js", ACTIONS.node, { with: { "node-version": 22, cache: "npm", ...lockFile } }),
    { name: "Install", run: "npm ci" },
    ...(roles.some(plannedBy)
      ? [
          step("Set up Terraform", ACTIONS.terraform, {
            if: SAME_REPOSITORY,
            // The wrapper would add lines to Terraform's output.
            with: { terraform_version: "^1.11", terraform_wrapper: false },
          }),
          { name: "Synthesize", if: SAME_REPOSITORY, run: SYNTHESIZE },
        ]
      : []),
    { name: "Review without AWS", run: `mkdir -p review\n${reviewScript(settings.named, FIRST, "")}` },
    ...roles.flatMap((environment) => environmentSteps(environment, settings)),
    {
      name: "Summarize",
      run: `npx ecr review --from review/*.json -o markdown > comment.md ${TOLERATED}\ncat comment.md >> "$GITHUB_STEP_SUMMARY"\n`,
    },
    {
      name: "Comment",
      if: SAME_REPOSITORY,
      env: { GH_TOKEN: "${{ github.token }}", PULL_REQUEST: "${{ github.event.pull_request.number }}" },
      run: COMMENT_SCRIPT,
    },
    // After the comment, so that an environment with errors does not hide the review of the others.
    { name: "Validate", run: "npx ecr validate" },
    ...(generates ? [{ name: "Check the generated Terraform", run: "npx ecr generate --check" }] : []),
    { name: "Result", run: `npx ecr review --from review/*.json --fail-on ${failOn}` },
  ];
}

/** Reviews one environment with its role: plans what changes, and lists images. */
function environmentSteps(environment: SignedIn, settings: ReviewWorkflowSettings): Step[] {
  const { name, location, roleArn } = environment;
  const plan = plannedBy(environment);
  const options = ` ${liveOptions(environment)}`;
  return [
    step(`Sign in to AWS (${name})`, ACTIONS.credentials, {
      if: SAME_REPOSITORY,
      with: { ...signInInputs(roleArn, location, settings), "unset-current-credentials": true },
    }),
    ...(plan === undefined
      ? []
      : [{ name: `Plan ${name}`, if: SAME_REPOSITORY, run: planScript(name, plan, `'${BASE}'`) }]),
    {
      name: `Review ${name}`,
      if: SAME_REPOSITORY,
      run:
        plan === undefined
          ? reviewScript([name], liveFile(name), options)
          : `${plansOption(name)}${reviewScript([name], liveFile(name), `${options} "$@"`)}`,
    },
  ];
}

function reviewScript(names: readonly string[], file: string, options: string): string {
  return `${["npx ecr review", ...names].join(" ")} --base '${BASE}'${options} -o json > ${file} ${TOLERATED}\n`;
}

function remarks(settings: ReviewWorkflowSettings, steps: readonly Step[]): YamlComment[] {
  const checkout =
    "GitHub checks out the pull request's merge commit. Its first parent is the head of the target branch.";
  const token = "the token that this run exchanges for AWS credentials; pull requests from forks get none";
  const list: YamlComment[] = [
    { at: ["jobs", "review", "steps", 0], text: checkout },
    ...releaseComments("review", steps),
  ];
  if (signedIn(settings).length > 0) list.push({ at: ["jobs", "review", "permissions", "id-token"], text: token });
  return list;
}

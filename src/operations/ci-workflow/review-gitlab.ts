import { tokenIssuer } from "../../domain/ci/issuers";
import { shellWord } from "../../domain/text/format";
import { yamlFile, type YamlComment } from "../../domain/text/yaml-file";
import { COMMENT_MARK } from "../review/markdown";
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

const NODE_IMAGE = "node:22-bookworm";

const BASE = '"$CI_MERGE_REQUEST_DIFF_BASE_SHA"';

/** The pipeline of a fork's merge request runs in the fork, whose tokens no role trusts. */
const IF_SAME_PROJECT = 'if [ "$CI_MERGE_REQUEST_SOURCE_PROJECT_ID" = "$CI_MERGE_REQUEST_PROJECT_ID" ]; then';

/** Terraform from HashiCorp's signed packages. The image has none. */
const INSTALL_SCRIPT = `${IF_SAME_PROJECT}
  wget -qO- https://apt.releases.hashicorp.com/gpg | gpg --dearmor > /usr/share/keyrings/hashicorp.gpg
  echo "deb [signed-by=/usr/share/keyrings/hashicorp.gpg] https://apt.releases.hashicorp.com bookworm main" > /etc/apt/sources.list.d/hashicorp.list
  apt-get -qq update && apt-get -qq install -y terraform
  ${SYNTHESIZE}fi
`;

/** Writes one note, and updates it after each push. Node.js is there; curl and jq may not be. */
const COMMENT_SCRIPT = `node --input-type=module <<'SCRIPT'
import { readFileSync } from "node:fs";
const { CI_API_V4_URL, CI_MERGE_REQUEST_PROJECT_ID, CI_MERGE_REQUEST_IID, REVIEW_TOKEN } = process.env;
const notes = \`\${CI_API_V4_URL}/projects/\${CI_MERGE_REQUEST_PROJECT_ID}/merge_requests/\${CI_MERGE_REQUEST_IID}/notes\`;
const body = readFileSync("comment.md", "utf8");
async function call(method, url, data) {
  const headers = { "PRIVATE-TOKEN": REVIEW_TOKEN, "Content-Type": "application/json" };
  const response = await fetch(url, { method, headers, ...(data === undefined ? {} : { body: JSON.stringify(data) }) });
  if (!response.ok) throw new Error(\`\${method} \${url}: \${response.status} \${await response.text()}\`);
  return response.json();
}
async function main() {
  for (let page = 1; ; page += 1) {
    const found = await call("GET", \`\${notes}?per_page=100&page=\${page}\`);
    const own = found.find((note) => note.body.startsWith("${COMMENT_MARK}"));
    if (own !== undefined) return call("PUT", \`\${notes}/\${own.id}\`, { body });
    if (found.length < 100) return call("POST", notes, { body });
  }
}
main().catch((cause) => {
  console.error(cause.message);
  process.exitCode = 1;
});
SCRIPT
`;

/** A `.gitlab-ci.yml` that reviews merge requests in one note, which later pushes update. */
export function gitlabReview(settings: ReviewWorkflowSettings): string {
  const roles = signedIn(settings);
  const [first] = roles;
  const { generates, failOn, folder } = settings;
  const data = {
    workflow: { rules: [{ if: '$CI_PIPELINE_SOURCE == "merge_request_event"' }] },
    review: {
      image: NODE_IMAGE,
      timeout: "20m",
      interruptible: true,
      variables: { GIT_DEPTH: "0" },
      ...(first === undefined
        ? {}
        : { id_tokens: { AWS_ID_TOKEN: { aud: tokenIssuer("gitlab", first.location, settings).audience } } }),
      script: [
        ...(folder === "" ? [] : [`cd ${shellWord(folder)}`]),
        "npm ci",
        "mkdir -p review",
        ...(roles.some(plannedBy) ? [INSTALL_SCRIPT] : []),
        `${["npx ecr review", ...settings.named].join(" ")} --base ${BASE} -o json > ${FIRST} ${TOLERATED}`,
        ...roles.map(reviewScript),
        `npx ecr review --from review/*.json -o markdown > comment.md ${TOLERATED}`,
        `if [ -n "$REVIEW_TOKEN" ]; then\n${COMMENT_SCRIPT}fi\n`,
        // After the note, so that an environment with errors does not hide the review of the others.
        "npx ecr validate",
        ...(generates ? ["npx ecr generate --check"] : []),
        `npx ecr review --from review/*.json --fail-on ${failOn}`,
      ],
      artifacts: {
        when: "always",
        paths: [folder === "" ? "comment.md" : `${folder}/comment.md`],
        expire_in: "30 days",
      },
    },
  };
  return yamlFile(data, { head: headOf(settings), remarks: remarks(settings), apart: [[]] });
}

/** The AWS SDK and Terraform exchange the token in the file for the role's credentials. Nothing here runs for forks. */
function reviewScript(environment: SignedIn): string {
  const { name, roleArn } = environment;
  const plan = plannedBy(environment);
  const review = `npx ecr review ${name} --base ${BASE} ${liveOptions(environment)}`;
  return `${IF_SAME_PROJECT}
  (umask 077 && printf '%s' "$AWS_ID_TOKEN" > /tmp/aws-id-token)
  export AWS_ROLE_ARN=${shellWord(roleArn)} AWS_WEB_IDENTITY_TOKEN_FILE=/tmp/aws-id-token
${plan === undefined ? "" : indented(`${planScript(name, plan, BASE)}${plansOption(name)}`)}  ${review}${plan === undefined ? "" : ' "$@"'} -o json > ${liveFile(name)} ${TOLERATED}
fi
`;
}

function indented(script: string): string {
  return script.replaceAll(/^(?=.)/gm, "  ");
}

function headOf(settings: ReviewWorkflowSettings): string[] {
  return [
    ...reviewHead(settings, "gitlab"),
    "",
    "For the comment, create a project access token with the scope api and the role Reporter, and store it as the masked",
    "CI/CD variable REVIEW_TOKEN. Without this variable, the review is in the job's log and in the artifact comment.md.",
    "Any code in a merge request can read the variable, for example during npm ci. Do not run pipelines for merge requests from forks in this project.",
  ];
}

function remarks(settings: ReviewWorkflowSettings): YamlComment[] {
  const token = "the token that this job exchanges for AWS credentials; the roles do not trust tokens from forks";
  return signedIn(settings).length === 0 ? [] : [{ at: ["review", "id_tokens"], text: token }];
}

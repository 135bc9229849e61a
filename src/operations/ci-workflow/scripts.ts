import { countedAs, SEVERITIES } from "../../domain/images/scan-kinds";
import { repositoryArn, type AwsLocation } from "../../domain/aws/arn";
import { FINDINGS_DELAY_SECONDS, SCANNED } from "../scan-gate/coverage";
import { type Deployment, type ScanGate } from "../../domain/ci/workflow-settings";
import { upperFirst } from "../../domain/text/format";
import { ACCEPTED_TYPES, lines } from "./shell";

/**
 * Shell scripts for all platforms: POSIX, for `sh -e`, and without `jq`, which the docker image lacks.
 * They read `REGISTRY`, `REGISTRY_ID`, `REPOSITORY`, `IMAGE_TAG`, `CONTEXT` and, after the push, `DIGEST`.
 */
const POLL_SECONDS = 10;

/** Context of a script that waits for a scan. */
interface ScriptContext {
  readonly location: AwsLocation;
  /** Whether the script must start the scan. */
  readonly startScan: boolean;
}

/** All severities that AWS counts. */
const KNOWN = SEVERITIES.flatMap(countedAs);

/**
 * The fields that the gate reads from a scan, on one line and separated by bars: image, status, end of the scan, counted
 * severities, their counts, number of listed findings, and number of open findings that fail. The CLI reads all pages, and
 * prints the last two fields for each page.
 */
function scanQuery(failing: readonly string[]): string {
  const mild = KNOWN.filter((word) => !failing.includes(word));
  const counts = "(imageScanFindings.findingSeverityCounts || `{}`)";
  const findings = "[imageScanFindings.findings, imageScanFindings.enhancedFindings][] | ";
  const isSettled = 'contains(`["SUPPRESSED", "CLOSED"]`, status || `""`)';
  const isMild = `contains(\`${JSON.stringify(mild)}\`, severity || \`""\`)`;
  const parts = [
    'join(`"/"`, [registryId || `"?"`, repositoryName || `"?"`, imageId.imageDigest || `"?"`])',
    'imageScanStatus.status || `"?"`',
    "to_string(imageScanFindings.imageScanCompletedAt)",
    `join(\`" "\`, keys(${counts}))`,
    `join(\`" "\`, values(${counts})[*].to_string(@))`,
    `to_string(length(${findings}[?@]))`,
    `to_string(length(${findings}[?@ && !(${isSettled}) && !(${isMild})]))`,
  ];
  return `join(\`"|"\`, [${parts.join(", ")}])`;
}

/** Waits for the scan, prints the number of findings, and fails if there are findings of failing severities. */
export function gateScript({ failOn, waitSeconds, scanning }: ScanGate, context: ScriptContext): string {
  const { location, startScan } = context;
  const severities = failOn.flatMap(countedAs);
  const isEnhanced = scanning === "enhanced";
  return lines(
    // Makes printed times comparable.
    "export TZ=UTC",
    `image="$REPOSITORY@$DIGEST"`,
    "findings() {",
    `  aws ecr describe-image-scan-findings --registry-id "$REGISTRY_ID" --repository-name "$REPOSITORY" \\`,
    `    --image-id "imageDigest=$DIGEST" --output text --query '${scanQuery(severities)}'`,
    "}",
    `field() { printf '%s\\n' "$answer" | head -n 1 | cut -d '|' -f "$1"; }`,
    "# prints a time in whole seconds as digits, or nothing if there is no time",
    `digits() { printf '%s' "$1" | sed 's/[.+Z].*//' | tr -cd 0-9; }`,
    ...(isEnhanced ? inspectedFunction(location) : []),
    `pushed=$(aws ecr describe-images --registry-id "$REGISTRY_ID" --repository-name "$REPOSITORY" \\`,
    `  --image-ids "imageDigest=$DIGEST" --output text \\`,
    `  --query "imageDetails[?imageDigest=='$DIGEST'].imagePushedAt | [0]")`,
    'pushed=$(digits "$pushed")',
    `if [ -z "$pushed" ]; then echo "Expected the push time of $image, found none" >&2; exit 1; fi`,
    "# succeeds if there is a time and it is not before the push",
    `counts_since_push() { [ -n "$1" ] && [ "$1" -ge "$pushed" ]; }`,
    `deadline=$(($(date +%s) + ${waitSeconds}))`,
    ...(startScan ? ["started="] : []),
    ...(isEnhanced ? ["settled="] : []),
    "while :; do",
    "  if answer=$(findings 2>&1); then",
    `    if [ "$(field 1)" != "$REGISTRY_ID/$REPOSITORY/$DIGEST" ]; then`,
    `      echo "Expected a response about $image, found: $answer" >&2`,
    "      exit 1",
    "    fi",
    "    status=$(field 2)",
    "  else",
    `    case "$answer" in`,
    "      *ScanNotFoundException*) status=NOT_STARTED ;;",
    `      *) echo "$answer" >&2; exit 1 ;;`,
    "    esac",
    "  fi",
    `  case "$status" in`,
    "    COMPLETE | ACTIVE) # AWS also reports these for images that are not scanned yet",
    `      if counts_since_push "$(digits "$(field 3)")"; then break; fi`,
    ...(isEnhanced ? ASK_INSPECTOR : [`      status="$status, ${UNPROVED}" ;;`]),
    ...(startScan ? START_SCAN : ["    NOT_STARTED | PENDING | IN_PROGRESS) ;;"]),
    `    *) echo "The scan of $image ended with status $status" >&2; exit 1 ;;`,
    "  esac",
    `  if [ "$(date +%s)" -ge "$deadline" ]; then`,
    `    echo "No scan of $image after ${waitSeconds} seconds ($status). ${isEnhanced ? "Check that a rule of registry.scanning matches the repository" : startScan ? "Generate this workflow with a longer --wait" : "Check that scanOnPush is on"}" >&2`,
    "    exit 1",
    "  fi",
    `  sleep ${POLL_SECONDS}`,
    "done",
    ...countLines(severities),
    `echo "${upperFirst(severities.join(" or ").toLowerCase())} findings for $image: $found"`,
    `[ "$found" -eq 0 ]`,
  );
}

/** Sums the counts of failing severities, and compares them with the list. Fails on unknown values. */
function countLines(failing: readonly string[]): string[] {
  const mild = KNOWN.filter((word) => !failing.includes(word));
  return [
    "set -- $(field 5)",
    "found=0",
    "for severity in $(field 4); do",
    `  count=\${1:-}`,
    "  shift",
    `  case "$count" in`,
    `    "" | *[!0-9]*) echo "Expected the number of $severity findings for $image, found: $count" >&2; exit 1 ;;`,
    "  esac",
    `  case "$severity" in`,
    `    ${failing.join(" | ")}) found=$((found + count)) ;;`,
    ...(mild.length === 0 ? [] : [`    ${mild.join(" | ")}) ;;`]),
    `    *) echo "Expected a known severity among the counts for $image, found: $severity" >&2; exit 1 ;;`,
    "  esac",
    "done",
    "listed=0",
    `for count in $(printf '%s\\n' "$answer" | sed 's/.*|//'); do`,
    `  case "$count" in`,
    `    *[!0-9]*) echo "Expected the number of listed findings for $image, found: $count" >&2; exit 1 ;;`,
    "  esac",
    "  listed=$((listed + count))",
    "done",
    `if [ -z "$(field 4)" ] && [ "$(field 6)" != 0 ]; then listed=$(field 6); fi`,
    `if [ "$found" -eq 0 ] && [ "$listed" -ne 0 ]; then`,
    `  echo "AWS lists findings for $image that it does not count, or that have an unknown severity: $listed" >&2`,
    "  exit 1",
    "fi",
  ];
}

const UNPROVED =
  "but AWS does not confirm a scan after the push; if the registry has enhanced scanning, generate this workflow with --scanning enhanced";

/** Prints when Amazon Inspector scanned the image, or nothing if it has not. */
function inspectedFunction(location: AwsLocation): string[] {
  const arn = repositoryArn(location, "$REPOSITORY/$DIGEST");
  const scanned = SCANNED.map((reason) => `scanStatus.reason == '${reason}'`).join(" || ");
  return [
    "inspected() {",
    `  aws inspector2 list-coverage --no-paginate --output text \\`,
    `    --filter-criteria "resourceId=[{comparison=EQUALS,value=${arn}}]" \\`,
    `    --query "coveredResources[?resourceId == '${arn}' && (${scanned})].lastScannedAt | [0]"`,
    "}",
  ];
}

/** ECR never confirms the scan of a clean image, so ask Amazon Inspector. Its findings reach ECR with a short delay. */
const ASK_INSPECTOR = [
  "      scanned=$(inspected)",
  `      if counts_since_push "$(digits "$scanned")"; then`,
  `        if [ -n "$settled" ]; then break; fi`,
  "        settled=1",
  `        sleep ${FINDINGS_DELAY_SECONDS} # until the findings have reached ECR`,
  "        continue",
  "      fi",
  `      status="$status, but Amazon Inspector has not scanned the image since the push" ;;`,
];

/** Starts the scan once, because ECR accepts one request for an image in 24 hours. */
const START_SCAN = [
  "    NOT_STARTED)",
  `      if [ -z "$started" ]; then`,
  `        aws ecr start-image-scan --registry-id "$REGISTRY_ID" --repository-name "$REPOSITORY" \\`,
  `          --image-id "imageDigest=$DIGEST" >/dev/null`,
  "        started=1",
  "      fi ;;",
  "    PENDING | IN_PROGRESS) ;;",
];

/** Moves tags to the pushed image by its manifest, without building or pulling it. */
export function moveTagScript(tagVariable: string, isIndex = false): string {
  return lines(
    `for tag in $${tagVariable}; do`,
    `  manifest=$(aws ecr batch-get-image --registry-id "$REGISTRY_ID" --repository-name "$REPOSITORY" \\`,
    ...(isIndex ? [`    --accepted-media-types ${ACCEPTED_TYPES} \\`] : []),
    `    --image-ids "imageDigest=$DIGEST" --query 'images[0].imageManifest' --output text)`,
    `  if ! answer=$(aws ecr put-image --registry-id "$REGISTRY_ID" --repository-name "$REPOSITORY" \\`,
    `    --image-tag "$tag" --image-digest "$DIGEST" --image-manifest "$manifest" 2>&1); then`,
    `    case "$answer" in`,
    "      *ImageAlreadyExistsException*) ;;",
    `      *) echo "$answer" >&2; exit 1 ;;`,
    "    esac",
    "  fi",
    `  echo "$REPOSITORY:$tag is $DIGEST"`,
    "done",
  );
}

/** Runs the command of a deployment, if `IMAGE` names the image by its digest. */
export function deployScript({ command }: Deployment): string {
  return lines(
    `case "$IMAGE" in`,
    `  "$REGISTRY/$REPOSITORY@sha256:"*) ;;`,
    `  *) echo "Expected the image by its digest, found: $IMAGE" >&2; exit 1 ;;`,
    "esac",
    command.trim(),
  );
}

/** Logs docker in to the registry. */
export const LOGIN_COMMAND = `aws ecr get-login-password | docker login --username AWS --password-stdin "$REGISTRY"`;

/**
 * Installs the AWS CLI on Alpine, writes the token to the file that the CLI reads, verifies the account, and logs docker in.
 * @param tokenVariable environment variable with the token
 */
export function signInLines(tokenVariable: string): string[] {
  return [
    `apk add --no-cache aws-cli`,
    `(umask 077 && printf '%s' "$${tokenVariable}" > "$AWS_WEB_IDENTITY_TOKEN_FILE")`,
    `test "$(aws sts get-caller-identity --query Account --output text)" = "$REGISTRY_ID"`,
    LOGIN_COMMAND,
  ];
}

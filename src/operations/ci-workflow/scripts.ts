import { countedAs, SEVERITIES } from "../../domain/images/scan-kinds";
import { repositoryArn, type AwsLocation } from "../../domain/aws/arn";
import { FINDINGS_COME_LATE_SECONDS, SCANNED } from "../scan-gate/coverage";
import { type ScanGate } from "../../domain/ci/workflow-settings";

/**
 * Shell scripts that GitHub and GitLab share: POSIX, for `sh -e`, and without `jq`, which docker's image does not have.
 * They take `REGISTRY`, `REGISTRY_ID`, `REPOSITORY`, `IMAGE_TAG`, `CONTEXT` and, once pushed, `DIGEST`.
 */
const POLL_SECONDS = 10;

/** Builds and throws away: for what is only proposed. */
export const BUILD_SCRIPT = lines(`docker build --tag "$REPOSITORY:$IMAGE_TAG" "$CONTEXT"`);

/** Builds and pushes, unless the commit's image is there already, and sets `DIGEST`. */
export const PUSH_SCRIPT = lines(
  `image="$REGISTRY/$REPOSITORY:$IMAGE_TAG"`,
  "describe() {",
  `  aws ecr describe-images --registry-id "$REGISTRY_ID" --repository-name "$REPOSITORY" \\`,
  `    --image-ids "imageTag=$IMAGE_TAG" --query 'imageDetails[0].imageDigest' --output text`,
  "}",
  "if answer=$(describe 2>&1); then",
  `  echo "$image is there already: the image of a commit is pushed once"`,
  "else",
  `  case "$answer" in`,
  "    *ImageNotFoundException*) ;;",
  `    *) echo "$answer" >&2; exit 1 ;;`,
  "  esac",
  `  docker build --tag "$image" "$CONTEXT"`,
  `  docker push "$image"`,
  "fi",
  "DIGEST=$(describe)",
  `echo "$REGISTRY/$REPOSITORY@$DIGEST"`,
);

/** What a script that waits for a scan has to know beside the gate. */
export interface ScriptContext {
  readonly location: AwsLocation;
  /** Whether somebody has to ask for the scan. */
  readonly startScan: boolean;
}

/** All severities that AWS counts. */
const KNOWN = SEVERITIES.flatMap(countedAs);

/**
 * What the gate reads of a scan, on one line with bars between: which image the answer is about, its status, when the scan was done,
 * the severities that are counted, their counts, how many findings are listed, and how many of them are open and fail. The CLI reads all pages
 * and prints the last of these for each.
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

/** Waits for the scan, prints how many findings there are, and fails where there are some of the wrong severities. */
export function gateScript({ failOn, waitSeconds, scanning }: ScanGate, surroundings: ScriptContext): string {
  const { location, startScan } = surroundings;
  const severities = failOn.flatMap(countedAs);
  const isEnhanced = scanning === "enhanced";
  return lines(
    // So that times can be compared as they are printed.
    "export TZ=UTC",
    `image="$REPOSITORY@$DIGEST"`,
    "findings() {",
    `  aws ecr describe-image-scan-findings --registry-id "$REGISTRY_ID" --repository-name "$REPOSITORY" \\`,
    `    --image-id "imageDigest=$DIGEST" --output text --query '${scanQuery(severities)}'`,
    "}",
    `field() { printf '%s\\n' "$answer" | head -n 1 | cut -d '|' -f "$1"; }`,
    "# a time in whole seconds, as digits; nothing where there is none",
    `digits() { printf '%s' "$1" | sed 's/[.+Z].*//' | tr -cd 0-9; }`,
    ...(isEnhanced ? inspectedFunction(location) : []),
    `pushed=$(aws ecr describe-images --registry-id "$REGISTRY_ID" --repository-name "$REPOSITORY" \\`,
    `  --image-ids "imageDigest=$DIGEST" --output text \\`,
    `  --query "imageDetails[?imageDigest=='$DIGEST'].imagePushedAt | [0]")`,
    'pushed=$(digits "$pushed")',
    `if [ -z "$pushed" ]; then echo "AWS does not say when $image was pushed" >&2; exit 1; fi`,
    "# whether a time is there, and not from before the push",
    `counts_since_push() { [ -n "$1" ] && [ "$1" -ge "$pushed" ]; }`,
    `deadline=$(($(date +%s) + ${waitSeconds}))`,
    ...(startScan ? ["started="] : []),
    ...(isEnhanced ? ["settled="] : []),
    "while :; do",
    "  if answer=$(findings 2>&1); then",
    `    if [ "$(field 1)" != "$REGISTRY_ID/$REPOSITORY/$DIGEST" ]; then`,
    `      echo "Expected an answer about $image, found: $answer" >&2`,
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
    "    COMPLETE | ACTIVE) # said of images that were not scanned yet, too",
    `      if counts_since_push "$(digits "$(field 3)")"; then break; fi`,
    ...(isEnhanced ? ASK_INSPECTOR : [`      status="$status, ${UNPROVED}" ;;`]),
    ...(startScan ? START_SCAN : ["    NOT_STARTED | PENDING | IN_PROGRESS) ;;"]),
    `    *) echo "The scan of $image ended with: $status" >&2; exit 1 ;;`,
    "  esac",
    `  if [ "$(date +%s)" -ge "$deadline" ]; then`,
    `    echo "No scan of $image after ${waitSeconds} seconds ($status); is scanOnPush on?" >&2`,
    "    exit 1",
    "  fi",
    `  sleep ${POLL_SECONDS}`,
    "done",
    ...countLines(severities),
    `echo "$image: $found findings that are ${severities.join(" or ").toLowerCase()}"`,
    `[ "$found" -eq 0 ]`,
  );
}

/** Sums the counts that fail, and compares them with the list. What is not understood stops. */
function countLines(failing: readonly string[]): string[] {
  const mild = KNOWN.filter((word) => !failing.includes(word));
  return [
    "set -- $(field 5)",
    "found=0",
    "for severity in $(field 4); do",
    `  count=\${1:-}`,
    "  shift",
    `  case "$count" in`,
    `    "" | *[!0-9]*) echo "Expected a count of $severity findings of $image, found: $count" >&2; exit 1 ;;`,
    "  esac",
    `  case "$severity" in`,
    `    ${failing.join(" | ")}) found=$((found + count)) ;;`,
    ...(mild.length === 0 ? [] : [`    ${mild.join(" | ")}) ;;`]),
    `    *) echo "Expected a known severity among the counts of $image, found: $severity" >&2; exit 1 ;;`,
    "  esac",
    "done",
    "listed=0",
    `for count in $(printf '%s\\n' "$answer" | sed 's/.*|//'); do`,
    `  case "$count" in`,
    `    *[!0-9]*) echo "Expected how many findings of $image are listed, found: $count" >&2; exit 1 ;;`,
    "  esac",
    "  listed=$((listed + count))",
    "done",
    `if [ -z "$(field 4)" ] && [ "$(field 6)" != 0 ]; then listed=$(field 6); fi`,
    `if [ "$found" -eq 0 ] && [ "$listed" -ne 0 ]; then`,
    `  echo "AWS lists $listed findings of $image that it does not count, or whose severity is unknown" >&2`,
    "  exit 1",
    "fi",
  ];
}

const UNPROVED =
  "but AWS does not say that it was scanned since its push; if the registry has enhanced scanning, make this workflow with --scanning enhanced";

/** When Amazon Inspector scanned the image, as digits; nothing where it did not. */
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

/** Of a clean image ECR never says more; what was found may come to it a little later than the scan. */
const ASK_INSPECTOR = [
  "      scanned=$(inspected)",
  `      if counts_since_push "$(digits "$scanned")"; then`,
  `        if [ -n "$settled" ]; then break; fi`,
  "        settled=1",
  `        sleep ${FINDINGS_COME_LATE_SECONDS} # until its findings are in ECR`,
  "        continue",
  "      fi",
  `      status="$status, but Amazon Inspector has not scanned the image since its push" ;;`,
];

/** ECR takes one request for a scan of an image in 24 hours. */
const START_SCAN = [
  "    NOT_STARTED)",
  `      if [ -z "$started" ]; then`,
  `        aws ecr start-image-scan --registry-id "$REGISTRY_ID" --repository-name "$REPOSITORY" \\`,
  `          --image-id "imageDigest=$DIGEST" >/dev/null`,
  "        started=1",
  "      fi ;;",
  "    PENDING | IN_PROGRESS) ;;",
];

/** Sets a tag on the pushed image, without building or pulling it: it gets the same manifest, and so the same digest. */
export function moveTagScript(tagVariable: string): string {
  return lines(
    `for tag in $${tagVariable}; do`,
    `  manifest=$(aws ecr batch-get-image --registry-id "$REGISTRY_ID" --repository-name "$REPOSITORY" \\`,
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

function lines(...texts: readonly string[]): string {
  return `${texts.join("\n")}\n`;
}

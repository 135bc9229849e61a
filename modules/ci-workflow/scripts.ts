import { countedAs } from "../ecr-repository/scan-gate/scan-words";
import { repositoryArn, type AwsLocation } from "../core/aws";
import { FINDINGS_COME_LATE_SECONDS, SCANNED } from "../ecr-repository/scan-gate/coverage";
import { type ScanGate } from "./settings";

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
export interface ScriptSurroundings {
  readonly location: AwsLocation;
  /** Whether somebody has to ask for the scan. */
  readonly startScan: boolean;
}

/**
 * What only a scan that was done leaves: counts, a finding, or its time. AWS calls a scan `ACTIVE` or `COMPLETE` before Amazon
 * Inspector has looked at the image, too.
 * @see https://github.com/aws/aws-sdk/issues/289
 */
const PROOF = [
  "imageScanFindings.findingSeverityCounts && 'counted'",
  "(imageScanFindings.findings[0] || imageScanFindings.enhancedFindings[0]) && 'uncounted'",
  "imageScanFindings.imageScanCompletedAt",
].join(" || ");

/** Waits for the scan, prints how many findings there are, and fails where there are some of the wrong severities. */
export function gateScript({ failOn, waitSeconds, scanning }: ScanGate, surroundings: ScriptSurroundings): string {
  const { location, startScan } = surroundings;
  const severities = failOn.flatMap(countedAs);
  const isEnhanced = scanning === "enhanced";
  return lines(
    "findings() {",
    `  aws ecr describe-image-scan-findings --registry-id "$REGISTRY_ID" --repository-name "$REPOSITORY" \\`,
    `    --image-id "imageDigest=$DIGEST" --no-paginate --output text --query "$1"`,
    "}",
    ...(isEnhanced ? inspectedFunction(location) : []),
    `deadline=$(($(date +%s) + ${waitSeconds}))`,
    ...(startScan ? ["started="] : []),
    ...(isEnhanced ? ["settled="] : []),
    "while :; do",
    "  if ! status=$(findings imageScanStatus.status 2>&1); then",
    `    case "$status" in`,
    "      *ScanNotFoundException*) status=NOT_STARTED ;;",
    `      *) echo "$status" >&2; exit 1 ;;`,
    "    esac",
    "  fi",
    `  case "$status" in`,
    "    COMPLETE | ACTIVE) # said of images that were not scanned yet, too",
    `      proof=$(findings "${PROOF}")`,
    `      case "$proof" in`,
    `        "" | None) ;;`,
    `        uncounted) echo "AWS lists findings of $REPOSITORY@$DIGEST, and does not count them" >&2; exit 1 ;;`,
    "        *) break ;;",
    "      esac",
    ...(isEnhanced ? ASK_INSPECTOR : [`      status="$status, ${UNPROVED}" ;;`]),
    ...(startScan ? START_SCAN : ["    NOT_STARTED | PENDING | IN_PROGRESS) ;;"]),
    `    *) echo "The scan of $REPOSITORY@$DIGEST ended with: $status" >&2; exit 1 ;;`,
    "  esac",
    `  if [ "$(date +%s)" -ge "$deadline" ]; then`,
    `    echo "No scan of $REPOSITORY@$DIGEST after ${waitSeconds} seconds ($status); is scanOnPush on?" >&2`,
    "    exit 1",
    "  fi",
    `  sleep ${POLL_SECONDS}`,
    "done",
    // First on its own: a failure within the list of `for` would count as no findings.
    `counts=$(findings 'imageScanFindings.findingSeverityCounts.[${severities.join(", ")}]')`,
    "found=0",
    "for count in $counts; do",
    `  if [ "$count" != None ]; then found=$((found + count)); fi`,
    "done",
    `echo "$REPOSITORY@$DIGEST: $found findings that are ${severities.join(" or ").toLowerCase()}"`,
    `[ "$found" -eq 0 ]`,
  );
}

const UNPROVED =
  "but AWS says neither when it was scanned nor what was found; if the registry has enhanced scanning, make this workflow with --scanning enhanced";

/** How many times Amazon Inspector has scanned the image: 0 or 1. */
function inspectedFunction(location: AwsLocation): string[] {
  const scanned = SCANNED.map((reason) => `scanStatus.reason == '${reason}'`).join(" || ");
  return [
    "inspected() {",
    `  aws inspector2 list-coverage --no-paginate --output text \\`,
    `    --filter-criteria "resourceId=[{comparison=EQUALS,value=${repositoryArn(location, "$REPOSITORY/$DIGEST")}}]" \\`,
    `    --query "length(coveredResources[?lastScannedAt && (${scanned})])"`,
    "}",
  ];
}

/** Of a clean image ECR never says more; what was found may come to it a little later than the scan. */
const ASK_INSPECTOR = [
  "      scanned=$(inspected)",
  `      if [ "$scanned" != 0 ]; then`,
  `        if [ -n "$settled" ]; then break; fi`,
  "        settled=1",
  `        sleep ${FINDINGS_COME_LATE_SECONDS} # until its findings are in ECR`,
  "        continue",
  "      fi",
  `      status="$status, but Amazon Inspector has not scanned the image yet" ;;`,
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

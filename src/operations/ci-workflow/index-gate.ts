import { pushesIndex, startsScans } from "../../domain/ci/workflow-variables";
import { type CiWorkflowSettings } from "../../domain/ci/workflow-settings";
import { gateScript } from "./scripts";
import { ACCEPTED_TYPES, indented, lines } from "./shell";

/** The scan gate of a workflow. An index has no scan of its own, only its platform images have. */
export function scanGateScript(settings: CiWorkflowSettings): string | undefined {
  const { gate, location } = settings;
  if (gate === undefined) return undefined;
  const script = gateScript(gate, { location, startScan: startsScans(settings) });
  return pushesIndex(settings) ? indexGateScript(script) : script;
}

/**
 * Prints the platform images of the index on standard input, as `linux/arm64@sha256:...`. Every entry counts as an image unless
 * it is certainly an attestation of another entry. The AWS CLI needs Python too, so it is there. Its first argument is the
 * digest of the index.
 */
const PLATFORM_IMAGES = `import hashlib, json, os, sys

digest = sys.argv[1]
name = os.environ["REPOSITORY"] + "@" + digest
text = sys.stdin.buffer.read()
if "sha256:" + hashlib.sha256(text).hexdigest() != digest:
    sys.exit("Expected the manifest of " + name + ", found different content")
entries = json.loads(text).get("manifests", [{"digest": digest}])
digests = [entry["digest"] for entry in entries]

def platform_of(entry):
    platform = entry.get("platform", {})
    parts = [platform.get("os"), platform.get("architecture"), platform.get("variant")]
    return "/".join(part for part in parts if part) or "unknown"

def is_attestation(entry):
    annotations = entry.get("annotations", {})
    subject = annotations.get("vnd.docker.reference.digest")
    is_typed = annotations.get("vnd.docker.reference.type") == "attestation-manifest"
    return is_typed and platform_of(entry) == "unknown/unknown" and subject in digests and subject != entry["digest"]

images = [(platform_of(entry), entry["digest"]) for entry in entries if not is_attestation(entry)]
found = [platform for platform, _ in images]
wanted = [platform for platform in os.environ.get("PLATFORMS", "").split(",") if platform]
missing = [platform for platform in wanted if platform not in found]
if missing or not images:
    expected = " and ".join(missing) or "a platform"
    sys.exit("Expected an image for " + expected + " in " + name + ", found " + (", ".join(found) or "none"))
for platform, image in images:
    print(platform + "@" + image)
`;

/**
 * Runs a gate for each platform image. A gate runs in the background because a shell ignores failing commands of a function
 * that is a condition.
 */
function indexGateScript(gate: string): string {
  return lines(
    `index=$(aws ecr batch-get-image --registry-id "$REGISTRY_ID" --repository-name "$REPOSITORY" \\`,
    `  --accepted-media-types ${ACCEPTED_TYPES} \\`,
    `  --image-ids "imageDigest=$DIGEST" --query 'images[0].imageManifest' --output text)`,
    "# the images of the platforms, without attestations",
    `images=$(printf '%s' "$index" | python3 -c '`,
    PLATFORM_IMAGES.trimEnd(),
    `' "$DIGEST")`,
    "gate() (",
    "  DIGEST=$1",
    ...indented(gate),
    ")",
    "failed=",
    "for image in $images; do",
    `  echo "\${image%@*}:"`,
    `  gate "\${image#*@}" & # not in a condition, where the shell would ignore errors`,
    `  wait "$!" || failed=1`,
    "done",
    `[ -z "$failed" ]`,
  );
}

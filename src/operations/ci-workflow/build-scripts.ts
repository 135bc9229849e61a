import { emulatedArchitectures } from "../../domain/images/platforms";
import { type CiWorkflowSettings } from "../../domain/ci/workflow-settings";
import { IMAGES } from "./pinned-images";
import { lines } from "./shell";

/** Builds an image without pushing it, for pull and merge requests. They get no credentials, so no cache in ECR either. */
export function buildScript({ build }: CiWorkflowSettings): string {
  if (build === undefined) return lines(`docker build --tag "$REPOSITORY:$IMAGE_TAG" "$CONTEXT"`);
  const options = [
    ...(build.platforms === undefined ? [] : [PLATFORM_OPTION]),
    ...(build.cache === "gha" ? [`--cache-from "type=gha,scope=$REPOSITORY"`] : []),
  ];
  return lines(...buildx(["--output type=cacheonly", ...options]));
}

/** Builds and pushes, unless the commit's image already exists, and sets `DIGEST`. */
export function pushScript(settings: CiWorkflowSettings): string {
  const { build } = settings;
  const commands =
    build === undefined
      ? [`docker build --tag "$image" "$CONTEXT"`, `docker push "$image"`]
      : buildx([`--push --tag "$image"`, ...pushOptions(build)]);
  return lines(
    `image="$REGISTRY/$REPOSITORY:$IMAGE_TAG"`,
    "describe() {",
    `  aws ecr describe-images --registry-id "$REGISTRY_ID" --repository-name "$REPOSITORY" \\`,
    `    --image-ids "imageTag=$IMAGE_TAG" --query 'imageDetails[0].imageDigest' --output text`,
    "}",
    "if answer=$(describe 2>&1); then",
    `  echo "$image already exists, so it is not pushed again"`,
    "else",
    `  case "$answer" in`,
    "    *ImageNotFoundException*) ;;",
    `    *) echo "$answer" >&2; exit 1 ;;`,
    "  esac",
    ...commands.map((line) => `  ${line}`),
    "fi",
    "DIGEST=$(describe)",
    `echo "$REGISTRY/$REPOSITORY@$DIGEST"`,
  );
}

const PLATFORM_OPTION = `--platform "$PLATFORMS"`;

function pushOptions({
  platforms,
  provenance,
  sbom = false,
  cache,
}: NonNullable<CiWorkflowSettings["build"]>): string[] {
  return [
    ...(platforms === undefined ? [] : [PLATFORM_OPTION]),
    ...(provenance === undefined ? [] : [`--attest type=provenance,mode=${provenance}`]),
    ...(sbom ? [`--attest type=sbom,generator=${IMAGES.sbom}`] : []),
    ...(cache === undefined ? [] : CACHE_OPTIONS[cache]),
  ];
}

/**
 * ECR accepts a cache only as an OCI image manifest.
 * @see https://aws.amazon.com/blogs/containers/announcing-remote-cache-support-in-amazon-ecr-for-buildkit-clients/
 */
const CACHE_OPTIONS = {
  registry: [
    `--cache-from "type=registry,ref=$REGISTRY/$CACHE"`,
    `--cache-to "type=registry,ref=$REGISTRY/$CACHE,mode=max,image-manifest=true,oci-mediatypes=true"`,
  ],
  gha: [`--cache-from "type=gha,scope=$REPOSITORY"`, `--cache-to "type=gha,scope=$REPOSITORY,mode=max"`],
} as const;

/** A `docker buildx build` with an option on each line. */
function buildx(options: readonly string[]): string[] {
  return [
    ...["docker buildx build", ...options.map((option) => `  ${option}`)].map((line) => `${line} \\`),
    `  "$CONTEXT"`,
  ];
}

/**
 * Starts a builder in a container: docker's own one may support neither several platforms nor caches. The context is needed
 * because buildx cannot use a TLS connection from the environment.
 * @returns no lines if docker builds
 */
export function builderLines({ build }: CiWorkflowSettings): string[] {
  if (build === undefined) return [];
  const emulated = emulatedArchitectures(build.platforms ?? []);
  return [
    ...(emulated.length === 0 ? [] : [`docker run --privileged --rm ${IMAGES.qemu} --install ${emulated.join(",")}`]),
    "docker context create builder",
    `docker buildx create --driver docker-container --driver-opt image=${IMAGES.buildkit} --use builder`,
  ];
}

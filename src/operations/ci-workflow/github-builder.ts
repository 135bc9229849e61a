import { emulatedArchitectures } from "../../domain/images/platforms";
import { type CiWorkflowSettings } from "../../domain/ci/workflow-settings";
import { ACTIONS } from "./github-actions";
import { step, type Step } from "./github-steps";
import { IMAGES } from "./pinned-images";

/** The steps that start a BuildKit builder. None if docker builds. */
export function builderSteps({ build }: CiWorkflowSettings): Step[] {
  if (build === undefined) return [];
  const emulated = emulatedArchitectures(build.platforms ?? []);
  return [
    ...(emulated.length === 0
      ? []
      : [step("Set up QEMU", ACTIONS.qemu, { with: { image: IMAGES.qemu, platforms: emulated.join(",") } })]),
    step("Set up BuildKit", ACTIONS.buildx, { with: { "driver-opts": `image=${IMAGES.buildkit}` } }),
    ...(build.cache === "gha"
      ? [step("Allow BuildKit to use GitHub's cache", ACTIONS.script, { with: { script: EXPORT } })]
      : []),
  ];
}

/**
 * Only actions get the address and token of GitHub's cache, not scripts.
 * @see https://docs.docker.com/build/cache/backends/gha/#authentication
 */
const EXPORT = `for (const name of ["ACTIONS_CACHE_SERVICE_V2", "ACTIONS_RESULTS_URL", "ACTIONS_RUNTIME_TOKEN"]) {
  core.exportVariable(name, process.env[name]);
}
`;

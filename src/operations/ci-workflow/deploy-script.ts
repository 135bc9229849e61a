import { type Deployment } from "../../domain/ci/workflow-settings";
import { lines } from "./shell";

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

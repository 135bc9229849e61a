import { stackKinds } from "../../model/stack-kinds";
import { type Environment } from "../../model/environment";
import { isStateInS3 } from "../runner-policy/state-permissions";

/** How a workflow plans the stacks of an environment. */
export interface PlanSettings {
  /** Whether some stacks are in clusters, which the role has no access to. */
  readonly hasClusters: boolean;
  /** Whether the environment names a profile or a role for Terraform, which the role for reviews does not assume. */
  readonly namesCredentials: boolean;
}

/** Why a workflow does not plan an environment. */
export type NoPlan = "cloud" | "backend";

/** How an environment's stacks can be planned with nothing but a role in its account, or why they cannot. */
export function planSettings(environment: Environment): PlanSettings | NoPlan {
  const { state, provider } = environment;
  if (state.kind === "cloud" || state.name === "remote") return "cloud";
  if (!isStateInS3(environment)) return "backend";
  const named = [provider.profile, provider.assumeRole, state.settings["profile"], state.settings["assume_role"]];
  return {
    hasClusters: stackKinds(environment).some((kind) => kind.startsWith("cluster")),
    namesCredentials: named.some((value) => value !== undefined),
  };
}

/** Folder of the plans of an environment, one JSON file for each stack. */
function plansFolder(environment: string): string {
  return `plans/${environment}`;
}

/** Prepares the plans of all environments. An environment with errors is reported by its review. */
export const SYNTHESIZE = "npx cdktf synth || echo 'No stack is planned: the environments cannot be synthesized'\n";

/** Makes Terraform use the credentials of the job, and not those of the deployment. */
const WITHOUT_ROLES = `node --input-type=module -e '
    import { readFileSync, writeFileSync } from "node:fs";
    const file = process.argv[1];
    const stack = JSON.parse(readFileSync(file, "utf8"));
    for (const settings of [...stack.provider.aws, stack.terraform.backend.s3]) {
      delete settings.profile;
      delete settings.assume_role;
    }
    writeFileSync(file, JSON.stringify(stack));
  ' "$folder/cdk.tf.json" 2> "$plan" &&
    `;

/**
 * Plans each stack that the change affects, without a lock, which would be a write. A plan that fails leaves Terraform's error in
 * place of its JSON, for the review to report.
 * @param base reference to compare with, quoted for the shell
 */
export function planScript(environment: string, { hasClusters, namesCredentials }: PlanSettings, base: string): string {
  const plans = plansFolder(environment);
  const skip = hasClusters
    ? `  case "$stack" in ${environment}-cluster*) continue ;; esac # needs access to the cluster\n`
    : "";
  return `mkdir -p ${plans} plans/.providers
export CHECKPOINT_DISABLE=1 TF_IN_AUTOMATION=1
export TF_PLUGIN_CACHE_DIR="$PWD/plans/.providers" TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE=1
for stack in $(npx ecr review ${environment} --base ${base} -o stacks); do
${skip}  folder="cdktf.out/stacks/$stack"
  plan="${plans}/$stack.json"
  if ${namesCredentials ? WITHOUT_ROLES : ""}terraform -chdir="$folder" init -input=false -no-color 2> "$plan" &&
    terraform -chdir="$folder" plan -input=false -no-color -lock=false -out=tfplan 2> "$plan"; then
    terraform -chdir="$folder" show -json tfplan > "$plan"
  else
    cat "$plan" >&2
  fi
done
`;
}

/** Sets the positional parameters to the option `--plan` with the plans of an environment; to nothing without any. */
export function plansOption(environment: string): string {
  return `set --
for plan in ${plansFolder(environment)}/*.json; do
  if [ -e "$plan" ]; then set -- "$@" "$(basename "$plan" .json)=$plan"; fi
done
if [ "$#" -gt 0 ]; then set -- --plan "$@"; fi
`;
}

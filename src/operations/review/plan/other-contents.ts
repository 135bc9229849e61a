import { quoteValue } from "../../../domain/problems/problem";
import { UnreadablePlan } from "./terraform-plan";

/** How to get a plan that can be read. */
export const SHOW = "Run terraform show -json <planfile> and pass its output";

const PLAN_FIRST = "Run terraform plan -out=tfplan, then terraform show -json tfplan, and pass its output";

/**
 * Explains what was passed in place of a plan.
 * @param data parsed JSON
 * @throws UnreadablePlan if it is not a plan
 */
export function requirePlan(data: unknown): void {
  if (typeof data !== "object" || data === null || Array.isArray(data)) throw unexpected(quoteValue(data), SHOW);
  const has = (...keys: readonly string[]): boolean => keys.every((key) => key in data);
  if (has("resource_changes") || has("planned_values") || has("format_version", "prior_state")) return;
  if (has("format_version", "values") || has("version", "serial") || has("version", "lineage"))
    throw unexpected("a state", PLAN_FIRST);
  if (has("format_version") && Object.keys(data).every((key) => EMPTY_STATE.has(key)))
    throw unexpected("an empty state", PLAN_FIRST);
  if (has("encrypted_data"))
    throw unexpected("a file that OpenTofu encrypted", "Run tofu show -json <planfile> and pass its output");
  if (has("terraform", "provider"))
    throw unexpected("a synthesized configuration", `Initialize its folder. ${PLAN_FIRST}`);
  if (has("@level")) throw unexpected("the log of terraform plan -json", PLAN_FIRST);
  if (has("errors")) throw unexpected("an error from Terraform Cloud's API", CLOUD);
  if (has("data")) throw unexpected("a response from Terraform Cloud's API without the plan itself", CLOUD);
  throw unexpected(quoteValue(data), SHOW);
}

const EMPTY_STATE: ReadonlySet<string> = new Set(["format_version", "terraform_version"]);

const CLOUD =
  "Get /api/v2/plans/<id>/json-output-redacted with a token that may read the run, and follow redirects (curl --location)";

/**
 * Explains a text that is not JSON.
 * @param fault what is wrong with the JSON, with its place
 */
export function notJson(text: string, fault: string): UnreadablePlan {
  const start = text.trimStart();
  if (start === "") return unexpected("nothing", `Is the plan file missing? ${PLAN_FIRST}`);
  if (start.startsWith("{")) {
    const [line = ""] = start.split("\n", 1);
    if (line.includes('"@level"')) return unexpected("the log of terraform plan -json", PLAN_FIRST);
    return unexpected(
      `invalid or truncated JSON (${fault})`,
      "Run terraform show -json <planfile> again, write its output to a new file, and pass the new file",
    );
  }
  const error = /^(?:╷\s*│ )?Error: (.+)/m.exec(text)?.[1];
  if (error !== undefined) return unexpected(`an error from Terraform: ${withPeriod(error)}`, FIX);
  return unexpected("text that is not JSON", PLAN_FIRST);
}

const FIX = "Fix the reported problem, and plan again";

function withPeriod(text: string): string {
  return text.trim().replace(/\.$/, "");
}

/** A plan file is a ZIP archive, whose contents only Terraform reads. */
export function binaryPlan(): UnreadablePlan {
  return unexpected(
    "a plan file, which only Terraform can read",
    `In the stack's folder, ${SHOW.replace("Run", "run")}`,
  );
}

function unexpected(found: string, advice: string): UnreadablePlan {
  return new UnreadablePlan(`expected a Terraform plan as JSON, found ${found}. ${advice}`);
}

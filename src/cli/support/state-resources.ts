import { z } from "zod";
import { readJson } from "../../config/source/json-source";
import { quoteValue } from "../../domain/problems/problem";
import { type StateResource } from "../../operations/adoption/state/resource";

/** How to get a state that can be read. */
const GET = "Use the output of terraform state pull or terraform show -json";

/** The version that Terraform 0.12 and later, and OpenTofu, write. */
const VERSION = 4;

const instanceSchema = z.object({
  index_key: z.union([z.string(), z.number()]).optional(),
  attributes: z.record(z.string(), z.unknown()).nullish(),
  sensitive_attributes: z.array(z.unknown()).nullish(),
  deposed: z.string().optional(),
  status: z.string().optional(),
});
const stateSchema = z.object({
  resources: z
    .array(
      z.object({
        module: z.string().optional(),
        mode: z.string(),
        type: z.string(),
        name: z.string(),
        instances: z.array(instanceSchema),
      }),
    )
    .optional(),
});

const shownResourceSchema = z.object({
  address: z.string(),
  mode: z.string(),
  type: z.string(),
  name: z.string(),
  index: z.union([z.string(), z.number()]).optional(),
  values: z.record(z.string(), z.unknown()).optional(),
  sensitive_values: z.unknown(),
  deposed_key: z.string().optional(),
  tainted: z.boolean().optional(),
});
const shownModuleSchema = z.object({
  address: z.string().optional(),
  resources: z.array(shownResourceSchema).optional(),
  get child_modules() {
    return z.array(shownModuleSchema).optional();
  },
});
const shownSchema = z.object({ values: z.object({ root_module: shownModuleSchema.optional() }).optional() });

/** Whether a text that is not JSON was meant as a state. */
const BEGINS_LIKE_STATE = /"(?:terraform_version|format_version|lineage)"\s*:/;

/**
 * Reads the managed resources of a state: a state file, or the output of `terraform state pull` or `terraform show -json`.
 * @param file its name in messages
 * @param isExpected whether any other content is an error too
 * @returns `undefined` for other files, if they are not an error
 * @throws Error if it is a state that cannot be read, or a plan
 */
export function stateResources(file: string, text: string, isExpected: true): StateResource[];
export function stateResources(file: string, text: string, isExpected: boolean): StateResource[] | undefined;
export function stateResources(file: string, text: string, isExpected: boolean): StateResource[] | undefined {
  // Windows PowerShell writes a byte order mark.
  const json = text.replace(/^\uFEFF/, "");
  let data: unknown;
  try {
    data = JSON.parse(json);
  } catch {
    if (!isExpected && !BEGINS_LIKE_STATE.test(json.slice(0, 2000))) return undefined;
    throw new Error(syntaxMessage(file, json));
  }
  const kind = kindOf(data);
  if (kind === "plan") throw planError(file);
  if (kind === "encrypted") {
    throw new Error(
      `${file}: expected a readable state, found a state that OpenTofu has encrypted. Use the decrypted output of tofu state pull or tofu show -json`,
    );
  }
  if (kind === "other version") throw versionError(file, (data as { readonly version: unknown }).version);
  if (kind === "state") return rawResources(parsed(file, stateSchema, data));
  if (kind === "shown") return shownResources(parsed(file, shownSchema, data).values?.root_module);
  if (!isExpected) return undefined;
  throw new Error(`${file}: expected a Terraform state, found ${quoteValue(data)}. ${GET}`);
}

function versionError(file: string, version: unknown): Error {
  const isOld = typeof version === "number" && version < VERSION;
  const advice = isOld
    ? "Terraform 0.12 and later write version 4. Run terraform refresh with Terraform 0.12, or adopt with --from aws"
    : "Update cdktf-ecr";
  return new Error(
    `${file}: expected a state with version ${VERSION}, found version ${quoteValue(version)}. ${advice}`,
  );
}

/** A plan file, or a plan as JSON. */
export function planError(file: string): Error {
  return new Error(`${file}: expected a Terraform state, found a plan. ${GET} without a plan file`);
}

function syntaxMessage(file: string, json: string): string {
  if (json.trim() === "") {
    return `${file}: expected a Terraform state, found an empty file. In the configuration's folder, run terraform init, then terraform state pull`;
  }
  const [fault] = readJson(file, json).faults;
  const place = fault === undefined ? file : `${file}:${fault.line}:${fault.column}`;
  return `${place}: expected the complete JSON of a Terraform state, found invalid or truncated JSON${fault === undefined ? "" : ` (${fault.message})`}. ${GET}`;
}

function kindOf(data: unknown): "state" | "shown" | "plan" | "encrypted" | "other version" | undefined {
  if (typeof data !== "object" || data === null) return undefined;
  if ("encrypted_data" in data) return "encrypted";
  if ("planned_values" in data || "resource_changes" in data) return "plan";
  if ("format_version" in data) return "shown";
  if (!("version" in data) || !("terraform_version" in data || "lineage" in data || "serial" in data)) return undefined;
  return data.version === VERSION ? "state" : "other version";
}

function parsed<T>(file: string, schema: z.ZodType<T>, data: unknown): T {
  const result = schema.safeParse(data);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new Error(
    `${file}: expected a Terraform state, found an invalid value at ${issue?.path.join(".") ?? "the top"} (${issue?.message ?? ""}). ${GET}`,
  );
}

function rawResources({ resources = [] }: z.output<typeof stateSchema>): StateResource[] {
  return resources
    .filter(({ mode }) => mode === "managed")
    .flatMap(({ module = "", type, name, instances }) =>
      instances.map(({ index_key: key, attributes, sensitive_attributes: paths, status, deposed }) => ({
        address: `${module === "" ? "" : `${module}.`}${type}.${name}${key === undefined ? "" : `[${JSON.stringify(key)}]`}`,
        module,
        type,
        name,
        key,
        values: attributes ?? undefined,
        sensitive: new Set((paths ?? []).flatMap(firstStep)),
        isTainted: status === "tainted",
        isDeposed: deposed !== undefined,
      })),
    );
}

const stepsSchema = z.array(z.object({ value: z.unknown() }));

/** The attribute in which a path of `sensitive_attributes` begins. */
function firstStep(path: unknown): string[] {
  const [step] = stepsSchema.safeParse(path).data ?? [];
  return typeof step?.value === "string" ? [step.value] : [];
}

function shownResources(module: z.output<typeof shownModuleSchema> | undefined): StateResource[] {
  if (module === undefined) return [];
  const { address: around = "", resources = [], child_modules: children = [] } = module;
  const own = resources
    .filter(({ mode }) => mode === "managed")
    .map(({ address, type, name, index, values, sensitive_values: sensitive, tainted, deposed_key: deposed }) => ({
      address,
      module: around,
      type,
      name,
      key: index,
      values,
      sensitive: new Set(
        Object.entries(typeof sensitive === "object" && sensitive !== null ? sensitive : {}).flatMap(([key, value]) =>
          holdsTrue(value) ? [key] : [],
        ),
      ),
      isTainted: tainted === true,
      isDeposed: deposed !== undefined,
    }));
  return [...own, ...children.flatMap(shownResources)];
}

function holdsTrue(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return value === true;
  return Object.values(value).some(holdsTrue);
}

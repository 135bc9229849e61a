import { readEnvironments } from "../../../src/config/read-environments";
import { formatProblem } from "../../../src/config/problems";
import { addStacks } from "../../../stacks/add-stacks";
import { synthesize, type StackJson } from "../synthesize";

/** What a plan of a stack depends on. References to locals are replaced by the values. */
export interface StackRecord {
  /** Backend or Terraform Cloud: another one is another state. */
  readonly state: unknown;
  readonly provider: unknown;
  /** Arguments and meta-arguments by address, such as `aws_ecr_repository.team_api`. */
  readonly resources: Readonly<Record<string, unknown>>;
  /** Data sources by address. */
  readonly data: Readonly<Record<string, unknown>>;
  /** Locals that resources, data sources and outputs refer to within longer expressions. */
  readonly locals: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, unknown>>;
  /** The `import`, `moved` and `removed` blocks. */
  readonly blocks: readonly string[];
  readonly moved: readonly { readonly from: string; readonly to: string }[];
}

/**
 * Synthesizes a project, and records its stacks by name.
 * @throws Error with the problems of environments that have errors
 */
export function recordProject(folder: string): Record<string, StackRecord> {
  const results = readEnvironments(folder);
  const errors = results.flatMap(({ problems }) => problems.filter(({ severity }) => severity === "error"));
  if (errors.length > 0) throw new Error(errors.map((problem) => formatProblem(problem)).join("\n"));
  const stacks = synthesize((app) => {
    for (const { environment } of results) {
      if (environment !== undefined) addStacks(app, { environment, projectFolder: "../../.." });
    }
  });
  return Object.fromEntries(Object.entries(stacks).map(([name, stack]) => [name, recordStack(stack)]));
}

export function recordStack(stack: StackJson): StackRecord {
  const { terraform, provider, locals = {}, output = {} } = stack;
  const { import: imports = [], moved = [], removed = [] } = stack;
  const inlined = <T>(value: T): T => withLocals(value, locals) as T;
  const resources = inlined(byAddress(stack.resource ?? {}));
  const data = inlined(byAddress(stack.data ?? {}));
  const outputs = inlined(Object.fromEntries(Object.entries(output).map(([name, { value }]) => [name, value])));
  return {
    state: terraform.backend ?? terraform.cloud,
    provider: inlined(provider),
    resources,
    data,
    locals: mentionedLocals([resources, data, outputs], locals),
    outputs,
    blocks: [
      ...imports.map(({ to, id }) => `import ${id} to ${to}`),
      ...moved.map(({ from, to }) => `moved ${from} to ${to}`),
      ...removed.map(({ from }) => `removed ${from}`),
    ],
    moved,
  };
}

function byAddress(blocks: Readonly<Record<string, Readonly<Record<string, unknown>>>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(blocks).flatMap(([type, named]) =>
      Object.entries(named).map(([name, body]) => [`${type}.${name}`, body] as const),
    ),
  );
}

/** The value, with the values of locals in place of the references to them. References within expressions stay. */
function withLocals(value: unknown, locals: Readonly<Record<string, unknown>>): unknown {
  return JSON.parse(JSON.stringify(value), (_, part: unknown) => {
    const [, path] = (typeof part === "string" ? /^\$\{local\.([\w.[\]"-]+)\}$/.exec(part) : null) ?? [];
    if (path === undefined) {
      const textOf = (reference: string, name: string): string =>
        typeof locals[name] === "string" ? locals[name] : reference;
      return typeof part === "string" ? part.replace(/\$\{local\.(\w+)\}/g, textOf) : part;
    }
    const keys = path.split(/[.[\]"]+/).filter((key) => key !== "");
    const found = keys.reduce<unknown>(
      (within, key) => (typeof within === "object" ? (within as Record<string, unknown> | null)?.[key] : undefined),
      locals,
    );
    return found ?? part;
  }) as unknown;
}

/** Locals that the values mention, and those that these mention in turn. */
function mentionedLocals(
  values: readonly unknown[],
  locals: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const names = new Set<string>();
  const visit = (value: unknown): void => {
    for (const [, name = ""] of JSON.stringify(value).matchAll(/\blocal\.(\w+)/g)) {
      if (names.has(name)) continue;
      names.add(name);
      visit(locals[name]);
    }
  };
  values.forEach(visit);
  return Object.fromEntries([...names].sort().map((name) => [name, locals[name]]));
}

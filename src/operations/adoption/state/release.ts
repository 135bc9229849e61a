import { type StateRepository } from "./repositories";
import { withoutKeys, type StateResource } from "./resource";

const REPOSITORY_TYPES: ReadonlySet<string> = new Set(["aws_ecr_repository", "aws_ecrpublic_repository"]);

/** What makes the state's own configuration forget adopted repositories. Nothing of it changes AWS. */
export interface Release {
  /** Addresses for `removed` blocks, without keys: resources whose instances are all adopted. */
  readonly removed: readonly string[];
  /**
   * Addresses for `removed` blocks of everything else in modules whose repositories are all adopted: deleting a module's call
   * would destroy these resources, such as a KMS key.
   */
  readonly alsoRemoved: readonly string[];
  /** Instances for `terraform state rm`: a `removed` block cannot name one, and others of their resource or module stay. */
  readonly stateRm: readonly string[];
}

/**
 * Decides how a configuration forgets repositories.
 * @param resources all managed resources of the state
 * @param adopted the repositories that this project now declares
 */
export function releaseOf(resources: readonly StateResource[], adopted: readonly StateRepository[]): Release {
  const released = new Set(adopted.flatMap(({ resources: own }) => own.map(({ address }) => address)));
  const ours = resources.filter(({ address }) => released.has(address));
  const staying = resources.filter(({ address }) => !released.has(address));
  const touched = new Set(ours.map(({ module }) => module));
  // A call or a resource stays if it has other repositories, or an instance without adopted ones.
  const kept = new Set(
    staying
      .filter(({ type, module }) => REPOSITORY_TYPES.has(type) || module === "" || !touched.has(module))
      .map(scopeOf),
  );
  const scopes = new Set(ours.map(scopeOf));
  const bindings = [...kept].filter((scope) => scopes.has(scope));
  const isKept = (resource: StateResource): boolean => {
    const scope = scopeOf(resource);
    return bindings.some((other) => isWithin(scope, other) || isWithin(other, scope));
  };
  const [bound, free] = [ours.filter(isKept), ours.filter((resource) => !isKept(resource))];
  const calls = unique(free.filter(({ module }) => module !== "").map(scopeOf));
  const others = staying.filter(
    ({ module }) => module !== "" && calls.some((call) => isWithin(withoutKeys(module), call)),
  );
  return {
    removed: unique(free.map(({ address }) => withoutKeys(address))),
    alsoRemoved: unique(others.map(({ address }) => withoutKeys(address))),
    stateRm: bound.map(({ address }) => address).sort(),
  };
}

/** In the root module, each resource is deleted on its own; in a module, all of them with its call. */
function scopeOf({ module, address }: StateResource): string {
  return withoutKeys(module === "" ? address : module);
}

/** Whether a module's path is another's, or below it. */
function isWithin(path: string, other: string): boolean {
  return path === other || path.startsWith(`${other}.`);
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort();
}

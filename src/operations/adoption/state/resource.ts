/** An instance of a managed resource in a Terraform state. */
export interface StateResource {
  /** Address with keys, such as `module.ecr["api"].aws_ecr_repository.this[0]`. */
  readonly address: string;
  /** Calls of modules around it, with keys; empty in the root module. */
  readonly module: string;
  readonly type: string;
  readonly name: string;
  /** @default - the resource has neither `count` nor `for_each` */
  readonly key?: string | number | undefined;
  /** `undefined` if the state has no values, or values in a form that only an old Terraform reads. */
  readonly values: Readonly<Record<string, unknown>> | undefined;
  /** Attributes that are sensitive, at least in part. */
  readonly sensitive: ReadonlySet<string>;
  /** Whether the next apply of the state's configuration would replace it. */
  readonly isTainted: boolean;
  /** Whether a replacement has taken its place at this address, and only its deletion is left to do. */
  readonly isDeposed: boolean;
}

/** A module's call or a resource, with its key if it is an instance. Keys may contain any character. */
const STEP = /(^|\.)([^.[\]"]+)(?:\[(?:\d+|"(?:[^"\\]|\\.)*")\])?/g;

/** An address without keys, which is what a `removed` block accepts. */
export function withoutKeys(address: string): string {
  return address.replace(STEP, "$1$2");
}

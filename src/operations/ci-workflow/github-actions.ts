/** An action pinned to a commit. Unlike a commit, a tag such as `v6` can be moved to malicious code. */
export interface PinnedAction {
  readonly uses: string;
  /** The commit's release. Dependabot reads it from the comment and keeps it up to date. */
  readonly release: string;
}

/** The actions of a workflow, at their releases of summer 2026. */
export const ACTIONS = {
  checkout: pinned("actions/checkout", "3d3c42e5aac5ba805825da76410c181273ba90b1", "v7.0.1"),
  node: pinned("actions/setup-node", "820762786026740c76f36085b0efc47a31fe5020", "v7.0.0"),
  credentials: pinned("aws-actions/configure-aws-credentials", "e6de054238d6b7531b4efff3b6587d9aade6a06c", "v6.2.3"),
  terraform: pinned("hashicorp/setup-terraform", "dfe3c3f87815947d99a8997f908cb6525fc44e9e", "v4.0.1"),
  script: pinned("actions/github-script", "ed597411d8f924073f98dfc5c65a23a2325f34cd", "v8.0.0"),
  qemu: pinned("docker/setup-qemu-action", "96fe6ef7f33517b61c61be40b68a1882f3264fb8", "v4.2.0"),
  buildx: pinned("docker/setup-buildx-action", "37fe631027851001ddb9b187196cc803df7f5f0e", "v4.3.0"),
  login: pinned("aws-actions/amazon-ecr-login", "03f1aad4c6c7ffd436567f42f9384779290529bd", "v2.1.7"),
} as const;

function pinned(name: string, commit: string, release: string): PinnedAction {
  return { uses: `${name}@${commit}`, release };
}

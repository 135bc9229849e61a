/** Who shall own a repository. */
export const OWNERS = ["operator", "terraform"] as const;
export type Owner = (typeof OWNERS)[number];

/** All that decides how far a change of owner has come. */
export interface OwnershipFacts {
  readonly environment: string;
  readonly repositoryName: string;
  /** Whether the environment declares it: with `removed`, a run was killed between two files. */
  readonly declared: boolean;
  /** Whether the environment's `removed` names it. */
  readonly removed: boolean;
  /** Whether the environment's `imports` name it. */
  readonly imported: boolean;
  /** Entry of `operator.manages` that it falls under. @default - none does */
  readonly managedBy?: string;
  /** Addresses in Terraform's state that stand for it. */
  readonly inState: readonly string[];
  /** Whether AWS has it. */
  readonly exists: boolean;
  /** Whether the policies of the operator's role let it change the repository. */
  readonly roleMayChange: boolean;
  /** Where its manifest is, or will be written. */
  readonly manifestFile: string;
  /** Name and namespace of its manifest. */
  readonly manifest: { readonly name: string; readonly namespace: string };
  /** Namespace and name of the operator's Deployment. */
  readonly operator: { readonly namespace: string; readonly deployment: string };
}

export const EDITS = ["undeclare", "assign", "unassign", "declare", "cleanup"] as const;
/** Changes to the environment's files, which the command makes itself. */
export type EditStep = (typeof EDITS)[number];

export interface HandoverStep {
  readonly id: EditStep | "deploy-registry" | "deploy-access" | "apply" | "release";
  readonly title: string;
  /** Lines for a shell; none for what the command does itself. */
  readonly commands: readonly string[];
  readonly state: "done" | "next" | "later";
}

type HandoverStepSpec = Omit<HandoverStep, "state"> & { readonly done: boolean };

/** The steps of a change of owner in their order, of which each waits for the one before it. */
export function handoverSteps(to: Owner, facts: OwnershipFacts): HandoverStep[] {
  const drafts = to === "operator" ? toOperator(facts) : toTerraform(facts);
  // A step counts only where those before it are done: what was done out of turn may have to be done again.
  const next = drafts.findIndex(({ done }) => !done);
  return drafts.map(({ done: _, ...step }, index) => ({
    ...step,
    state: next === -1 || index < next ? "done" : index === next ? "next" : "later",
  }));
}

function toOperator(facts: OwnershipFacts): HandoverStepSpec[] {
  const { environment, repositoryName: name, declared, removed, inState, managedBy, roleMayChange } = facts;
  const released = inState.length === 0;
  return [
    {
      id: "undeclare",
      title: `take the declaration of ${name} out, name it under "removed", and write its manifest to ${facts.manifestFile}`,
      commands: [],
      done: !declared && (removed || released),
    },
    {
      id: "deploy-registry",
      title: `deploy, so that Terraform forgets ${name}; AWS keeps it as it is`,
      commands: [`npx cdktf deploy ${environment}-registry`],
      done: released,
    },
    {
      id: "assign",
      title: `name it under "operator.manages"`,
      commands: [],
      done: managedBy !== undefined,
    },
    {
      id: "deploy-access",
      title: "deploy, so that the operator's role reaches it",
      commands: [`npx cdktf deploy ${environment}-access`],
      done: roleMayChange,
    },
    {
      id: "apply",
      title: "read the manifest once more, and apply it: the operator takes the repository over",
      commands: [`kubectl apply --filename ${facts.manifestFile}`],
      done: false,
    },
  ];
}

function toTerraform(facts: OwnershipFacts): HandoverStepSpec[] {
  const { environment, repositoryName: name, declared, removed, imported, inState, managedBy, roleMayChange } = facts;
  const owned = inState.length > 0;
  return [
    {
      id: "unassign",
      title: `take ${name} out of "operator.manages"`,
      commands: [],
      done: managedBy === undefined,
    },
    {
      id: "deploy-access",
      title: "deploy, so that the operator's role may neither change nor delete it any more",
      commands: [`npx cdktf deploy ${environment}-access`],
      done: !roleMayChange,
    },
    {
      id: "declare",
      title: `delete the manifest in the cluster, with the operator at rest; then declare ${name} as AWS has it, and name it under "imports"`,
      commands: releaseCommands(facts),
      done: declared && !removed && (imported || owned),
    },
    {
      id: "deploy-registry",
      title: `look at the plan, which has to change nothing, and to destroy nothing but terraform_data; then deploy, and Terraform has ${name}`,
      commands: [`npx cdktf diff ${environment}-registry`, `npx cdktf deploy ${environment}-registry`],
      done: owned,
    },
    {
      id: "cleanup",
      title: `take ${name} out of "imports"`,
      commands: [],
      done: !imported,
    },
  ];
}

/** The operator puts its finalizer back where it still runs, and waits for ever with it where it may not delete. */
function releaseCommands({ manifest, operator }: OwnershipFacts): string[] {
  const deployment = `deployment/${operator.deployment} --namespace ${operator.namespace}`;
  const resource = `ecrrepository ${manifest.name} --namespace ${manifest.namespace}`;
  return [
    `kubectl scale ${deployment} --replicas 0`,
    `kubectl patch ${resource} --type merge --patch '{"metadata":{"finalizers":[]}}'`,
    `kubectl delete ${resource}`,
    `kubectl scale ${deployment} --replicas 1`,
  ];
}

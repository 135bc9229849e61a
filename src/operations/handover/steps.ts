/** Possible owners of a repository. */
export const OWNERS = ["operator", "terraform"] as const;
export type Owner = (typeof OWNERS)[number];

/** The facts that determine the progress of a change of owner. */
export interface OwnershipFacts {
  readonly environment: string;
  /** Names of the stacks to deploy for the repository and its copies, in their order. */
  readonly stacks: readonly string[];
  readonly repositoryName: string;
  /** Whether the environment declares it. If it is also removed, a run was killed between two files. */
  readonly declared: boolean;
  /** Whether it is listed under `removed`. */
  readonly removed: boolean;
  /** Whether it is listed under `imports`. */
  readonly imported: boolean;
  /** Entry of `operator.manages` that covers it. @default - there is none */
  readonly managedBy?: string;
  /** Its addresses in Terraform's states. */
  readonly inState: readonly string[];
  /** Whether the state of each region has it. */
  readonly isManaged: boolean;
  /** Whether it exists in AWS. */
  readonly exists: boolean;
  /** Whether the operator's role may change it. */
  readonly roleMayChange: boolean;
  /** Path of its manifest. */
  readonly manifestFile: string;
  /** Name and namespace of its manifest. */
  readonly manifest: { readonly name: string; readonly namespace: string };
  /** Namespace and name of the operator's Deployment. */
  readonly operator: { readonly namespace: string; readonly deployment: string };
}

export const EDITS = ["undeclare", "assign", "unassign", "declare", "cleanup"] as const;
/** Changes to the environment's files, which the command makes. */
export type EditStep = (typeof EDITS)[number];

export interface HandoverStep {
  readonly id: EditStep | "deploy-registry" | "deploy-access" | "apply" | "release";
  readonly title: string;
  /** Shell commands; none for changes that the command makes. */
  readonly commands: readonly string[];
  readonly state: "done" | "next" | "later";
}

type HandoverStepSpec = Omit<HandoverStep, "state"> & { readonly done: boolean };

/** The steps of a change of owner in order. Each step waits for the previous one. */
export function handoverSteps(to: Owner, facts: OwnershipFacts): HandoverStep[] {
  const specs = to === "operator" ? toOperator(facts) : toTerraform(facts);
  // A step is done only after all previous ones, because a step out of order may have to be repeated.
  const next = specs.findIndex(({ done }) => !done);
  return specs.map(({ done: _, ...step }, index) => ({
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
      title: `remove the declaration of ${name}, list ${name} under "removed", and write its manifest to ${facts.manifestFile}`,
      commands: [],
      done: !declared && (removed || released),
    },
    {
      id: "deploy-registry",
      title: `deploy, so that Terraform stops managing ${name} and leaves it unchanged in AWS`,
      commands: [deployCommand(facts)],
      done: released,
    },
    {
      id: "assign",
      title: `add ${name} to "operator.manages"`,
      commands: [],
      done: managedBy !== undefined,
    },
    {
      id: "deploy-access",
      title: `deploy, so that the operator's role has access to ${name}`,
      commands: [`npx cdktf deploy ${environment}-access`],
      done: roleMayChange,
    },
    {
      id: "apply",
      title: "review and apply the manifest, so that the operator adopts the repository",
      commands: [`kubectl apply --filename ${facts.manifestFile}`],
      done: false,
    },
  ];
}

function toTerraform(facts: OwnershipFacts): HandoverStepSpec[] {
  const { environment, repositoryName: name, declared, removed, imported, isManaged, managedBy, roleMayChange } = facts;
  return [
    {
      id: "unassign",
      title: `remove ${name} from "operator.manages"`,
      commands: [],
      done: managedBy === undefined,
    },
    {
      id: "deploy-access",
      title: `deploy, so that the operator's role can no longer change or delete ${name}`,
      commands: [`npx cdktf deploy ${environment}-access`],
      done: !roleMayChange,
    },
    {
      id: "declare",
      title: `scale the operator to zero, delete the manifest in the cluster, declare ${name} as it is in AWS, and list ${name} under "imports"`,
      commands: releaseCommands(facts),
      done: declared && !removed && (imported || isManaged),
    },
    {
      id: "deploy-registry",
      title: `check that the plan does not change or destroy anything except terraform_data, then deploy, so that Terraform manages ${name}`,
      commands: [...facts.stacks.map((stack) => `npx cdktf diff ${stack}`), deployCommand(facts)],
      done: isManaged,
    },
    {
      id: "cleanup",
      title: `remove ${name} from "imports"`,
      commands: [],
      done: !imported,
    },
  ];
}

/** A running operator would restore the finalizer, and without permission to delete it would never remove it. */
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

/** Deploys the repository's stacks. */
export function deployCommand({ stacks }: Pick<OwnershipFacts, "stacks">): string {
  return `npx cdktf deploy ${stacks.join(" ")}`;
}

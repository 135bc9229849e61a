import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { isSet } from "../../../src/emulator/emulator-env";

/** Names the kubeconfig whose current context the cluster tests use. They make namespaces of their own, and remove them. */
export const KUBECONFIG_VARIABLE = "TEST_KUBECONFIG";

/** What the tests look at in a Kubernetes object. */
export interface KubernetesObject {
  readonly metadata: {
    readonly annotations?: Readonly<Record<string, string>>;
    /** Raised by every change of the specification. */
    readonly generation?: number;
    readonly managedFields?: readonly { readonly manager: string; readonly fieldsV1?: unknown }[];
  };
}

/** A Deployment's part that the operator's role has to do with. */
export interface Deployment extends KubernetesObject {
  readonly spec: {
    readonly template: {
      readonly metadata: { readonly annotations?: Readonly<Record<string, string>> };
      readonly spec: {
        readonly containers: readonly {
          readonly name: string;
          readonly image: string;
          readonly env?: readonly { readonly name: string; readonly value?: string }[];
        }[];
      };
    };
  };
}

/** A cluster to test on, by `kubectl`. */
export class TestCluster {
  /** @param kubeconfig absolute path */
  constructor(readonly kubeconfig: string) {}

  /** Runs kubectl. @throws Error with what it said when it fails */
  kubectl(args: readonly string[], input?: string): string {
    const { status, stdout, stderr, error } = spawnSync("kubectl", ["--kubeconfig", this.kubeconfig, ...args], {
      encoding: "utf8",
      input,
    });
    if (error !== undefined) throw error;
    if (status !== 0) throw new Error(`kubectl ${args.join(" ")} ended with ${status ?? "a signal"}\n${stderr}`);
    return stdout;
  }

  /** Applies a manifest in the name of a field manager, taking over what others have set. */
  apply(manifest: object, manager: string): void {
    const args = ["apply", "--server-side", "--force-conflicts", `--field-manager=${manager}`, "-f", "-"];
    this.kubectl(args, JSON.stringify(manifest));
  }

  /** A ServiceAccount as the API server has it. @throws Error when there is none */
  serviceAccount(namespace: string, name: string): KubernetesObject {
    return JSON.parse(this.get("serviceaccount", namespace, name)) as KubernetesObject;
  }

  /** A Deployment as the API server has it. @throws Error when there is none */
  deployment(namespace: string, name: string): Deployment {
    return JSON.parse(this.get("deployment", namespace, name)) as Deployment;
  }

  private get(kind: string, namespace: string, name: string): string {
    return this.kubectl(["get", kind, name, "--namespace", namespace, "--show-managed-fields", "--output", "json"]);
  }
}

/**
 * The cluster that this run may use. Terraform takes the Kubernetes provider from a mirror that holds it, as
 * `TF_PROVIDER_MIRROR` names one, else from its registry.
 * @throws Error when the variable names no file: a test that was asked for is never left out
 */
export function configuredCluster(): TestCluster | undefined {
  const file = process.env[KUBECONFIG_VARIABLE];
  if (!isSet(file)) return undefined;
  if (!existsSync(file)) throw new Error(`${KUBECONFIG_VARIABLE} is ${JSON.stringify(file)}, where there is no file`);
  return new TestCluster(path.resolve(file));
}

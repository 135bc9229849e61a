import { rmSync } from "node:fs";
import { join } from "node:path";
import { deleteImages } from "../../aws/delete-images";
import { mapConcurrently } from "../../aws/map-concurrently";
import { ecrClient, listRepositories } from "../../aws/registry";
import { refusalOf } from "../../aws/refusal";
import { endingWith } from "../../aws/request-scope";
import { readLog } from "../../processes/log-tail";
import {
  type Contents,
  type DestroyMode,
  type RepositoryPlan,
  type RepositoryOutcome,
} from "../../operations/destruction/destroy-plan";
import { growthSince } from "../../operations/destruction/growth";
import { countText } from "../../domain/text/format";
import { cdktfDestroy } from "../support/run-cdktf";
import { runSteps, type ProgressStep } from "../support/progress";
import { type DestroyContext } from "./context";
import { destroyedStacks } from "./resume-summary";
import { inspect } from "./inspect";
import { progressOf } from "./progress";
import { doneText, soFarText, type Progress } from "./so-far";
import { forget } from "./terraform-state";
import { fittedError, forTerminal } from "../support/wrapped";
import { growthWords, repositories } from "./words";

/** Repositories that are emptied at a time. */
const AT_ONCE = 4;
/** Longest time for finding out how far a destruction came. */
const ACCOUNT_MS = 20_000;

/** Does what was shown and confirmed, and knows how far it has come. */
export class Execution {
  /** Addresses that left Terraform's state. */
  private readonly forgotten = new Set<string>();
  private terraformRan = false;
  private readonly deleted = new Map<string, number>();

  constructor(
    private readonly context: DestroyContext,
    private readonly mode: DestroyMode,
    private readonly plans: readonly RepositoryPlan[],
  ) {}

  /**
   * Does first what can be undone: repositories that stay, and all policies, leave Terraform's state. Then it deletes images, and
   * Terraform runs last. Terraform would delete a repository's policies before AWS refuses to delete the repository itself;
   * policies that are not in the state are deleted by AWS together with their repository, or not at all.
   * @throws Error after saying how far it came
   */
  async run(): Promise<void> {
    const { stacks, signal, output, logs } = this.context;
    const withPolicies = this.of("delete", "empty").filter(({ owned }) => owned.policies.length > 0);
    // Logs of an earlier run say nothing about this one.
    rmSync(logs, { recursive: true, force: true });
    const steps: ProgressStep[] = [
      ...this.step("Repositories that stay", this.of("keep"), (some) => this.forgetRepositories(some)),
      ...this.step("Policies", withPolicies, (some) => this.forgetPolicies(some)),
      ...this.step("Images", this.of("empty"), (some, detail) => this.empty(some, detail)),
      ...this.step("Check before Terraform", this.of("delete", "empty"), (_, detail) => this.check(detail)),
      { title: `Destruction of ${stacks.join(", ")}`, run: (detail) => this.destroy(detail) },
    ];
    try {
      await runSteps(steps, output);
    } catch (cause) {
      output.tell(forTerminal(await this.soFar(), process.stderr));
      signal.throwIfAborted();
      throw cause;
    }
  }

  /** What was done, once all of it is. */
  done(): string {
    return doneText(this.context.stacks, this.of("delete", "empty").length, this.progress);
  }

  private get progress(): Progress {
    const kept = this.of("keep").filter(({ owned }) => owned.addresses.every((address) => this.forgotten.has(address)));
    return { images: this.images, kept: kept.map(nameOf) };
  }

  /** How many were deleted ahead of their repositories. */
  private get images(): number {
    return [...this.deleted.values()].reduce((sum, count) => sum + count, 0);
  }

  private async soFar(): Promise<string> {
    const { stacks } = this.context;
    const going = this.of("delete", "empty");
    const left = await this.namesInAws();
    return soFarText({
      ...this.progress,
      stacks: destroyedStacks(readLog(this.log("destroy")), stacks),
      total: going.length,
      remaining: left && going.map(nameOf).filter((name) => left.has(name)),
      found: await this.foundSince(),
      policiesForgotten: going.some(({ owned }) => owned.policies.some((address) => this.forgotten.has(address))),
    });
  }

  /** What made AWS refuse, when Terraform ran and nobody waits for an end. */
  private async foundSince(): Promise<string | undefined> {
    if (!this.terraformRan || this.context.signal.aborted) return undefined;
    try {
      const growth = growthSince(this.plans, await inspect(this.context, this.mode, () => undefined));
      return growth.length === 0 ? undefined : growthWords(growth);
    } catch {
      // The error to report is the one that stopped the destruction.
      return undefined;
    }
  }

  /** What remains, from AWS itself: the end of a log is lost when its writer is killed. */
  private async namesInAws(): Promise<ReadonlySet<string> | undefined> {
    const { environment } = this.context;
    const client = await ecrClient(environment, { maxAttempts: 2 });
    try {
      // An interrupt has ended all other requests.
      const found = await endingWith(AbortSignal.timeout(ACCOUNT_MS), () =>
        listRepositories(client, environment.location.account),
      );
      return new Set(found.map(({ repositoryName }) => repositoryName));
    } catch {
      // The error to report is the one that stopped the destruction.
      return undefined;
    } finally {
      client.destroy();
    }
  }

  private of(...kinds: readonly RepositoryOutcome["kind"][]): RepositoryPlan[] {
    return this.plans.filter(({ outcome }) => kinds.includes(outcome.kind));
  }

  /** No step where there is nothing to do. */
  private step(
    title: string,
    some: readonly RepositoryPlan[],
    run: (some: readonly RepositoryPlan[], detail: (text: string) => void) => Promise<string>,
  ): ProgressStep[] {
    return some.length === 0 ? [] : [{ title, run: (detail) => run(some, detail) }];
  }

  private async forget(addresses: readonly string[], log: string): Promise<void> {
    const { root, registryStack: stack, env, signal } = this.context;
    const onForgotten = (some: readonly string[]): void => {
      for (const address of some) this.forgotten.add(address);
    };
    await forget({ root, stack, env }, addresses, { logFile: this.log(log), signal, onForgotten });
  }

  private async forgetRepositories(some: readonly RepositoryPlan[]): Promise<string> {
    await this.forget(
      some.flatMap(({ owned }) => owned.addresses),
      "keep",
    );
    return `${repositories(some.length)} left Terraform's state`;
  }

  private async forgetPolicies(some: readonly RepositoryPlan[]): Promise<string> {
    const addresses = some.flatMap(({ owned }) => owned.policies);
    await this.forget(addresses, "policies");
    return `${countText(addresses.length, "policy", "policies")} left Terraform's state, to be deleted with the repositories`;
  }

  /** Deletes only the images that were confirmed. */
  private async empty(some: readonly RepositoryPlan[], detail: (text: string) => void): Promise<string> {
    const { environment, signal, output } = this.context;
    const client = await ecrClient(environment, { log: output.tell });
    const total = some.reduce((sum, { contents }) => sum + digestsOf(contents).length, 0);
    const update = progressOf(output, detail, "images deleted");
    const emptyOne = async ({ owned: { repositoryName }, contents }: RepositoryPlan): Promise<void> => {
      const onDeleted = (count: number): void => {
        this.deleted.set(repositoryName, count);
        update(this.images, total);
      };
      const id = { registryId: environment.location.account, repositoryName };
      await deleteImages(client, id, { digests: digestsOf(contents), onDeleted, signal });
    };
    try {
      const outcomes = await mapConcurrently(some, emptyOne, { atOnce: AT_ONCE, signal });
      const refused = outcomes.find((outcome) => !outcome.ok);
      if (refused?.ok === false) throw refusalOf(refused.reason, "delete images (ecr:BatchDeleteImage)", environment);
    } finally {
      client.destroy();
    }
    return `${countText(this.images, "image")} deleted`;
  }

  /** Terraform must find what was confirmed: its plan is approved without a further look, and forceDelete deletes whatever is there. */
  private async check(detail: (text: string) => void): Promise<string> {
    const growth = growthSince(this.plans, await inspect(this.context, this.mode, detail));
    if (growth.length > 0) {
      throw fittedError(
        `${this.context.environment.name}: more was found than was confirmed, so Terraform was not started: ${growthWords(growth)}`,
      );
    }
    return "nothing more than was confirmed";
  }

  private async destroy(detail: (text: string) => void): Promise<string> {
    const { root: projectFolder, env, cli, signal, stacks } = this.context;
    signal.throwIfAborted();
    const run = { cli, projectFolder, env, logFile: this.log("destroy"), signal, stateStays: true, onLine: detail };
    this.terraformRan = true;
    // What was synthesized before is what was shown.
    await cdktfDestroy(run, stacks, ["--skip-synth"]);
    return "done";
  }

  private log(name: string): string {
    return join(this.context.logs, `${name}.log`);
  }
}

function nameOf({ owned }: RepositoryPlan): string {
  return owned.repositoryName;
}

function digestsOf(contents: Contents): readonly string[] {
  return contents.known === "images" ? contents.digests : [];
}

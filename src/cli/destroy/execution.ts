import { rmSync } from "node:fs";
import { join } from "node:path";
import { deleteImages } from "../../aws/delete-images";
import { mapConcurrently } from "../../aws/map-concurrently";
import { ecrClient, listRepositories } from "../../aws/registry";
import { refusalOf } from "../../aws/refusal";
import { endingWith } from "../../aws/request-scope";
import { withClient } from "../../aws/with-client";
import {
  type Contents,
  type DestroyMode,
  type RepositoryPlan,
  type RepositoryOutcome,
} from "../../operations/destruction/destroy-plan";
import { ownedName, type OwnedRepository } from "../../operations/destruction/state";
import { growthSince } from "../../operations/destruction/growth";
import { regionalName } from "../../model/regions";
import { countText } from "../../domain/text/format";
import { runSteps, type ProgressStep } from "../support/progress";
import { regionOf, type DestroyContext, type DestroyRegion, progressOf } from "./context";
import { destroyedSoFar, destroyStacks } from "./destroy-stacks";
import { inspect } from "./inspect";
import { doneText, soFarText, type Progress, growthWords, repositories } from "./words";
import { forget } from "./terraform-state";
import { fittedError, forTerminal } from "../support/terminal";

/** Repositories that are emptied at a time. */
const AT_ONCE = 4;
/** Longest time to wait for AWS after a failure. */
const SUMMARY_MS = 20_000;

/** Executes what was shown and confirmed, and keeps track of what was done. */
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
   * Starts with what can be undone: repositories that stay and all policies leave Terraform's state. Then deletes images, and runs
   * Terraform last. Policies leave the state because Terraform would delete them even if AWS then refuses to delete the repository.
   * AWS deletes the policies of a repository together with it.
   * @throws Error after reporting what was done
   */
  async run(): Promise<void> {
    const { stacks, signal, output, logs } = this.context;
    const withPolicies = this.of("delete", "empty").filter(({ owned }) => owned.policies.length > 0);
    // Logs of an earlier run would be mistaken for this one's.
    rmSync(logs, { recursive: true, force: true });
    const steps: ProgressStep[] = [
      ...this.step("Removing kept repositories from the state", this.of("keep"), (plans) =>
        this.forgetRepositories(plans),
      ),
      ...this.step("Removing policies from the state", withPolicies, (plans) => this.forgetPolicies(plans)),
      ...this.step("Deleting images", this.of("empty"), (plans, detail) => this.empty(plans, detail)),
      ...this.step("Counting once more", this.of("delete", "empty"), (_, detail) => this.check(detail)),
      { title: `Destroying ${stacks.join(", ")}`, run: (detail) => this.destroy(detail) },
    ];
    try {
      await runSteps(steps, output);
    } catch (cause) {
      output.tell(forTerminal(await this.soFar(), process.stderr));
      signal.throwIfAborted();
      throw cause;
    }
  }

  /** What was done, after `run`. */
  done(): string {
    return doneText(this.context.stacks, this.of("delete", "empty").length, this.progress);
  }

  private get progress(): Progress {
    const kept = this.of("keep").filter(({ owned }) => owned.addresses.every((address) => this.forgotten.has(address)));
    return { images: this.images, kept: kept.map(nameOf) };
  }

  /** Number of images deleted before their repositories. */
  private get images(): number {
    return [...this.deleted.values()].reduce((sum, count) => sum + count, 0);
  }

  private async soFar(): Promise<string> {
    const toDelete = this.of("delete", "empty");
    const present = await this.namesInAws();
    return soFarText({
      ...this.progress,
      stacks: destroyedSoFar(this.context),
      total: toDelete.length,
      remaining: present && toDelete.map(nameOf).filter((name) => present.has(name)),
      found: await this.foundSince(),
      policiesForgotten: toDelete.some(({ owned }) => owned.policies.some((address) => this.forgotten.has(address))),
    });
  }

  /** What may have made AWS refuse a deletion. Not determined after an interrupt, or if Terraform did not run. */
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

  /** The repositories in AWS. Not read from the log, whose end is lost if Terraform is killed. */
  private async namesInAws(): Promise<ReadonlySet<string> | undefined> {
    const names = new Set<string>();
    for (const { environment } of this.context.regions) {
      const region = regionOf(environment);
      const listing = withClient(ecrClient(environment, { maxAttempts: 2 }), (client) =>
        // An interrupt has canceled the requests of the outer scope.
        endingWith(AbortSignal.timeout(SUMMARY_MS), () => listRepositories(client, environment.location.account)),
      );
      // The error to report is the one that stopped the destruction.
      const found = await listing.catch(() => undefined);
      if (found === undefined) return undefined;
      for (const { repositoryName } of found) names.add(ownedName({ repositoryName, ...region }));
    }
    return names;
  }

  private of(...kinds: readonly RepositoryOutcome["kind"][]): RepositoryPlan[] {
    return this.plans.filter(({ outcome }) => kinds.includes(outcome.kind));
  }

  /** No step if there are no repositories. */
  private step(
    title: string,
    plans: readonly RepositoryPlan[],
    run: (plans: readonly RepositoryPlan[], detail: (text: string) => void) => Promise<string>,
  ): ProgressStep[] {
    return plans.length === 0 ? [] : [{ title, run: (detail) => run(plans, detail) }];
  }

  private async forget(
    plans: readonly RepositoryPlan[],
    addressesOf: (owned: OwnedRepository) => readonly string[],
    log: string,
  ): Promise<void> {
    const { root, regions, env, signal, logs } = this.context;
    const onForgotten = (removed: readonly string[]): void => {
      for (const address of removed) this.forgotten.add(address);
    };
    for (const stack of regions.flatMap(({ registryStacks }) => registryStacks)) {
      const addresses = plans.flatMap(({ owned }) => (owned.stack === stack ? addressesOf(owned) : []));
      await forget({ root, stack, env }, addresses, { logFile: join(logs, `${log}.log`), signal, onForgotten });
    }
  }

  private async forgetRepositories(plans: readonly RepositoryPlan[]): Promise<string> {
    await this.forget(plans, ({ addresses }) => addresses, "keep");
    return repositories(plans.length);
  }

  private async forgetPolicies(plans: readonly RepositoryPlan[]): Promise<string> {
    await this.forget(plans, ({ policies }) => policies, "policies");
    const count = plans.reduce((sum, { owned }) => sum + owned.policies.length, 0);
    return `${countText(count, "policy", "policies")}; AWS deletes them with their repositories`;
  }

  /** Deletes only the images that were confirmed. */
  private async empty(plans: readonly RepositoryPlan[], detail: (text: string) => void): Promise<string> {
    const { regions, output } = this.context;
    const total = plans.reduce((sum, { contents }) => sum + digestsOf(contents).length, 0);
    const update = progressOf(output, detail, "images deleted");
    const onChange = (): void => {
      update(this.images, total);
    };
    for (const region of regions) {
      const { region: name } = regionOf(region.environment);
      const own = plans.filter(({ owned }) => owned.region === name);
      if (own.length > 0) await this.emptyIn(region, own, onChange);
    }
    return `${countText(this.images, "image")} deleted`;
  }

  private async emptyIn(
    { environment }: DestroyRegion,
    plans: readonly RepositoryPlan[],
    onChange: () => void,
  ): Promise<void> {
    const { signal, output } = this.context;
    await withClient(ecrClient(environment, { log: output.tell }), async (client) => {
      const emptyOne = async ({ owned, contents }: RepositoryPlan): Promise<void> => {
        const onDeleted = (count: number): void => {
          this.deleted.set(ownedName(owned), count);
          onChange();
        };
        const id = { registryId: environment.location.account, repositoryName: owned.repositoryName };
        await deleteImages(client, id, { digests: digestsOf(contents), onDeleted, signal });
      };
      const outcomes = await mapConcurrently(plans, emptyOne, { atOnce: AT_ONCE, signal });
      const refused = outcomes.find((outcome) => !outcome.ok);
      if (refused?.ok === false) throw refusalOf(refused.reason, "delete images (ecr:BatchDeleteImage)", environment);
    });
  }

  /** Terraform runs without another question, and forceDelete deletes all images, so nothing may have been added since. */
  private async check(detail: (text: string) => void): Promise<string> {
    const growth = growthSince(this.plans, await inspect(this.context, this.mode, detail));
    if (growth.length > 0) {
      throw fittedError(
        `${regionalName(this.context.environment)}: terraform destroy was not started, because repositories or images were added after the list was shown: ${growthWords(growth)}`,
      );
    }
    return "nothing was added";
  }

  private async destroy(detail: (text: string) => void): Promise<string> {
    this.context.signal.throwIfAborted();
    this.terraformRan = true;
    await destroyStacks(this.context, detail);
    return "done";
  }
}

function nameOf({ owned }: RepositoryPlan): string {
  return ownedName(owned);
}

function digestsOf(contents: Contents): readonly string[] {
  return contents.known === "images" ? contents.digests : [];
}

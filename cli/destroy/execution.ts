import { rmSync } from "node:fs";
import { join } from "node:path";
import { deleteImages } from "../../aws/delete-images";
import { each } from "../../aws/each";
import { ecrClient } from "../../aws/ecr-client";
import { refusalOf } from "../../aws/refusal";
import { listRepositories } from "../../aws/registry";
import { endingWith } from "../../aws/request-scope";
import { readLog } from "../../emulator/log-tail";
import { type Fate } from "../../modules/ecr-repository/destruction/fate";
import { countText } from "../../modules/lifecycle-policy/words";
import { cdktfDestroy } from "../local/cdktf";
import { runSteps, type Step } from "../local/progress";
import { type Doomed } from "./census";
import { type DestroyContext } from "./context";
import { destroyedStacks } from "./how-far";
import { progressOf } from "./progress";
import { forget } from "./terraform-state";

/** Repositories that are emptied at a time. */
const AT_ONCE = 4;
/** Longest time for finding out how far a destruction came. */
const ACCOUNT_MS = 20_000;

/** Does what was shown and confirmed, and knows how far it has come. */
export class Execution {
  private letGo = 0;
  private readonly deleted = new Map<string, number>();

  constructor(
    private readonly context: DestroyContext,
    private readonly doomed: readonly Doomed[],
  ) {}

  /**
   * Lets go, deletes images, destroys: what can be taken back comes first.
   * @throws Error saying how far it came
   */
  async run(): Promise<void> {
    const { stacks, signal, output, logs } = this.context;
    // How far an earlier run came is not how far this one came.
    rmSync(logs, { recursive: true, force: true });
    const steps: Step[] = [
      ...this.step("let-go", (some) => ({ title: "Repositories that stay", run: () => this.forget(some) })),
      ...this.step("empty", (some) => ({ title: "Images", run: (detail) => this.empty(some, detail) })),
      { title: `Destruction of ${stacks.join(", ")}`, run: (detail) => this.destroy(detail) },
    ];
    try {
      await runSteps(steps, output);
    } catch (cause) {
      output.tell(`${await this.howFar()} Run it again to go on.`);
      signal.throwIfAborted();
      throw cause;
    }
  }

  /** What was done, when all of it is. */
  done(): string {
    const { environment, stacks } = this.context;
    const gone = this.doomed.length - this.letGo;
    return `Destroyed ${stacks.join(", ")} of ${environment.name}: ${repositories(gone)}.${this.asides()}`;
  }

  private async howFar(): Promise<string> {
    const whole = destroyedStacks(readLog(this.log("destroy")), this.context.stacks);
    const going = this.doomed.filter(({ fate }) => fate.kind !== "let-go").map(({ owned }) => owned.repositoryName);
    const left = await this.namesInAws();
    const gone = left && going.filter((name) => !left.has(name)).length;
    const counted =
      gone === undefined ? "AWS does not say which repositories" : `${gone} of ${repositories(going.length)}`;
    return `Destroyed so far: ${whole.length === 0 ? "no stack" : whole.join(", ")}; ${counted}.${this.asides()}`;
  }

  /** What is left, as AWS knows it: the end of a log is lost when its writer is ended. */
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
      // Why it was stopped is what is told.
      return undefined;
    } finally {
      client.destroy();
    }
  }

  private asides(): string {
    return [
      this.images === 0 ? "" : ` ${countText(this.images, "image")} deleted before.`,
      this.letGo === 0 ? "" : ` Let go, and still in AWS: ${this.named("let-go").join(", ")}.`,
    ].join("");
  }

  /** How many were deleted before their repositories. */
  private get images(): number {
    return [...this.deleted.values()].reduce((sum, count) => sum + count, 0);
  }

  private named(kind: Fate["kind"]): string[] {
    return this.doomed.filter(({ fate }) => fate.kind === kind).map(({ owned }) => owned.repositoryName);
  }

  private step(kind: Fate["kind"], make: (some: readonly Doomed[]) => Step): Step[] {
    const some = this.doomed.filter(({ fate }) => fate.kind === kind);
    return some.length === 0 ? [] : [make(some)];
  }

  private async forget(some: readonly Doomed[]): Promise<string> {
    const { root, registryStack: stack, env, signal } = this.context;
    signal.throwIfAborted();
    const addresses = some.flatMap(({ owned }) => owned.addresses);
    await forget({ root, stack, env }, addresses, this.log("let-go"));
    this.letGo = some.length;
    return `${repositories(some.length)} left the state`;
  }

  private async empty(some: readonly Doomed[], detail: (text: string) => void): Promise<string> {
    const { environment, signal, output } = this.context;
    const client = await ecrClient(environment, { tell: output.tell });
    const total = some.reduce((sum, { contents }) => sum + (contents.known === "images" ? contents.count : 0), 0);
    const update = progressOf(output, detail, "images deleted");
    const emptyOne = async ({ owned: { repositoryName } }: Doomed): Promise<void> => {
      const onDeleted = (count: number): void => {
        this.deleted.set(repositoryName, count);
        update(this.images, total);
      };
      const id = { registryId: environment.location.account, repositoryName };
      await deleteImages(client, id, { onDeleted, signal });
    };
    try {
      const outcomes = await each(some, emptyOne, { atOnce: AT_ONCE, signal });
      const refused = outcomes.find((outcome) => !outcome.ok);
      if (refused?.ok === false) throw refusalOf(refused.reason, "delete images (ecr:BatchDeleteImage)", environment);
    } finally {
      client.destroy();
    }
    return `${countText(this.images, "image")} deleted`;
  }

  private async destroy(detail: (text: string) => void): Promise<string> {
    const { root: projectFolder, env, cli, signal, stacks } = this.context;
    signal.throwIfAborted();
    const run = { cli, projectFolder, env, logFile: this.log("destroy"), signal, stateStays: true, onLine: detail };
    // What was synthesized before is what was shown.
    await cdktfDestroy(run, stacks, ["--skip-synth"]);
    return "done";
  }

  private log(name: string): string {
    return join(this.context.logs, `${name}.log`);
  }
}

function repositories(count: number): string {
  return countText(count, "repository", "repositories");
}

import { readFileSync, rmSync } from "node:fs";
import { z } from "zod";
import { countText } from "../../domain/text/format";
import { clientConfig } from "../../emulator/emulator-env";
import { readLog } from "../../processes/log-tail";
import { withLock } from "../../processes/process-lock";
import { seedEmulator } from "../../emulator/seed";
import { terraformCliConfig } from "../../emulator/terraform-cli-config";
import { describeChanges, readApplySummaries, type UpResult } from "./report";
import { cdktfDeploy } from "../support/run-cdktf";
import { localPaths, mirrorSearch, type LocalContext } from "./context";
import { type LocalPlan } from "../local-plan";
import { connect, type EmulatorConnection } from "./emulator-connection";
import { findPrerequisites, type Prerequisites } from "../support/prerequisites";
import { runSteps, type ProgressStep } from "../support/progress";
import { readRepositories, readRoleArn } from "./read-back";

/**
 * Deploys an environment to the user's own emulator (`AWS_ENDPOINT_URL`), or to the embedded one, which is started if necessary and
 * keeps running. If `up` fails or is interrupted, an emulator that it started is ended.
 * @throws Error with a message for the user
 */
export async function up(context: LocalContext, environment: string): Promise<UpResult> {
  const plan = context.loadPlan(environment);
  return withLock(localPaths(context.projectFolder).lock, "`ecr local up`", () => deploy(context, plan));
}

async function deploy(context: LocalContext, plan: LocalPlan): Promise<UpResult> {
  const work = new Deployment(context, plan);
  try {
    await runSteps(work.steps(), context);
    return await work.finish();
  } catch (error) {
    await work.discard();
    context.signal.throwIfAborted();
    throw error;
  }
}

const EMULATOR_WORDS = { started: "started at", running: "already running at", external: "yours, at" } as const;

const outputsSchema = z.record(z.string(), z.record(z.string(), z.unknown()));

/** One run of `up`, with the results of its steps. */
class Deployment {
  private found: Prerequisites | undefined;
  private connection: EmulatorConnection | undefined;
  private result: UpResult | undefined;

  constructor(
    private readonly context: LocalContext,
    private readonly plan: LocalPlan,
  ) {}

  steps(): ProgressStep[] {
    return [
      { title: "Checking tools", run: () => this.findTools() },
      { title: "Connecting to the emulator", run: () => this.connect() },
      { title: "Creating resources that Terraform looks up", run: () => this.seed() },
      { title: `Deploying ${this.plan.stacks.join(", ")}`, run: (detail) => this.deploy(detail) },
      { title: "Reading the registry", run: () => this.readBack() },
    ];
  }

  async finish(): Promise<UpResult> {
    const result = requireResult(this.result);
    await this.connection?.keep?.();
    return result;
  }

  async discard(): Promise<void> {
    await this.connection?.discard?.();
  }

  private findTools(): Promise<string> {
    const { env, projectFolder } = this.context;
    this.found = findPrerequisites({ ...env, ...this.cliVariables() }, projectFolder);
    return Promise.resolve(`Terraform ${this.found.terraform}, cdktf ${this.found.cdktf.version}`);
  }

  private async connect(): Promise<string> {
    this.connection = await connect(this.context, this.plan);
    return `${EMULATOR_WORDS[this.connection.kind]} ${this.connection.endpoint}`;
  }

  private async seed(): Promise<string> {
    this.context.signal.throwIfAborted();
    const { stateBucket, eksClusters, lookedUp: oidcProviders } = this.plan;
    const seed = { stateBucket, eksClusters, oidcProviders };
    const { created } = await seedEmulator(clientConfig(requireResult(this.connection).env), seed);
    return created.length === 0 ? "nothing to create" : `created ${created.join(", ")}`;
  }

  private async deploy(detail: (text: string) => void): Promise<string> {
    const { projectFolder, signal } = this.context;
    const { deployLog: logFile, outputs } = localPaths(projectFolder);
    const env = { ...requireResult(this.connection).env, ...this.cliVariables() };
    rmSync(outputs, { force: true });
    const stateStays = requireResult(this.connection).kind !== "started";
    const run = {
      cli: requireResult(this.found).cdktf,
      projectFolder,
      env,
      logFile,
      signal,
      stateStays,
      onLine: detail,
    };
    await cdktfDeploy(run, this.plan.stacks, outputs);
    return describeChanges(this.changes());
  }

  private async readBack(): Promise<string> {
    this.context.signal.throwIfAborted();
    const { endpoint, kind: emulator, env } = requireResult(this.connection);
    const { environment, account, annotateLine } = this.plan;
    const repositories = await readRepositories(clientConfig(env), account);
    const role = this.output("operator_role_arn");
    const operatorRoleArn = role === undefined ? undefined : await readRoleArn(clientConfig(env), role);
    this.result = {
      environment,
      endpoint,
      emulator,
      leftOut: this.plan.leftOut,
      stacks: this.changes(),
      repositories,
      operatorRoleArn,
      annotateLine,
    };
    return countText(repositories.length, "repository", "repositories");
  }

  private changes(): UpResult["stacks"] {
    return readApplySummaries(readLog(localPaths(this.context.projectFolder).deployLog), this.plan.stacks);
  }

  /** An output of any stack, by name. */
  private output(name: string): string | undefined {
    const text = readFileSync(localPaths(this.context.projectFolder).outputs, "utf8");
    const values = Object.values(outputsSchema.parse(JSON.parse(text))).map((outputs) => outputs[name]);
    return values.find((value): value is string => typeof value === "string");
  }

  private cliVariables(): Readonly<Record<string, string>> {
    return terraformCliConfig(mirrorSearch(this.context), localPaths(this.context.projectFolder).cache).variables;
  }
}

/** The result of an earlier step, which exists because steps run in order. */
function requireResult<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("internal error: a step ran before one of its dependencies");
  return value;
}

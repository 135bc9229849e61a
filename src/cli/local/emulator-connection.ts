import { embeddedEnv, externalEnv, externalVariables, emulatorVariables, isSet } from "../../emulator/emulator-env";
import { findEmulator, forgetEmulator, saveEmulator, type EmulatorState } from "../../emulator/emulator-state";
import { answers, startMotoServer } from "../../emulator/moto-server";
import { endProcess, identify } from "../../processes/process-identity";
import { localPaths, type LocalContext } from "./context";
import { isPointedShell, UNDO } from "./pointed-shell";

/** Which emulator is used: our own, one just started or one from before, or somebody else's. */
export type EmulatorKind = "started" | "running" | "external";

export interface EmulatorConnection {
  readonly kind: EmulatorKind;
  readonly endpoint: string;
  /** The environment for programs that are to use it. */
  readonly env: NodeJS.ProcessEnv;
  /** The variables among it that matter to somebody at a shell. */
  readonly variables: Readonly<Record<string, string>>;
  /** Lets an emulator that was just started run on; nothing for others. */
  keep(): Promise<void>;
  /** Ends an emulator that was just started; nothing for others. */
  discard(): Promise<void>;
}

/** Account and region that an emulator has to answer for. */
export interface EmulatorNeeds {
  /** Name of the environment that it is started for. */
  readonly environment: string;
  readonly account: string;
  readonly region: string;
}

const nothing = (): Promise<void> => Promise.resolve();

/**
 * The emulator that is there, or `undefined`: the one that `AWS_ENDPOINT_URL` names, else the one that `up` left running.
 * @throws Error when it does not answer
 */
export async function findConnection(context: LocalContext, region?: string): Promise<EmulatorConnection | undefined> {
  const own = findOwn(context);
  const endpoint = context.env["AWS_ENDPOINT_URL"];
  // A shell that took over our variables names our own emulator, which stays ours to stop.
  if (isSet(endpoint) && endpoint !== own?.endpoint) return external(context, endpoint, region);
  if (own === undefined) return undefined;
  if (!(await answers(own.endpoint))) {
    throw new Error(
      `the emulator (process ${own.process.pid}) runs but does not answer at ${own.endpoint}; stop it: npm run local:down`,
    );
  }
  return { kind: "running", ...embedded(context, own.endpoint, region ?? own.region), keep: nothing, discard: nothing };
}

/**
 * The emulator that is there, else a new one that ends with this process unless it is kept.
 * @throws Error when the one that is there does not answer or answers for another account, or when no emulator can be
 *   started
 */
export async function connect(context: LocalContext, needs: EmulatorNeeds): Promise<EmulatorConnection> {
  const found = await findConnection(context, needs.region);
  if (found === undefined) return start(context, needs);
  const own = findOwn(context);
  if (found.kind === "running" && own !== undefined) refuseUnfit(own, needs);
  return found;
}

/** The state of our own emulator while its process lives; what is left of a dead one is cleared away. */
export function findOwn(context: LocalContext): EmulatorState | undefined {
  const { emulatorState } = localPaths(context.projectFolder);
  const found = findEmulator(emulatorState);
  if (found.found === "alive") return found.state;
  if (found.found === "unreadable") {
    context.tell(`warning: ${found.why}; it is set aside. An emulator from before may still run.`);
  }
  forgetEmulator(emulatorState);
  return undefined;
}

/** Stops our own emulator, whether it answers or not. @returns whether there was one */
export async function stopOwn(context: LocalContext): Promise<boolean> {
  const own = findOwn(context);
  if (own === undefined) return false;
  const ended = await endProcess(own.process);
  forgetEmulator(localPaths(context.projectFolder).emulatorState);
  return ended;
}

async function external(context: LocalContext, endpoint: string, region?: string): Promise<EmulatorConnection> {
  if (!(await answers(endpoint))) {
    if (isPointedShell(context.env)) {
      throw new Error(
        `expected the emulator at ${endpoint}, to which \`ecr local env\` has pointed this shell, found no answer. To go back: ${UNDO}`,
      );
    }
    throw new Error(
      `AWS_ENDPOINT_URL is ${endpoint}, which does not answer; start that emulator, or unset AWS_ENDPOINT_URL to use the embedded one`,
    );
  }
  const { AWS_REGION, AWS_DEFAULT_REGION } = context.env;
  const address = { endpoint, region: region ?? AWS_REGION ?? AWS_DEFAULT_REGION ?? "us-east-1" };
  const variables = { AWS_ENDPOINT_URL: endpoint, ...externalVariables(context.env, address) };
  return {
    kind: "external",
    endpoint,
    env: externalEnv(context.env, address),
    variables,
    keep: nothing,
    discard: nothing,
  };
}

function embedded(
  context: LocalContext,
  endpoint: string,
  region: string,
): Pick<EmulatorConnection, "endpoint" | "env" | "variables"> {
  const address = { endpoint, region };
  return { endpoint, env: embeddedEnv(context.env, address), variables: emulatorVariables(address) };
}

function refuseUnfit(state: EmulatorState, { account }: EmulatorNeeds): void {
  if (state.account !== account) {
    throw new Error(
      `the running emulator answers for account ${state.account}, the environment is in ${account}; ` +
        "stop it first: npm run local:down",
    );
  }
}

async function start(
  context: LocalContext,
  { environment, account, region }: EmulatorNeeds,
): Promise<EmulatorConnection> {
  const { cache, emulatorLog, emulatorState } = localPaths(context.projectFolder);
  const { env, signal } = context;
  const server = await startMotoServer({ account, cacheFolder: cache, logFile: emulatorLog, env, signal });
  const { endpoint, logFile } = server;
  const discard = async (): Promise<void> => {
    forgetEmulator(emulatorState);
    await server.stop();
  };
  const identity = identify(server.pid);
  if (identity === undefined) {
    await discard();
    throw new Error(`the emulator ended as soon as it had started; its log is ${logFile}`);
  }
  const startedAt = new Date().toISOString();
  saveEmulator(emulatorState, { endpoint, environment, account, region, process: identity, logFile, startedAt });
  return { kind: "started", ...embedded(context, endpoint, region), keep: () => server.keep(), discard };
}

import path from "node:path";
import { startMotoServer, type MotoServer } from "../../../src/emulator/moto-server";
import { lightMirror } from "./light-mirror";

declare global {
  // Where setup leaves the server for teardown, which Jest loads as a module of its own.
  var e2eEmulator: MotoServer | undefined;
}

/** Starts the one emulator that all end-to-end tests of a run share; it ends with Jest, even when Jest is killed. */
export default async function setup(): Promise<void> {
  const cacheFolder = path.resolve(__dirname, "../../../.cache");
  // Several runs at a time would otherwise empty each other's log.
  const logFile = path.join(cacheFolder, "e2e", `emulator-${process.pid}.log`);
  // The AWS SDK would print a warning about a Node version that is still supported, once a test file.
  process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";
  // Terraform and its AWS provider, which are started some hundred times, collect garbage for a third of their time otherwise:
  // the provider fills half a gigabyte with its schemas and ends.
  process.env["GOGC"] ??= "800";
  const mirror = lightMirror(path.join(cacheFolder, "e2e"), process.env);
  if (mirror !== undefined) process.env["TF_PROVIDER_MIRROR"] = mirror;
  globalThis.e2eEmulator = await startMotoServer({ cacheFolder, logFile, env: process.env });
  process.env["E2E_EMULATOR_ENDPOINT"] = globalThis.e2eEmulator.endpoint;
}

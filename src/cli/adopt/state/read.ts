import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { type StateResource } from "../../../operations/adoption/state/resource";
import { planError, stateResources } from "../../support/state-resources";

/** A state among the sources of `--from`. */
export interface StateSource {
  /** Its name in messages. */
  readonly file: string;
  readonly resources: readonly StateResource[];
}

const STANDARD_INPUT = "-";
const ZIP = Buffer.from([0x50, 0x4b, 0x03, 0x04]);
const STATE_FILE = /\.tfstate(?:\.backup)?$/;

/**
 * The state that `--from` names, recognized by its content; `undefined` if it names other files.
 * @param sources files and folders; `-` is standard input, which must be a state
 * @throws Error if a state cannot be read, or is named together with something else
 */
export function stateAmong(sources: readonly string[]): StateSource | undefined {
  const states = sources.flatMap((source) => stateIn(source) ?? []);
  const [state] = states;
  if (state === undefined || sources.length === 1) return state;
  throw new Error(
    `--from: expected a Terraform state as the only source, found ${state.file} among ${sources.length} sources. Run the command once per source`,
  );
}

function stateIn(source: string): StateSource | undefined {
  const isInput = source === STANDARD_INPUT;
  const file = isInput ? "standard input" : source;
  if (!isInput && statSync(resolve(source), { throwIfNoEntry: false })?.isFile() !== true) return undefined;
  const isNamedState = STATE_FILE.test(source);
  const bytes = readFileSync(isInput ? 0 : resolve(source));
  if (!isInput && !isNamedState && !mayBeState(bytes)) return undefined;
  if (isZip(bytes)) throw planError(file);
  const resources = stateResources(file, decode(file, bytes), isInput || isNamedState);
  return resources && { file, resources: resources.filter(({ isDeposed }) => !isDeposed) };
}

/** Whether bytes begin as a plan, or as JSON, or as text of Windows PowerShell does. Others are left to other readers. */
function mayBeState(bytes: Buffer): boolean {
  const start = bytes.subarray(0, 64).toString("utf8").replace("\uFEFF", "").trimStart();
  return isZip(bytes) || isUtf16(bytes) || start.startsWith("{");
}

/** A plan is a ZIP archive. */
function isZip(bytes: Buffer): boolean {
  return bytes.subarray(0, ZIP.length).equals(ZIP);
}

function isUtf16(bytes: Buffer): boolean {
  return bytes[0] === 0xff && bytes[1] === 0xfe;
}

/** Windows PowerShell redirects output as UTF-16. */
function decode(file: string, bytes: Buffer): string {
  const encoding = isUtf16(bytes) ? "utf-16le" : "utf-8";
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new Error(
      `${file}: expected a Terraform state encoded as UTF-8, found a different encoding. Save the file as UTF-8`,
      {
        cause,
      },
    );
  }
}

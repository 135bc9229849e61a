import { isDeepStrictEqual } from "node:util";
import { type StackRecord } from "./terraform-record";

const ADVICE =
  'Keep it as it was. If the release must change it, list it under "Terraform changes" in CHANGELOG.md, and put today\'s value into the record';
const MOVE =
  'Add a moved block from the old address to the new one, and list it under "Terraform changes" in CHANGELOG.md';

type Values = Readonly<Record<string, unknown>>;
type Records = Readonly<Record<string, StackRecord>>;

/**
 * What today's Terraform would plan for a project that an earlier version deployed.
 * @param before the records of the earlier version, by stack
 * @param now today's records
 * @returns a line for each difference, which says what to do; new outputs are none
 */
export function planDifferences(before: Records, now: Records): string[] {
  const missing = Object.keys(before).filter((stack) => now[stack] === undefined);
  const added = Object.keys(now).filter((stack) => before[stack] === undefined);
  return [
    ...missing.map(
      (stack) => `${stack}: expected the stack, found none. Its state would be left behind. Keep the stack`,
    ),
    ...added.map((stack) => `${stack}: expected no stack, found a new one. Make it optional, and off by default`),
    ...Object.entries(before).flatMap(([stack, record]) => {
      const today = now[stack];
      return today === undefined ? [] : stackDifferences(record, today).map((line) => `${stack}: ${line}`);
    }),
  ];
}

function stackDifferences(recorded: StackRecord, now: StackRecord): string[] {
  const before = afterMoves(recorded, now.moved);
  return [
    ...valueDifferences("state", { "where it is": before.state }, { "where it is": now.state }),
    ...valueDifferences("provider", { arguments: before.provider }, { arguments: now.provider }),
    ...resourceDifferences(before.resources, now.resources),
    ...resourceDifferences(before.data, now.data),
    ...valueDifferences("local", before.locals, now.locals),
    ...valueDifferences("output", before.outputs, now.outputs),
    ...before.blocks
      .filter((block) => !now.blocks.includes(block))
      .map((block) => `expected the block "${block}", found none. ${ADVICE}`),
  ];
}

/** The record with the addresses that today's `moved` blocks give its resources, in references too. */
function afterMoves(record: StackRecord, moved: StackRecord["moved"]): StackRecord {
  const text = moved.reduce(
    (json, { from, to }) => json.replaceAll(new RegExp(`(?<![\\w.-])${escaped(from)}(?![\\w-])`, "g"), to),
    JSON.stringify({ ...record, blocks: [] }),
  );
  return { ...(JSON.parse(text) as StackRecord), blocks: record.blocks };
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

function resourceDifferences(before: Values, now: Values): string[] {
  const added = Object.keys(now).filter((address) => before[address] === undefined);
  return [
    ...Object.entries(before).flatMap(([address, body]) =>
      now[address] === undefined
        ? [`${address}: expected this address, found none. ${MOVE}`]
        : valueDifferences(address, body as Values, now[address] as Values),
    ),
    ...added.map(
      (address) =>
        `${address}: expected no such address, found a new one. ${MOVE}, or create it only for a new setting`,
    ),
  ];
}

function valueDifferences(place: string, before: Values, now: Values): string[] {
  const isFixed = place !== "output" && place !== "local";
  const names = new Set([...Object.keys(before), ...(isFixed ? Object.keys(now) : [])]);
  return [...names]
    .filter((name) => !isDeepStrictEqual(before[name], now[name]))
    .map((name) => `${place}: ${name}: expected ${shown(before[name])}, found ${shown(now[name])}. ${ADVICE}`);
}

function shown(value: unknown): string {
  return value === undefined ? "nothing" : JSON.stringify(value);
}

import { relative } from "node:path";
import { type HandoverStep, type Owner } from "../../operations/handover/steps";
import { colors, forTerminal } from "../support/terminal";

export interface Handover {
  readonly root: string;
  readonly environment: string;
  readonly repository: string;
  readonly to: Owner;
  readonly consequences: readonly string[];
  readonly steps: readonly HandoverStep[];
  /** Absolute paths of the files written by this run. */
  readonly files: readonly string[];
}

export function handoverText(handover: Handover): string {
  const { environment, repository, to, consequences, steps, files, root } = handover;
  const paint = colors();
  const owner = to === "operator" ? "to the operator" : "to Terraform";
  return [
    ...(files.length === 0 ? [] : [...files.map((path) => `written: ${relative(root, path)}`), ""]),
    paint.bold(`Moving ${repository} in ${environment} ${owner}`),
    ...(consequences.length === 0
      ? []
      : ["", "Consequences:", ...consequences.map((text) => forTerminal(`  - ${text}`))]),
    "",
    "Steps:",
    ...steps.flatMap((step, index) => stepLines(step, index + 1)),
    "",
    forTerminal(ending(handover)),
    "",
  ].join("\n");
}

function stepLines({ state, title, commands }: HandoverStep, number: number): string[] {
  const paint = colors();
  const mark = { done: paint.green("done "), next: paint.yellow("next "), later: paint.dim("later") }[state];
  const lines = state === "done" ? [] : commands;
  return [forTerminal(`  ${mark}  ${number}. ${title}`), ...lines.map((line) => `              ${line}`)];
}

function ending({ environment, repository, to, steps }: Handover): string {
  const next = steps.find(({ state }) => state === "next");
  if (next === undefined) return `Terraform owns ${repository}.`;
  if (next.id === "apply")
    return `After this step, the operator owns ${repository}. Once everything is deployed, you can remove the name from "removed".`;
  if (next.id.startsWith("deploy"))
    return `Deploy, then run this command again. If terraform/environments/${environment} is checked in, run npx ecr generate ${environment} first.`;
  const command = `npx ecr handover ${environment} ${repository} --to ${to} --write`;
  return next.commands.length === 0
    ? `For the next step, run: ${command}`
    : `Run the commands for the next step, then run: ${command}`;
}

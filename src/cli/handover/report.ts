import { relative } from "node:path";
import { type HandoverStep } from "../../operations/handover/steps";
import { colors } from "../support/colors";
import { type Handover } from "./handover";

/** A change of owner as people read it. */
export function handoverText(handover: Handover): string {
  const { environment, repository, to, consequences, steps, files, root } = handover;
  const paint = colors();
  const owner = to === "operator" ? "to the operator" : "to Terraform";
  return [
    ...(files.length === 0 ? [] : [...files.map((path) => `written: ${relative(root, path)}`), ""]),
    paint.bold(`${repository} of ${environment} goes ${owner}`),
    ...(consequences.length === 0 ? [] : ["", "What is different then:", ...consequences.map((text) => `  - ${text}`)]),
    "",
    "Steps:",
    ...steps.flatMap((step, index) => stepLines(step, index + 1)),
    "",
    ending(handover),
    "",
  ].join("\n");
}

function stepLines({ state, title, commands }: HandoverStep, number: number): string[] {
  const paint = colors();
  const mark = { done: paint.green("done "), next: paint.yellow("next "), later: paint.dim("later") }[state];
  const lines = state === "done" ? [] : commands;
  return [`  ${mark}  ${number}. ${title}`, ...lines.map((line) => `              ${line}`)];
}

function ending({ environment, repository, to, steps }: Handover): string {
  const next = steps.find(({ state }) => state === "next");
  if (next === undefined) return `Terraform owns ${repository}.`;
  if (next.id === "apply")
    return `With that the operator owns ${repository}; "removed" may be cleared once everything is deployed.`;
  if (next.id.startsWith("deploy"))
    return `Deploy, then run this again. Where terraform/environments/${environment} is checked in: npx ecr generate ${environment} first.`;
  const command = `npx ecr handover ${environment} ${repository} --to ${to} --write`;
  return next.commands.length === 0
    ? `The next step is a change of files: ${command}`
    : `After the lines of the next step, its change of files: ${command}`;
}

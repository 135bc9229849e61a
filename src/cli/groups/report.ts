import { FileReader } from "../../config/file-reader";
import { countText, listText } from "../../domain/text/format";
import { type Environment } from "../../model/environment";
import { withStacksOfCopies } from "../../model/stack-kinds";
import { filePatch } from "../support/file-patch";
import { forTerminal } from "../support/terminal";
import { type MovePlan } from "./moves";

/** The moves for programs, as `--help` documents them. */
export function movesRecord({ environment: { name }, moves, unread }: MovePlan, isWritten: boolean): object {
  return {
    moves: moves.map(({ from, to, entry: { repositoryName, without } }) => ({
      repositoryName,
      from: `${name}-${from}`,
      to: `${name}-${to}`,
      without,
    })),
    unread,
    written: isWritten,
  };
}

/** The moves as text, with what to do next. */
export function movesText(root: string, { environment, moves, files, unread }: MovePlan, isWritten: boolean): string {
  const { name } = environment;
  const reader = new FileReader(root);
  const diff = isWritten
    ? []
    : files.map(({ path, before, after }) =>
        filePatch({ file: reader.nameOf(path), before, after }, { before: "now", after: "with moves" }),
      );
  const notRead =
    unread.length === 0
      ? []
      : [
          `note: the states of these stacks were not read, because the stacks are not initialized on this machine: ${unread.join(", ")}. A new stack does not have repositories yet. For an existing stack, run terraform init or pass --state`,
        ];
  const lines = [...diff, ...summary(name, moves, isWritten), ...notRead, ...unreleased(moves)];
  return `${[...lines.map((line) => (diff.includes(line) ? line : forTerminal(line))), ...nextSteps(environment, moves, isWritten)].join("\n")}\n`;
}

function summary(name: string, moves: MovePlan["moves"], isWritten: boolean): string[] {
  if (moves.length === 0) return ["every repository is in the state of its stack, or listed under imports"];
  const ways = new Map<string, string[]>();
  for (const { from, to, entry } of moves) {
    const way = `${name}-${from} to ${name}-${to}`;
    ways.set(way, [...(ways.get(way) ?? []), entry.repositoryName]);
  }
  const verb = isWritten ? "listed under imports" : "to list under imports";
  return [
    `${countText(moves.length, "repository", "repositories")} ${verb}`,
    ...[...ways].map(
      ([way, names]) => `  ${way}: ${countText(names.length, "repository", "repositories")} (${listText(names)})`,
    ),
  ];
}

/** The guard in the old state would reject the plan. */
function unreleased(moves: MovePlan["moves"]): string[] {
  const names = moves.filter(({ isUnreleased }) => isUnreleased).map(({ entry }) => entry.repositoryName);
  return names.length === 0
    ? []
    : [
        `note: these repositories are deployed with deletionPolicy Retain or Orphan, but declared with a deletionPolicy that does not protect them: ${listText(names)}. List them under released, or Terraform rejects the plan`,
      ];
}

function nextSteps(environment: Environment, moves: MovePlan["moves"], isWritten: boolean): string[] {
  if (!isWritten) return [];
  const { name } = environment;
  const kinds = moves.flatMap(({ from, to }) => [from, to]);
  const stacks = withStacksOfCopies(environment, kinds).map((kind) => `${name}-${kind}`);
  return [
    "# The plans must show 0 to add and 0 to destroy: the new stack imports the",
    "# repositories, and the old stack forgets them. A change to force_delete",
    "# is expected, because it exists only in Terraform's state.",
    ...stacks.map((stack) => `npx cdktf diff ${stack}`),
    `npx cdktf deploy ${stacks.join(" ")}`,
    "# Remove the import and removed blocks.",
    `npx ecr adopt ${name} --finish`,
  ];
}

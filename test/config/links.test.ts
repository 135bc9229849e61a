import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { formatProblem } from "../../src/config/problems";
import { readEnvironments } from "../../src/config/read-environments";
import { SOUND } from "../support/config";

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "cdktf-ecr-links-"));
  write("environments/e/environment.yaml", SOUND);
  write("environments/e/repositories/api.yaml", "- repositoryName: team/api\n");
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

function write(name: string, text: string): void {
  mkdirSync(dirname(join(root, name)), { recursive: true });
  writeFileSync(join(root, name), text);
}

/** Problems by environment. */
function problems(): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    readEnvironments(root).map(({ name, problems: found }) => [name, found.map((problem) => formatProblem(problem))]),
  );
}

const EXPECTED_FOLDER = (found: string): string => `expected a folder, found ${found}. Correct the link, or delete it`;

test.each([
  ["itself", "loop", "a link that points to itself"],
  ["nothing", "nowhere", "a link to a path that does not exist"],
  ["a file's inside", "e/environment.yaml/x", "a link that cannot be followed (ENOTDIR)"],
])("an environment that is a link to %s is reported, and the others are read", (_, target, found) => {
  symlinkSync(target, join(root, "environments/loop"));
  expect(problems()).toEqual({
    e: [],
    loop: [`environments/loop:1:1: error: ${EXPECTED_FOLDER(found)}`],
  });
});

test("a link to a file is no environment", () => {
  write("README.md", "");
  symlinkSync("../README.md", join(root, "environments/README.md"));
  expect(problems()).toEqual({ e: [] });
});

test("environments that are a link to themselves are none", () => {
  rmSync(join(root, "environments"), { recursive: true });
  symlinkSync("environments", join(root, "environments"));
  expect(problems()).toEqual({});
});

const BACK = "expected a file or a folder, found a link that leads back to a parent folder. Delete the link";

test.each([
  ["its own folder", "."],
  ["the folder around", "../repositories"],
  ["the environment", ".."],
])("a link back to %s is reported once", (_, target) => {
  // The environment's own folder is around the repositories' one only where that is read.
  if (target === "..") write("environments/e/environment.yaml", `${SOUND}repositories: [.]\n`);
  symlinkSync(target, join(root, "environments/e/repositories/selfloop"));
  expect(problems()).toEqual({ e: [`environments/e/repositories/selfloop:1:1: error: ${BACK}`] });
});

test.each([
  ["itself", "loop", "expected a readable file, found a link that points to itself (ELOOP). Fix or delete the link"],
  [
    "nothing",
    "nowhere",
    "expected a readable file, found a link to a file that does not exist (ENOENT). Fix or delete the link",
  ],
])("a link to %s among repositories, or in their folder's place, is reported", (_, target, message) => {
  symlinkSync(target, join(root, "environments/e/repositories/loop"));
  expect(problems()).toEqual({ e: [`environments/e/repositories/loop:1:1: error: ${message}`] });
  rmSync(join(root, "environments/e/repositories"), { recursive: true });
  symlinkSync(target === "loop" ? "repositories" : target, join(root, "environments/e/repositories"));
  expect(problems()).toEqual({ e: [`environments/e/repositories:1:1: error: ${message}`] });
});

test("a link to another folder is followed", () => {
  write("shared/web.yaml", "- repositoryName: team/web\n");
  symlinkSync("../../../shared", join(root, "environments/e/repositories/shared"));
  const [reading] = readEnvironments(root);
  expect(reading?.environment?.repositories.map(({ repositoryName }) => repositoryName)).toEqual([
    "team/api",
    "team/web",
  ]);
});

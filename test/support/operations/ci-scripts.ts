import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Answers of the AWS CLI by operation, in their order; the last one again and again. An `!` before it makes it an error. */
export type Answers = Readonly<Record<string, readonly string[]>>;

/** Notes each call, and answers from the files `<operation>.<number>`. */
const PROGRAM = `#!/bin/sh
name=$(basename "$0")
operation=$name
[ "$name" = aws ] && operation=$2
echo "$name $*" >> calls
count=$(grep -c "^$name .*$operation" calls)
while [ ! -f "$operation.$count" ] && [ "$count" -gt 0 ]; do count=$((count - 1)); done
[ -f "$operation.$count" ] || exit 0
read -r answer < "$operation.$count"
case "$answer" in
  !*) echo "An error occurred (\${answer#!})" >&2; exit 254 ;;
  *) echo "$answer" ;;
esac
`;

/** Waiting is noted and left out; where time has to pass, it is a second. */
const SLEEP = `#!/bin/sh
echo "sleep $*" >> calls
[ -z "$SLEEPING" ] || exec /bin/sleep 1
`;
export const SLEEPING = { SLEEPING: "1" };

/** How GitLab and Bitbucket, and GitHub, run a script. */
export const SHELLS = { sh: ["-e"], bash: ["--noprofile", "--norc", "-eo", "pipefail"] } as const;

/** Runs a script of a workflow with programs that answer in place of the AWS CLI and docker. */
export function runScript(
  script: string,
  answers: Answers,
  variables: Readonly<Record<string, string>> = {},
  shell: keyof typeof SHELLS = "sh",
) {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "cdktf-ecr-ci-"));
  for (const [name, text] of [
    ["aws", PROGRAM],
    ["docker", PROGRAM],
    ["sleep", SLEEP],
  ] as const) {
    writeFileSync(join(folder, name), text);
    chmodSync(join(folder, name), 0o755);
  }
  for (const [operation, texts] of Object.entries(answers))
    for (const [index, text] of texts.entries()) writeFileSync(join(folder, `${operation}.${index + 1}`), `${text}\n`);
  writeFileSync(join(folder, "calls"), "");
  const env = {
    PATH: `${folder}:${process.env["PATH"] ?? ""}`,
    REGISTRY: "111122223333.dkr.ecr.eu-west-1.amazonaws.com",
    REGISTRY_ID: "111122223333",
    REPOSITORY: "team/api",
    IMAGE_TAG: "c0ffee",
    CONTEXT: ".",
    DIGEST: "sha256:1",
    ...variables,
  };
  const { status, stdout, stderr } = spawnSync(shell, [...SHELLS[shell], "-c", script], {
    cwd: folder,
    env,
    encoding: "utf8",
  });
  const calls = readFileSync(join(folder, "calls"), "utf8");
  rmSync(folder, { recursive: true });
  return { status, stdout, stderr, calls };
}

const ABOUT = "111122223333/team/api/sha256:1";

/** What the AWS CLI prints about a scan: severities and counts next to each other, and how many findings are listed and fail. */
export function scan(status: string, completed = "null", counts = "|", listed = "0|0", about = ABOUT): string {
  return [about, status, completed, counts, listed].join("|");
}

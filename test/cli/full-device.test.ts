import { spawnSync } from "node:child_process";
import { closeSync, existsSync, openSync } from "node:fs";
import { ecrProgram } from "../support/compiled";
import { EcrProject } from "../support/ecr-command";

let project: EcrProject;

beforeAll(() => {
  project = new EcrProject({
    "environments/dev/environment.yaml": 'account: "111122223333"\nregion: eu-west-1\nstate: { local: {} }\n',
  });
});

afterAll(() => {
  project.dispose();
});

const onLinux = existsSync("/dev/full") ? test : test.skip;

onLinux.each([[["validate"]], [["validate", "-o", "json"]], [["lifecycle", "check", "dev"]]])(
  "%j to a full device ends with one line",
  (words) => {
    const full = openSync("/dev/full", "w");
    try {
      const { status, stderr } = spawnSync(process.execPath, [ecrProgram(), ...words], {
        cwd: project.folder,
        stdio: ["ignore", full, "pipe"],
        encoding: "utf8",
      });
      expect({ status, stderr }).toEqual({
        status: 1,
        stderr:
          "error: cannot write the output: ENOSPC: no space left on device, write. Free some disk space, or write to a different location\n",
      });
    } finally {
      closeSync(full);
    }
  },
);

import { execFileSync } from "node:child_process";
import { registerReview } from "../../../src/cli/review/command";
import { Project } from "./lifecycle";

export const ENVIRONMENT = `account: "111122223333"
region: eu-west-1
state: { s3: { bucket: acme-terraform-state } }
`;
export const REPOSITORIES = `repositories:
  - repositoryName: team/api
  - repositoryName: team/web
    tags: { Team: web }
`;

/** A project in a Git repository, where reviews run. */
export class Repository extends Project {
  constructor() {
    super(registerReview);
    this.git("init", "--quiet", "--initial-branch", "main");
    this.write("environments/dev/environment.yaml", ENVIRONMENT);
    this.write("environments/dev/repositories/list.yaml", REPOSITORIES);
  }

  git(...args: readonly string[]): string {
    const who = ["-c", "user.name=test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false"];
    return execFileSync("git", [...who, ...args], { cwd: this.root, encoding: "utf8" });
  }

  commit(): string {
    this.git("add", "--all");
    this.git("commit", "--quiet", "--allow-empty", "--message", "a change");
    return this.git("rev-parse", "--short=9", "HEAD").trim();
  }
}

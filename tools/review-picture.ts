import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import markdownIt from "markdown-it";
import { startBrowser } from "../test/support/e2e/browser";

const ROOT = join(__dirname, "..");
const PICTURE = join(ROOT, "docs/images/review.png");
const README = readFileSync(join(ROOT, "README.md"), "utf8");

/** The change that the README shows: a diff with one file, whose lines may begin with a plus or a minus. */
const DIFF = /```diff\n([\s\S]*?)```/.exec(README)?.[1] ?? "";

const ENVIRONMENT = `account: "111122223333"
region: eu-west-1
state: { s3: { bucket: acme-terraform-state } }
`;

const STYLE = `
body { margin: 0; width: 860px; font: 14px/1.5 system-ui, sans-serif; color: #1f2328; background: #fff; }
main { border: 1px solid #d1d9e0; border-radius: 6px; }
header { padding: 8px 16px; background: #f6f8fa; border-bottom: 1px solid #d1d9e0; border-radius: 6px 6px 0 0; color: #59636e; }
article { padding: 4px 16px; }
h3 { font-size: 18px; margin: 12px 0; }
summary { margin: 8px 0; }
li { margin: 4px 0; }
.dot { display: inline-block; width: 12px; height: 12px; border-radius: 50%; vertical-align: -1px; }
`;

const COLORS: Readonly<Record<string, string>> = { "🔴": "#d1242f", "🟠": "#e16f24", "🟡": "#d4a72c", "⚪": "#d1d9e0" };

/** One side of the diff: lines without a sign, and those with the sign. */
function side(sign: "+" | "-"): string {
  const lines = DIFF.split("\n").filter((line) => !/^(?:---|\+\+\+|@@)/.test(line));
  return lines
    .filter((line) => !line.startsWith(sign === "+" ? "-" : "+"))
    .map((line) => line.slice(1))
    .join("\n");
}

/** Images pushed every six hours; every fourth was pulled yesterday. */
function listing(): string {
  const now = Date.now();
  const imageDetails = Array.from({ length: 300 }, (_, index) => ({
    registryId: "111122223333",
    repositoryName: "team/api",
    imageDigest: `sha256:${index.toString(16).padStart(64, "0")}`,
    imageTags: [`v${300 - index}`],
    imageSizeInBytes: 180 * 2 ** 20,
    imagePushedAt: new Date(now - index * 6 * 3_600_000).toISOString(),
    imageManifestMediaType: "application/vnd.oci.image.manifest.v1+json",
    ...(index % 4 === 0 ? { lastRecordedPullTime: new Date(now - 86_400_000).toISOString() } : {}),
  }));
  return JSON.stringify({ imageDetails });
}

function comment(): string {
  const folder = mkdtempSync(join(tmpdir(), "review-picture-"));
  const write = (name: string, text: string): void => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  };
  const git = (...args: readonly string[]): string =>
    execFileSync("git", ["-c", "user.name=picture", "-c", "user.email=picture@example.com", ...args], {
      cwd: folder,
      encoding: "utf8",
    });
  try {
    git("init", "--quiet", "--initial-branch", "main");
    write("cdktf.json", "{}");
    write("environments/production/environment.yaml", ENVIRONMENT);
    write("environments/production/repositories/team.yaml", side("-"));
    git("add", "--all");
    git("commit", "--quiet", "--message", "before");
    write("environments/production/repositories/team.yaml", side("+"));
    write("images.json", listing());
    const args = [join(ROOT, "bin/ecr.cjs"), "review", "--images", "images.json", "-o", "markdown"];
    return execFileSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Takes the picture of the comment that the README shows. Run it when the README's change or the comment changes. */
async function main(): Promise<void> {
  // Machines without a font for them show circles as boxes.
  const body = markdownIt({ html: true })
    .render(comment())
    .replace(
      /\p{Extended_Pictographic}/gu,
      (icon) => `<span class="dot" style="background: ${COLORS[icon] ?? ""}"></span>`,
    );
  const browser = await startBrowser();
  try {
    const page = await (await browser.newContext({ deviceScaleFactor: 2 })).newPage();
    await page.setContent(
      `<style>${STYLE}</style><main><header><b>github-actions</b> commented</header><article>${body}</article></main>`,
    );
    mkdirSync(dirname(PICTURE), { recursive: true });
    await page.locator("main").screenshot({ path: PICTURE });
  } finally {
    await browser.close();
  }
}

void main();

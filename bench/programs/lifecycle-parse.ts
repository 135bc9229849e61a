/** Parses the listing that is its argument as one text, and does nothing with it. */
import { readFileSync } from "node:fs";

const [, , path = ""] = process.argv;
const { imageDetails } = JSON.parse(readFileSync(path, "utf8")) as { imageDetails: unknown[] };
if (imageDetails.length === 0) throw new Error("no images");

import { synthesize } from "./src/synthesize";

synthesize(__dirname);

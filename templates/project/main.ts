import { synthesize } from "cdktf-ecr";

synthesize(__dirname);

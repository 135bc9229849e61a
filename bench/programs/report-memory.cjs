// Tells the most memory that the process has had, in KiB, when it ends.
process.on("exit", () => {
  process.stderr.write(`peak memory: ${process.resourceUsage().maxRSS}\n`);
});

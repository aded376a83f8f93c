// Loaded before any TypeScript file, in plain JavaScript, so that an old Node gets a sentence instead of a stack trace.
import "./quick-start.js";

const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(
    `In Beeld needs Node 22.18 or newer to run; this is ${process.versions.node}.\n` +
      "On Linux and Windows `npm ci` installs a fitting Node by itself: start with `npm run …`, not with `node …`.\n" +
      "On macOS, install Node 22.18 or newer (https://nodejs.org) and run the command again.\n",
  );
  process.exit(1);
}

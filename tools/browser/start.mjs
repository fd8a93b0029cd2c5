/**
 * @file Starts a headless browser on a page, with a profile of its own and without what
 * it would ask the network for.
 */

import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { buffer } from "node:stream/consumers";

/**
 * For each, the command, its arguments but for the page, and what is to be in files of
 * the profile.
 */
const browsers = {
  chromium: (profile) => ({
    command: "chromium",
    args: [
      "--headless",
      "--no-sandbox", // It refuses to start as root with one.
      "--js-flags=--wasm-wasmfx",
      `--user-data-dir=${profile}`,
      // Without these it tries to reach the network at every start.
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-quic",
      "--disable-sync",
      "--disable-gpu",
      "--no-first-run",
    ],
    files: {},
  }),
  firefox: (profile) => ({
    command: "firefox-esr",
    args: ["--headless", "--no-remote", "--profile", profile],
    files: { "user.js": preferences },
  }),
};

/** Those by which Firefox doesn't try to reach the network. */
const preferences = [
  ["app.normandy.enabled", false],
  ["browser.newtabpage.enabled", false],
  ["browser.safebrowsing.downloads.remote.enabled", false],
  ["browser.safebrowsing.malware.enabled", false],
  ["browser.safebrowsing.phishing.enabled", false],
  ["browser.search.update", false],
  ["browser.shell.checkDefaultBrowser", false],
  ["datareporting.policy.dataSubmissionEnabled", false],
  ["extensions.getAddons.cache.enabled", false],
  ["extensions.systemAddon.update.enabled", false],
  ["extensions.update.enabled", false],
  ["media.gmp-manager.updateEnabled", false],
  ["network.captive-portal-service.enabled", false],
  ["network.connectivity-service.enabled", false],
  ["network.dns.disablePrefetch", true],
  ["network.prefetch-next", false],
  ["services.settings.server", "data:,"],
  ["toolkit.telemetry.enabled", false],
]
  .map(([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});\n`)
  .join("");

/**
 * @param {keyof browsers} name
 * @param {string} url
 * @param {string[]} [more] Arguments.
 * @returns {{ ended: Promise<string>, end: () => Promise<void> }} What it has said on
 *   standard error when it has ended by itself, and how to end it.
 */
export function start(name, url, more = []) {
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), `run-wasm-${name}-`));
  const { command, args, files } = browsers[name](profile);
  for (const [file, text] of Object.entries(files)) {
    fs.writeFileSync(path.join(profile, file), text);
  }
  const browser = spawn(command, [...args, ...more, url], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  const said = buffer(browser.stderr);
  const ended = once(browser, "exit").then(async () => String(await said));
  return {
    ended,
    async end() {
      browser.kill();
      await ended;
      fs.rmSync(profile, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}

/**
 * @file Measures queries by key over an asynchronous file system: wa-sqlite as it is
 * in its package, with a module of it, or with what the pass has made of one.
 *
 * Usage: wa_sqlite.mjs VARIANT MODULE PACKAGE COUNT
 *
 * Prints what COUNT queries found together, how often they have read the file, and the
 * nanoseconds of processor time of one, as JSON.
 */
import { readFile } from "node:fs/promises";
import process from "node:process";
import { pathToFileURL } from "node:url";

import { measure } from "./measure.mjs";

const [variant, path, directory, count] = process.argv.slice(2);
if (variant === "frames") await import("../../js/jspi.mjs");

const load = (name) => import(new URL(name, pathToFileURL(`${directory}/`)));
const glue = variant === "asyncify" ? "async" : "jspi";
const { default: createModule } = await load(`dist/wa-sqlite-${glue}.mjs`);
const { Factory } = await load("src/sqlite-api.js");
const { MemoryAsyncVFS } = await load("src/examples/MemoryAsyncVFS.js");

/** Its own `create` makes a file system whose functions aren't asynchronous. */
class AsyncFiles extends MemoryAsyncVFS {
  reads = 0;

  static async create(name, module) {
    const files = new AsyncFiles(name, module);
    await files.isReady();
    return files;
  }

  // wa-sqlite asks whether the function is an async one.
  // deno-lint-ignore require-await
  async jRead(...parameters) {
    this.reads++;
    return super.jRead(...parameters);
  }
}

const module = await createModule({ wasmBinary: await readFile(path) });
const sqlite = Factory(module);
const files = await AsyncFiles.create("memory", module);
sqlite.vfs_register(files, true);
const database = await sqlite.open_v2("bench.db");
const rows = 20_000;
// Without a cache, each query reads the pages on its way.
await sqlite.exec(
  database,
  `PRAGMA cache_size = 0;
   CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT, number REAL);
   WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < ${rows})
     INSERT INTO t SELECT x, 'name ' || x, x * 1.5 FROM c`,
);

async function query(count) {
  const before = files.reads;
  let sum = 0;
  for (let i = 0; i < count; i++) {
    const id = ((i * 7919) % rows) + 1;
    await sqlite.exec(database, `SELECT number FROM t WHERE id = ${id}`, ([number]) => {
      sum += number;
    });
  }
  return `${sum}, after ${files.reads - before} reads`;
}

console.log(JSON.stringify(await measure(query, Number(count))));
await sqlite.close(database);

/** @file Takes the processor time of one operation. */
import process from "node:process";

/**
 * Rehearses, so that the engine has compiled all of it, and measures.
 * @param {(count: number) => Promise<unknown>} run Does that many operations.
 * @param {number} count
 * @returns {Promise<{ result: unknown, ns: number }>}
 */
export async function measure(run, count) {
  const rehearsals = 2;
  for (let i = 0; i < rehearsals; i++) await run(count);
  const before = process.cpuUsage();
  const result = await run(count);
  const { user, system } = process.cpuUsage(before);
  return { result, ns: ((user + system) * 1000) / count };
}

/**
 * @file The function table of a module that JavaScript may add functions to. The
 * pass takes it that what the program itself has put there stays (docs/tiers.md).
 */

/**
 * Has each attempt to replace a function of the program's throw an error. The
 * loader does it by itself; other JavaScript, such as Emscripten's, may call it
 * when it has the table.
 * @param {WebAssembly.Module} module A module that the pass has lowered. If it
 *   takes nothing for granted, nothing is done.
 * @param {WebAssembly.Table} table Its function table.
 */
export function guardTable(module, table) {
  const slots = getSlots(module);
  if (!slots) {
    return;
  }
  const set = table.set;
  table.set = function (index, ...values) {
    if (index >= slots.first && index < slots.end) {
      throw new Error(
        `slot ${index} of the function table has a function of the program's; ` +
          "to replace it, lower the program with host-table:replaces",
      );
    }
    return set.call(this, index, ...values);
  };
}

/**
 * Does so with the table that an instance exports.
 * @param {WebAssembly.Module} module
 * @param {WebAssembly.Instance} instance
 */
export function guardExportedTable(module, instance) {
  const table = instance.exports[getSlots(module)?.name];
  if (table) {
    guardTable(module, table);
  }
}

/**
 * What the pass has written down: the first of the program's slots, the end of
 * them, and the name that the table is exported by.
 * @param {WebAssembly.Module} module
 */
function getSlots(module) {
  const [section] = WebAssembly.Module.customSections(module, "fiber.table");
  if (!section) {
    return null;
  }
  const text = new TextDecoder().decode(section);
  const [, first, end, name] = text.match(/^(\d+) (\d+) (.*)$/s);
  return { first: Number(first), end: Number(end), name };
}

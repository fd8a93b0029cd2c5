/**
 * @file Runs tasks.c in each tier at once, and draws who waits for what, since when.
 */

import { instantiate, supportsStackSwitching } from "wasm-fibers";

const tiers = [
  ["frames", "A fiber that waits is a list of frames in memory. Runs on every engine."],
  ["native", "A fiber is a stack of the engine's. Needs stack switching."],
  ["asyncify", "As Binaryen's Asyncify does it. Runs on every engine."],
];
/** What the tasks are, and what their numbers are of. */
const names = [
  ["clock", "ticks"],
  ["reader", "words"],
  ["reader", "words"],
  ["pendulum"],
  ["pendulum"],
  ["all kinds"],
];
const kinds = { timer: "a timer", fetch: "a fetch", frame: "a frame" };

/** How much time the width of a bar stands for at first. */
const shortestSpan = 5000;

/** The colour of each kind, as a canvas takes it. */
const colors = Object.fromEntries(
  Object.entries(kinds).map(([kind, name]) => {
    const item = document.createElement("li");
    const box = document.createElement("i");
    box.className = kind;
    item.append(box, `waits for ${name}`);
    document.getElementById("legend").append(item);
    return [kind, getComputedStyle(box).backgroundColor];
  }),
);

function fromTemplate(id) {
  return document.getElementById(id).content.firstElementChild.cloneNode(true);
}

/** One task of one tier: what it has waited for, and where that is shown. */
class Task {
  /** @type {{ kind: string, from: number, to?: number }[]} */
  waits = [];
  /** Where its pendulum is, from 0 to 1. */
  position = 0;
  shown = "";
  row = fromTemplate("task");
  canvas = this.row.querySelector("canvas");

  constructor([name, unit]) {
    this.unit = unit;
    this.row.querySelector(".name").textContent = name;
  }

  /** Notes how long the promise is waited for. */
  async wait(kind, promise) {
    const wait = { kind, from: performance.now() };
    this.waits.push(wait);
    try {
      return await promise;
    } finally {
      wait.to = performance.now();
    }
  }

  draw(begin, now, span) {
    const width = this.canvas.clientWidth;
    const height = this.canvas.clientHeight;
    const context = this.canvas.getContext("2d");
    this.canvas.width = width * devicePixelRatio;
    this.canvas.height = height * devicePixelRatio;
    context.scale(devicePixelRatio, devicePixelRatio);
    const x = (time) => ((time - begin) / span) * width;
    for (const { kind, from, to = now } of this.waits) {
      context.fillStyle = colors[kind];
      // What is shorter than a pixel is drawn as one.
      context.fillRect(x(from), 4, Math.max(x(to) - x(from) - 0.5, 1), height - 8);
    }
    const last = this.waits.at(-1);
    if (last?.kind === "frame" && !last.to) {
      context.fillStyle = getComputedStyle(this.canvas).color;
      context.beginPath();
      context.arc(5 + this.position * (width - 10), height / 2, 5, 0, 2 * Math.PI);
      context.fill();
    }
    this.row.querySelector(".now").textContent = this.describe(now);
  }

  describe(now) {
    const last = this.waits.at(-1);
    if (!last) return "";
    if (last.to) return `finished${this.shown && `: ${this.shown}`}`;
    const since = `waits for ${kinds[last.kind]}, for ${Math.round(now - last.from)} ms`;
    return this.shown ? `${this.shown}; ${since}` : since;
  }
}

/** What the program imports, for the six tasks. */
function imports(tasks, getMemory) {
  return {
    imports: {
      page: {
        show(task, number) {
          const { unit } = tasks[task];
          if (unit) tasks[task].shown = `${number} ${unit}`;
        },
        move(task, position) {
          tasks[task].position = position;
        },
      },
    },
    suspending: {
      page: {
        timer: (task, milliseconds) =>
          tasks[task].wait(
            "timer",
            new Promise((resolve) => setTimeout(resolve, milliseconds)),
          ),
        frame: (task) => tasks[task].wait("frame", new Promise(requestAnimationFrame)),
        fetch: (task, chapter, text, size) =>
          tasks[task].wait("fetch", fetchInto(chapter, getMemory, text, size)),
      },
    },
  };
}

/** Fetches a chapter into the program's memory, and gives its length. */
async function fetchInto(chapter, getMemory, text, size) {
  const response = await fetch(`chapters/${chapter}`);
  const place = new Uint8Array(getMemory(), text, size);
  return new TextEncoder().encodeInto(await response.text(), place).written;
}

/** Runs the program in a tier, in a panel of the page. */
async function run([tier, about]) {
  const panel = fromTemplate("tier");
  const tasks = names.map((name) => new Task(name));
  panel.querySelector("h2").textContent = tier;
  panel.querySelector(".about").textContent = about;
  panel.querySelector("ol").append(...tasks.map((task) => task.row));
  document.querySelector("main").append(panel);

  const result = panel.querySelector(".result");
  if (tier === "native" && !supportsStackSwitching()) {
    result.textContent = "This browser has no stack switching, or not without a flag.";
    return { tier, words: null, waits: null };
  }

  const { exports } = await instantiate(
    await fetch(`tasks.${tier}.wasm`),
    imports(tasks, () => exports.memory.buffer),
  );
  const begin = performance.now();
  let done = false;
  const draw = () => {
    const now = performance.now();
    const span = Math.max(shortestSpan, now - begin);
    for (const task of tasks) task.draw(begin, now, span);
    if (!done) requestAnimationFrame(draw);
  };
  draw();
  const words = await exports.run();
  done = true;
  const seconds = ((performance.now() - begin) / 1000).toFixed(1);
  result.textContent = `${words} words read, in ${seconds} s`;
  return { tier, words, waits: tasks.map((task) => task.waits) };
}

/** What has come of each tier. */
export const finished = Promise.all(tiers.map(run));

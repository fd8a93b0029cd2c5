/** Asks the server of run.mjs, and waits for what it answers. */
export function ask(path, body) {
  const request = new XMLHttpRequest();
  request.open("POST", path, false);
  request.send(body);
  return JSON.parse(request.responseText);
}

/** Tells the server how the program has ended. */
export function exit(how) {
  ask("/exit", JSON.stringify(how));
}

// The server never answers this one, and sees it end if this page dies.
fetch("/alive");

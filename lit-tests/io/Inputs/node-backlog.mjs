// Clients that Node has accepted and the program hasn't: as many as the backlog allows wait.
import net from "node:net";
import { listen } from "../../../js/io/node-sockets.mjs";

const listener = await listen("127.0.0.1", 0, 2);

/** What a client receives. */
function talk() {
  return new Promise((resolve) => {
    const socket = net.connect(listener.port, "127.0.0.1");
    let text = "";
    socket.on("data", (bytes) => (text += bytes));
    socket.on("error", () => {});
    socket.on("close", () => resolve(text || "closed"));
  });
}

const clients = [];
// Each is there when the next connects.
for (const number of [1, 2, 3, 4]) {
  clients.push(talk());
  if (number > 2) console.log(`client ${number}: ${await clients.at(-1)}`);
}
for (const text of ["one", "two"]) {
  const connection = await listener.accept();
  await connection.write(new TextEncoder().encode(text));
  connection.close();
}
console.log(`those that waited: ${(await Promise.all(clients.slice(0, 2))).sort()}`);
listener.close();

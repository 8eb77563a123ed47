// Sends what the outbox holds, one after the other, a group before its people and a parent before the family.
// A lost answer is no harm: the item goes again under the same identifier, and the server makes nothing twice.
window.OutboxSender = (function () {
  "use strict";
  const SEND = "/pemulangan/catat/kirim/";
  const SESSION = "/akun/sesi/";
  const KINDS = ["group", "person", "tick"];
  const PATIENCE = 20000;
  let running = false;
  let again = false;

  async function ask(url, options) {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), PATIENCE);
    try {
      return await fetch(url, Object.assign({ signal: stop.signal, cache: "no-store", credentials: "same-origin" }, options));
    } finally {
      clearTimeout(timer);
    }
  }

  // Who is signed in, and the token of that session.
  async function session() {
    const answer = await ask(SESSION, { headers: { Accept: "application/json" } });
    if (!answer.ok) {
      throw new Error("session");
    }
    const who = await answer.json();
    return { signed_in: who.signed_in, user_id: who.user_id, csrf: who.csrf_token };
  }

  function isBlocked(item, items) {
    const waitsFor = item.kind === "person" ? [item.group, item.parent] : [];
    return waitsFor.some((id) => id && items.some((other) => other.id === id && other.kind !== "receipt"));
  }

  async function next(user, tried) {
    const items = await window.Outbox.all(user);
    return items.find((item) => (
      KINDS.includes(item.kind) && item.state === "waiting" && !tried.has(item.id) && !isBlocked(item, items)
    ));
  }

  function body(item) {
    return JSON.stringify({
      kind: item.kind,
      user: Number(item.user),
      client_id: item.id,
      group: item.group,
      captured_at: item.secret.capturedAt,
      values: item.secret.values,
    });
  }

  // A tick of a pick-up goes to its return; all else to the one address of arrivals.
  function addressOf(item) {
    return item.kind === "tick" && item.url.startsWith("/pemulangan/") ? item.url : SEND;
  }

  async function post(item, csrf) {
    item.attempts = (item.attempts || 0) + 1;
    await window.Outbox.put(item);
    const headers = { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": csrf };
    const answer = await ask(addressOf(item), { method: "POST", headers, body: body(item) });
    const isJson = (answer.headers.get("Content-Type") || "").includes("json");
    return { status: answer.status, json: isJson ? await answer.json() : {} };
  }

  // What becomes of the item; true when the next one may be tried.
  async function settle(item, answer, tell) {
    const state = answer.json.state;
    if (answer.status === 200 && (state === "saved" || state === "already")) {
      if (item.kind === "tick") {
        await window.Outbox.remove(item.id);
        tell("sent", { item, answer: answer.json });
        return true;
      }
      await window.Outbox.put({
        id: item.id, user: item.user, kind: "receipt", of: item.kind, group: item.group, seq: item.seq,
        url: answer.json.url, number: answer.json.number, secret: {},
      });
      tell("sent", { item, answer: answer.json });
      return true;
    }
    const isOver = item.kind === "tick" && answer.status === 404; // the pick-up has ended meanwhile
    if (answer.status === 422 || answer.status === 400 || state === "no_group" || isOver) {
      item.state = "mend";
      item.attempts = 0;
      item.secret.errors = answer.json.errors || { __all__: [answer.json.message || ""] };
      item.secret.kept = answer.json.kept || {};
      await window.Outbox.put(item);
      tell("mend", { item });
      return true;
    }
    if (answer.status === 401 || state === "other_user") {
      tell("signed_out", { url: answer.json.sign_in });
    } else {
      tell(answer.status === 403 ? "forbidden" : "fault", {});
    }
    return false;
  }

  async function sendAll(user, tell) {
    const tried = new Set();
    let item = await next(user, tried);
    if (!item) {
      tell("idle", {});
      return;
    }
    const who = await session();
    if (!who.signed_in || String(who.user_id) !== user) {
      tell(who.signed_in ? "other_user" : "signed_out", {});
      return;
    }
    tell("sending", {});
    while (item) {
      tried.add(item.id);
      if (!(await settle(item, await post(item, who.csrf), tell))) {
        return;
      }
      item = await next(user, tried);
    }
    tell("idle", {});
  }

  // One tab at a time, where the browser can say so.
  function alone(work) {
    return navigator.locks ? navigator.locks.request("bp3mi-kirim", work) : work();
  }

  return {
    session,
    ask,
    // Answers whether it could be tried. `tell(event, details)` hears what happens.
    async run(user, tell) {
      if (running) {
        again = true;
        return;
      }
      running = true;
      try {
        do {
          again = false;
          await alone(() => sendAll(user, tell));
        } while (again);
      } catch (error) {
        tell("offline", {});
      } finally {
        running = false;
      }
    },
  };
})();

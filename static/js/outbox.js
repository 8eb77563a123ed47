// The outbox of this phone: what was typed and not yet confirmed by the server, sealed, for one account at a time.
// Each record is sealed with an AES-GCM key that scripts can use and nobody can export (docs/decisions: outbox).
// Where the browser has no sealing (plain http), records live in this tab alone (sessionStorage), and the page says so.
window.Outbox = (function () {
  "use strict";
  const NAME = "bp3mi-catatan";
  const TAB = "catatan:";
  const STORES = { items: "id", keys: "user", meta: "name" };
  const canSeal = Boolean(window.crypto && window.crypto.subtle && window.indexedDB);
  let opened = null;
  let sealing = canSeal;

  function open() {
    opened = opened || new Promise((resolve, reject) => {
      const asked = window.indexedDB.open(NAME, 1);
      asked.onupgradeneeded = () => {
        Object.keys(STORES).forEach((store) => asked.result.createObjectStore(store, { keyPath: STORES[store] }));
      };
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
    return opened;
  }

  async function ask(store, mode, work) {
    const database = await open();
    return new Promise((resolve, reject) => {
      const transaction = database.transaction(store, mode);
      const request = work(transaction.objectStore(store));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error);
      transaction.onerror = () => reject(transaction.error);
    });
  }

  // The same three stores in sessionStorage, for browsers that cannot seal.
  const tab = {
    all(store) {
      const start = `${TAB}${store}:`;
      const names = Object.keys(window.sessionStorage).filter((name) => name.startsWith(start));
      return names.map((name) => JSON.parse(window.sessionStorage.getItem(name)));
    },
    put(store, record) {
      window.sessionStorage.setItem(`${TAB}${store}:${record[STORES[store]]}`, JSON.stringify(record));
    },
    remove(store, key) {
      window.sessionStorage.removeItem(`${TAB}${store}:${key}`);
    },
  };

  async function all(store) {
    return sealing ? ask(store, "readonly", (records) => records.getAll()) : tab.all(store);
  }

  async function put(store, record) {
    return sealing ? ask(store, "readwrite", (records) => records.put(record)) : tab.put(store, record);
  }

  async function remove(store, key) {
    return sealing ? ask(store, "readwrite", (records) => records.delete(key)) : tab.remove(store, key);
  }

  async function keyOf(user) {
    const found = await ask("keys", "readonly", (records) => records.get(user));
    if (found) {
      return found.key;
    }
    const key = await window.crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
    // whoever came first wins: another tab may have made one meanwhile
    await ask("keys", "readwrite", (records) => records.add({ user, key })).catch(() => {});
    return (await ask("keys", "readonly", (records) => records.get(user))).key;
  }

  async function seal(user, secret) {
    if (!sealing) {
      return { open: secret };
    }
    const iv = window.crypto.getRandomValues(new Uint8Array(12));
    const text = new TextEncoder().encode(JSON.stringify(secret));
    const box = await window.crypto.subtle.encrypt({ name: "AES-GCM", iv }, await keyOf(user), text);
    return { iv, box };
  }

  async function unseal(record) {
    const plain = Object.assign({}, record, { secret: record.open || {} });
    if (record.box) {
      const key = await keyOf(record.user);
      const text = await window.crypto.subtle.decrypt({ name: "AES-GCM", iv: record.iv }, key, record.box);
      plain.secret = JSON.parse(new TextDecoder().decode(text));
    }
    ["iv", "box", "open"].forEach((name) => delete plain[name]);
    return plain;
  }

  // One write after the other, so that an older draft never lands on a newer one.
  let queue = Promise.resolve();
  function inTurn(work) {
    const done = queue.then(work);
    queue = done.catch(() => {});
    return done;
  }

  return {
    isKeptOnPhone: () => sealing,

    // Falls back to the tab when the browser refuses its storage (private windows, full disks).
    async ready() {
      try {
        if (sealing) {
          await all("meta");
        }
      } catch (error) {
        sealing = false;
      }
    },

    newId() {
      if (window.crypto.randomUUID) {
        return window.crypto.randomUUID();
      }
      const bytes = window.crypto.getRandomValues(new Uint8Array(16));
      bytes[6] = (bytes[6] & 15) | 64;
      bytes[8] = (bytes[8] & 63) | 128;
      const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
      return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
    },

    // The account that last used this phone; gone after signing out.
    async lastUser() {
      const found = (await all("meta")).find((record) => record.name === "user");
      return found ? found.value : null;
    },

    async rememberUser(user) {
      return put("meta", { name: "user", value: user });
    },

    async put(item) {
      return inTurn(async () => {
        const { secret, ...plain } = item;
        return put("items", Object.assign(plain, await seal(item.user, secret || {})));
      });
    },

    // What was open to be edited goes on as it stands: to be sent, or with its errors to be mended.
    async release(id, values, errors) {
      const item = await this.get(id);
      item.state = Object.keys(errors).length ? "mend" : "waiting";
      item.secret = Object.assign({}, item.secret, { values, errors: item.state === "mend" ? errors : undefined });
      return this.put(item);
    },

    async remove(id) {
      return inTurn(() => remove("items", id));
    },

    async get(id) {
      const found = (await all("items")).find((record) => record.id === id);
      return found ? unseal(found) : null;
    },

    async all(user) {
      const records = (await all("items")).filter((record) => record.user === user);
      const items = [];
      for (const record of records) {
        items.push(await unseal(record));
      }
      return items.sort((one, other) => (one.seq || 0) - (other.seq || 0));
    },

    // What the server does not have yet, without opening any of it.
    async unsent(user) {
      const records = await all("items");
      const counts = records.filter((record) => ["group", "person", "tick"].includes(record.kind) || record.isFilled);
      return {
        own: counts.filter((record) => record.user === user).length,
        others: counts.filter((record) => record.user !== user).length,
      };
    },

    // Everything of one account, with its key.
    async forget(user) {
      return inTurn(async () => {
        const records = (await all("items")).filter((record) => record.user === user);
        await Promise.all(records.map((record) => remove("items", record.id)));
        await remove("keys", user);
        await remove("meta", "user");
      });
    },
  };
})();

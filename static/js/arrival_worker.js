/* global KEPT */
// Keeps the empty form of arrivals, its styles and scripts on the phone, and gives them when there is no signal.
// KEPT (version, page, shell, assets) is written above by the server. Answers about people are never kept.
const CACHE = `catat-${KEPT.version}`;
const PATIENCE = 8000;

self.addEventListener("install", (event) => {
  const wanted = [KEPT.shell, ...KEPT.assets].map((url) => new Request(url, { cache: "reload" }));
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(wanted)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const isOld = (name) => name.startsWith("catat-") && name !== CACHE && name !== "catat-desa";
  event.waitUntil(
    caches.keys()
      .then((names) => Promise.all(names.filter(isOld).map((name) => caches.delete(name))))
      .then(() => self.clients.claim())
  );
});

async function shell() {
  const cache = await caches.open(CACHE);
  return (await cache.match(KEPT.shell, { ignoreVary: true })) || Response.error();
}

// The server's page when it comes in time, else the empty form.
async function page(request) {
  const late = new Promise((resolve) => setTimeout(() => resolve(null), PATIENCE));
  try {
    const answer = await Promise.race([fetch(request), late]);
    return answer && answer.status < 500 ? answer : shell();
  } catch (error) {
    return shell();
  }
}

async function asset(request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(request, { ignoreVary: true })) || fetch(request);
}

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin) {
    return;
  }
  if (event.request.mode === "navigate" && url.pathname === KEPT.page) {
    event.respondWith(page(event.request));
  } else if (KEPT.assets.includes(url.pathname)) {
    event.respondWith(asset(event.request));
  }
});

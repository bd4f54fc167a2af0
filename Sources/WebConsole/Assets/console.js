// Keeps what is marked 'data-live' as it is now: told of a change, it asks for the page again.
(() => {
  "use strict";
  const SHORT = 10_000, LONG = 60_000;
  const [lost, news, main] = ["live-lost", "live-news", "content"].map(id => document.getElementById(id));
  let source, retry, late, isAsking, isStale, isOver;

  const seal = page => page.querySelector("[name=seal]")?.value;
  const link = (part, href) => part.querySelector(`a[href="${CSS.escape(href)}"]`);

  function well() {
    clearTimeout(late);
    late = undefined;
    lost.hidden = true;
  }

  // A stream that begins again at once is no failure.
  function failed() {
    late ??= setTimeout(() => { lost.hidden = false; }, SHORT);
  }

  function put(old, fresh) {
    if (old.innerHTML === fresh.innerHTML) return;
    const focused = old.contains(document.activeElement) && document.activeElement.getAttribute("href");
    old.replaceChildren(...fresh.childNodes);
    if (focused) (link(old, focused) ?? main).focus({ preventScroll: true });
  }

  function show(page) {
    const parts = [...document.querySelectorAll("[data-live]")].map(old => [old, page.getElementById(old.id)]);
    // Another session's page, or another version's.
    if (seal(page) !== seal(document) || parts.some(([, fresh]) => !fresh)) return location.reload();
    const isNew = parts.some(([old, fresh]) => "news" in old.dataset
      && [...fresh.querySelectorAll("a")].some(each => !link(old, each.getAttribute("href"))));
    for (const [old, fresh] of parts) put(old, fresh);
    if (isNew) {
      news.replaceChildren(...[...document.querySelectorAll("[data-told] > *")].map(each => `${each.textContent}, `));
      setTimeout(() => news.replaceChildren(), SHORT);
    }
    isOver = !page.querySelector("script[src]");
    if (isOver) begin();
  }

  async function ask() {
    isStale = isAsking;
    if (isAsking) return;
    isAsking = true;
    try {
      const reply = await fetch(location.href, {
        headers: { "Hotline-Live": "1" }, cache: "no-store", redirect: "manual", signal: AbortSignal.timeout(SHORT),
      });
      if ([0, 401, 403].includes(reply.status)) return location.reload();
      if (!reply.ok) throw reply.status;
      show(new DOMParser().parseFromString(await reply.text(), "text/html"));
      well();
    } catch {
      failed();
    }
    isAsking = false;
    if (isStale) await ask();
  }

  function listen() {
    const own = source = new EventSource("/console/live");
    own.onopen = own.onmessage = ask;
    own.onerror = async () => {
      failed();
      // Refused, the page asks by itself.
      if (own.readyState !== EventSource.CLOSED) return;
      await ask();
      if (source === own) retry = setTimeout(listen, late ? SHORT : LONG);
    };
  }

  function begin() {
    source?.close();
    source = undefined;
    clearTimeout(retry);
    well();
    if (!document.hidden && !isOver) listen();
  }

  document.addEventListener("visibilitychange", begin);
  begin();
})();

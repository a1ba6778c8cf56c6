// The proof sheet's light: what is pointed at on one side is lit on the other. All that is shown is in the page
// already; without this script its links do the same, one place at a time.
"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const all = (selector, root = document) => root.querySelectorAll(selector);
  const [raw, page, slip, map] = [byId("raw"), byId("page"), byId("slip"), document.querySelector(".map")];
  const blocks = [...all(".b", page)];
  const order = new Map(blocks.map((block, index) => [block, index]));

  // ---- What belongs together

  const linesOf = (block) => {
    const lines = [];
    for (const range of block.dataset.l.split(" ")) {
      const [from, to] = range.split("-").map(Number);
      for (let line = from; line <= to; line++) lines.push(byId(`L${line}`));
    }
    return lines.filter(Boolean);
  };
  const blocksOf = (line) => (line.dataset.b ? line.dataset.b.split(" ").map((number) => byId(`b${number}`)) : []);
  const piecesOf = (block, line) => all(`.s[data-l="${line.id.slice(1)}"]`, block);
  const bars = new Map();
  for (const bar of all("rect[data-b]", map)) {
    bars.set(bar.dataset.b, [...(bars.get(bar.dataset.b) || []), bar]);
  }

  const scan = map.querySelector("image"); // where there is one

  // ---- The light

  let lit = [];
  let held = null; // { block, line, mark }: stays lit when the pointer goes
  const put = (element, name) => {
    element.classList.add(name);
    lit.push([element, name]);
  };
  const dark = () => {
    for (const [element, name] of lit) element.classList.remove(name);
    lit = [];
  };
  /** Lights blocks and their lines; `line` more than the others. */
  const light = (spot) => {
    dark();
    if (!spot) return say(null);
    const lightBlocks = spot.block ? [spot.block] : spot.line ? blocksOf(spot.line) : [];
    for (const block of lightBlocks) {
      put(block, "lit");
      for (const line of linesOf(block)) put(line, "lit");
      for (const bar of bars.get(block.id.slice(1)) || []) put(bar, "lit");
      if (spot.line) for (const piece of piecesOf(block, spot.line)) put(piece, "here");
    }
    if (spot.line) put(spot.line, "here");
    if (spot.mark) for (const mark of twins(spot.mark)) put(mark, "on");
    if (spot === held) {
      if (spot.block && !spot.fromRaw) put(spot.block, "held");
      else if (spot.line) put(spot.line, "held");
    }
    say(spot);
  };
  /** The mark on both sides. */
  const twins = (mark) => {
    const number = (mark.id || mark.hash.slice(1)).slice(1);
    return [byId(`m${number}`), byId(`r${number}`), mark].filter(Boolean);
  };

  // ---- The slip: what is lit, in words

  let said = null;
  const say = (spot) => {
    const key = spot ? spot.mark || spot.block || spot.line : null;
    if (key === said && key) return;
    said = key;
    slip.replaceChildren();
    const part = (tag, name, text, lang) => {
      const element = document.createElement(tag);
      element.className = name;
      element.textContent = text;
      if (lang) element.lang = lang;
      slip.append(element);
      return element;
    };
    if (!spot) {
      part("span", "what", "Nothing is lit.");
      part("span", "reason", "Point at a line or a paragraph, or press j.");
      return;
    }
    if (spot.mark) {
      const [onPage, inRaw] = [twins(spot.mark)[0], spot.mark];
      const lang = (spot.mark.closest("[lang]") || document.documentElement).lang;
      const was = onPage.dataset.was ?? inRaw.textContent;
      const raws = twins(spot.mark).find((mark) => mark.dataset.now !== undefined);
      const now = raws?.dataset.now ?? onPage.textContent;
      const change = document.createElement("span");
      change.className = "change";
      change.lang = lang;
      for (const [tag, text] of [["del", was], ["ins", now]]) {
        if (tag === "ins" && was) change.append(" → ");
        if (!text) {
          if (tag === "ins") change.append("nothing");
          continue;
        }
        const piece = document.createElement(tag);
        piece.textContent = text;
        change.append(piece);
      }
      slip.append(change);
      const rules = spot.mark.dataset.r.split(" ").map(byId).filter(Boolean);
      const words = document.createElement("span");
      for (const rule of rules) {
        const code = document.createElement("a");
        code.className = "code";
        code.href = `#${rule.id}`;
        code.textContent = rule.id;
        const reason = document.createElement("span");
        reason.className = "reason";
        reason.textContent = rule.querySelector(".reason")?.textContent ?? "";
        words.append(code, ` ${rule.querySelector(".sum").textContent} `, reason, ` (${rule.querySelector(".sure").textContent}) `);
      }
      slip.append(words);
      return;
    }
    const block = spot.block || (spot.line && blocksOf(spot.line)[0]);
    if (!block) {
      part("span", "what", `Line ${spot.line.id.slice(1)}`);
      part("span", "reason", "Nothing is printed here.");
      return;
    }
    const article = block.closest("article");
    const where = article ? `${article.id}, ${block.dataset.name}` : block.dataset.name;
    part("span", "what", spot.line && !spot.block ? `Line ${spot.line.id.slice(1)}` : where);
    const about = part("span", "reason", "");
    const lines = block.querySelector(".ref").textContent;
    const marks = block.querySelectorAll(".k").length;
    about.textContent =
      (spot.line && !spot.block ? `${where}, ` : "") +
      (lines.includes("–") || lines.includes(",") ? `lines ${lines}` : `line ${lines}`) +
      (marks ? `, ${marks} ${marks === 1 ? "repair" : "repairs"}` : "") +
      (article ? `; ${article.getAttribute("aria-label")}` : "");
  };

  // ---- Focus: one stop a side, and the marks of the block that is held

  const stops = { raw: null, page: null };
  const unreachable = (root) => {
    for (const link of all(".ref, .k, .margin a, .n", root)) if (link.href) link.tabIndex = -1;
  };
  const stop = (side, link) => {
    if (!link || stops[side] === link) return;
    if (stops[side]) {
      stops[side].tabIndex = -1;
      for (const inner of all("a", stops[side].parentElement)) inner.tabIndex = -1;
    }
    stops[side] = link;
    for (const inner of all("a", link.parentElement)) inner.tabIndex = 0;
  };

  const seen = (element, pane) => {
    const [inner, outer] = [element.getBoundingClientRect(), pane.getBoundingClientRect()];
    return inner.top >= outer.top && inner.bottom <= outer.bottom;
  };
  let behavior = "instant"; // until the page stands
  const show = (element, pane, again = 3) => {
    if (!element || seen(element, pane)) return;
    const tall = element.getBoundingClientRect().height > pane.clientHeight * 0.8;
    const many = document.body.matches(".many");
    element.scrollIntoView({ block: tall ? "start" : "center", inline: "nearest", behavior: many ? "instant" : behavior });
    // On a long page most of the way is laid out only now, and the place may have moved.
    if (many && again && !tall) requestAnimationFrame(() => show(element, pane, again - 1));
  };
  const hold = (spot) => {
    held = spot;
    light(spot);
    if (!spot) return;
    const block = spot.block || blocksOf(spot.line)[0];
    const line = spot.line || (block && linesOf(block)[0]);
    const bar = block && scan && bars.get(block.id.slice(1));
    if (bar) bar[0].scrollIntoView({ block: "nearest", inline: "nearest" });
    if (block) stop("page", block.querySelector("a.ref"));
    if (line) stop("raw", line.querySelector("a.n"));
    if (spot.fromRaw) show(block && ((line && piecesOf(block, line)[0]) || block), page);
    else show(line, raw);
    const name = spot.mark ? spot.mark.id : spot.fromRaw ? line.id : block && block.id;
    try {
      if (name) history.replaceState(null, "", `#${name}`);
    } catch {
      // Some browsers give files no history.
    }
  };

  // ---- Pointer

  const spotAt = (target) => {
    if (!(target instanceof Element)) return null;
    const mark = target.closest(".k");
    const line = target.closest(".l");
    if (line) return { line, mark, fromRaw: true };
    const block = target.closest(".b");
    if (!block) return null;
    const piece = target.closest(".s");
    return { block, line: piece && byId(`L${piece.dataset.l}`), mark };
  };
  let last = null;
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch" || event.target === last) return;
    last = event.target;
    const bar = event.target instanceof Element && event.target.closest("rect[data-b]");
    const spot = bar ? { block: byId(`b${bar.dataset.b}`) } : spotAt(event.target);
    if (spot) light(spot);
    else if (!slip.contains(event.target)) light(held);
  });
  document.documentElement.addEventListener("pointerleave", () => light(held));
  document.addEventListener("click", (event) => {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const target = event.target instanceof Element ? event.target : null;
    if (!target || !getSelection().isCollapsed) return;
    const bar = target.closest("rect[data-b]");
    if (bar) {
      const block = byId(`b${bar.dataset.b}`);
      hold({ block });
      show(block, page);
      return;
    }
    const link = target.closest("a[href^='#']");
    const spot = spotAt(target);
    if (spot && (!link || link.matches(".n, .ref, .k"))) {
      // Enter on a mark follows its link; a click holds it.
      if (link && event.detail === 0 && link.matches(".k")) return follow(event, link);
      if (link) event.preventDefault();
      if (link) link.focus({ preventScroll: true });
      hold(spot);
    } else if (link) {
      follow(event, link);
    } else if (!target.closest("details, button, label, .slip")) {
      hold(null);
    }
  });
  /** Goes where a link leads, on whatever side that is. */
  const follow = (event, link) => {
    const target = byId(decodeURIComponent(link.hash.slice(1)));
    if (!target) return;
    event.preventDefault();
    arrive(target, true);
  };
  const arrive = (target, focus) => {
    if (target.matches("details")) target.open = true;
    const spot = spotAt(target);
    const pane = raw.contains(target) ? raw : page;
    if (spot) {
      hold(spot.mark ? spot : target.matches(".l") ? { line: target, fromRaw: true } : { block: target });
      show(target, pane);
    } else {
      target.scrollIntoView({ block: target.matches("section, main") ? "start" : "nearest", behavior });
    }
    if (!focus) return;
    const place = target.matches("a, [tabindex]") ? target : target.querySelector("a.n, a.ref, summary, a") || target;
    place.focus({ preventScroll: true });
    if (target.matches("article") && place.matches(".ref")) hold({ block: place.parentElement });
  };
  document.addEventListener("focusin", (event) => {
    const spot = event.target.matches(".ref, .n, .k") && spotAt(event.target);
    if (!spot || (held && (held.mark || held.line || held.block) === (spot.mark || spot.line || spot.block))) return;
    if (event.target.matches(":focus-visible")) hold(spot);
  });

  // ---- Keys

  const current = () => (held ? held.block || blocksOf(held.line)[0] : null);
  const go = (block) => {
    const link = block && block.querySelector("a.ref");
    if (!link) return;
    hold({ block });
    show(block, page);
    link.focus({ preventScroll: true });
  };
  /** The next block that has lines, in the direction of `step`. */
  const walk = (step) => {
    const now = current();
    let index = now ? order.get(now) + step : step > 0 ? 0 : blocks.length - 1;
    while (blocks[index] && !blocks[index].querySelector("a.ref")) index += step;
    go(blocks[index]);
  };
  const walkLine = (line, step) => {
    let next = line;
    do {
      const number = Number(next.id.slice(1)) + step;
      next = byId(`L${number}`);
    } while (next && !next.dataset.b);
    if (!next) return;
    hold({ line: next, fromRaw: true });
    show(next, raw);
    next.querySelector("a.n").focus({ preventScroll: true });
  };
  const walkMark = (step) => {
    const marks = [...all(".k[id]", page)];
    if (!marks.length) return;
    let index = held && held.mark ? marks.indexOf(twins(held.mark)[0]) + step : -1;
    if (index < 0 && step > 0) {
      const now = current();
      const behind = (mark) => !now || now.compareDocumentPosition(mark) & (Node.DOCUMENT_POSITION_FOLLOWING | Node.DOCUMENT_POSITION_CONTAINED_BY);
      index = marks.findIndex(behind);
    }
    const mark = marks[index];
    if (!mark) return;
    hold(spotAt(mark));
    show(mark, page);
    mark.focus({ preventScroll: true });
  };
  document.addEventListener("keydown", (event) => {
    const target = event.target;
    if (event.ctrlKey || event.metaKey || event.altKey || target.matches("input, summary, button")) return;
    const letters = byId("letters").checked;
    const onRef = target.matches(".ref");
    const onLine = target.matches(".n");
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (letters && event.key === "j") walk(1);
    else if (letters && event.key === "k") walk(-1);
    else if (letters && event.key === "m") walkMark(1);
    else if (letters && event.key === "M") walkMark(-1);
    else if (step && onRef) walk(step);
    else if (step && onLine) walkLine(target.closest(".l"), step);
    else if (event.key === "ArrowLeft" && onRef) {
      const line = linesOf(target.parentElement)[0];
      hold({ line, fromRaw: true });
      show(line, raw);
      line.querySelector("a.n").focus({ preventScroll: true });
    } else if (event.key === "ArrowRight" && onLine) go(blocksOf(target.closest(".l"))[0]);
    else if (event.key === "Escape") hold(null);
    else return;
    event.preventDefault();
  });

  // ---- The rest

  byId("marks").addEventListener("click", (event) => {
    const quiet = document.body.classList.toggle("quiet");
    event.currentTarget.setAttribute("aria-pressed", String(!quiet));
  });
  if (scan) {
    const fade = byId("fade");
    const fades = () => scan.setAttribute("opacity", String(fade.value / 100));
    fade.addEventListener("input", fades);
    fades();
    byId("near").addEventListener("click", (event) => {
      event.currentTarget.setAttribute("aria-pressed", String(document.body.classList.toggle("near")));
      const bar = map.querySelector("rect.lit");
      if (bar) bar.scrollIntoView({ block: "center", inline: "center" });
    });
  }
  const leaves = [...all(".leaf", raw)];
  const windows = [...all("svg", map)].flatMap((svg, index) => {
    if (!svg.dataset.lines) return []; // it shows the page, which has no window
    svg.style.flexGrow = svg.dataset.lines;
    const view = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    view.setAttribute("class", "view");
    view.setAttribute("width", "100%");
    svg.append(view);
    return { view, leaf: leaves[index], lines: Number(svg.dataset.lines) };
  });
  let asked = false;
  const look = () => {
    asked = false;
    const pane = raw.getBoundingClientRect();
    for (const { view, leaf, lines } of windows) {
      const box = leaf.getBoundingClientRect();
      const part = (y) => Math.min(Math.max((y - box.top) / (box.height || 1), 0), 1) * lines;
      view.setAttribute("y", String(part(pane.top)));
      view.setAttribute("height", String(part(pane.bottom) - part(pane.top)));
    }
  };
  const ask = () => {
    if (!asked) requestAnimationFrame(look);
    asked = true;
  };
  raw.addEventListener("scroll", ask, { passive: true });
  addEventListener("resize", ask);
  addEventListener("beforeprint", () => {
    for (const rule of all("details.rule")) rule.open = true;
  });
  addEventListener("hashchange", () => {
    const target = byId(decodeURIComponent(location.hash.slice(1)));
    if (target) arrive(target, false);
  });

  unreachable(document);
  stop("raw", raw.querySelector("a.n"));
  stop("page", page.querySelector("a.ref"));
  for (const hidden of all(".tools, .slip")) hidden.hidden = false;
  say(null);
  look();
  if (location.hash) {
    const target = byId(decodeURIComponent(location.hash.slice(1)));
    if (target) arrive(target, false);
  }
  behavior = "auto";
})();

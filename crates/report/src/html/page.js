"use strict";
(() => {
  const root = document.documentElement;
  const items = [...document.querySelectorAll(".item")];
  const groups = [...document.querySelectorAll(".group, main > section")];
  const search = document.getElementById("search");
  const rule = document.getElementById("rule");
  const chips = [...document.querySelectorAll("button[data-shows]")];
  const shown = document.getElementById("shown");
  const empty = document.getElementById("empty");
  const keys = document.getElementById("keys");
  const texts = new Map();
  let current = -1;
  root.dataset.script = "on";

  const text = (item) => {
    if (!texts.has(item)) texts.set(item, item.textContent.toLowerCase());
    return texts.get(item);
  };
  const hidden = () => new Set(chips.filter((c) => c.ariaPressed === "false").map((c) => c.dataset.shows));
  const visible = () => items.filter((item) => !item.hidden);

  // The filter is part of the address, behind "#?", so that it can be sent to someone else.
  const remember = () => {
    const state = new URLSearchParams();
    if (search.value) state.set("q", search.value);
    if (rule && rule.value) state.set("rule", rule.value);
    if (hidden().size) state.set("hide", [...hidden()].join(" "));
    const hash = state.size ? "#?" + state : "#";
    history.replaceState(null, "", hash);
  };
  const apply = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const off = hidden();
    for (const item of items) {
      item.hidden = off.has(item.dataset.state)
        || Boolean(rule && rule.value && item.dataset.rule !== rule.value)
        || !words.every((word) => text(item).includes(word));
    }
    for (const group of groups) {
      const inside = group.querySelectorAll(".item");
      group.hidden = inside.length > 0 && [...inside].every((item) => item.hidden);
    }
    const left = visible().length;
    shown.textContent = items.length === left ? `${left} shown` : `${left} of ${items.length} shown`;
    empty.classList.toggle("on", left === 0 && items.length > 0);
    mark(-1);
  };
  const reset = () => {
    search.value = "";
    if (rule) rule.value = "";
    chips.forEach((chip) => { chip.ariaPressed = "true"; });
    apply();
    remember();
  };
  const mark = (index) => {
    items.forEach((item) => item.classList.remove("current"));
    current = index;
    const item = visible()[index];
    if (!item) return;
    item.classList.add("current");
    item.querySelector(".anchor").focus({ preventScroll: true });
    item.scrollIntoView({ block: "start" });
  };
  const step = (by) => mark(Math.max(0, Math.min(visible().length - 1, current + by)));
  const toggle = () => {
    const inside = [...(visible()[current] || document).querySelectorAll("details")];
    const open = inside.some((one) => !one.open);
    inside.forEach((one) => { one.open = open; });
  };

  // "#?q=…" is a filter; any other fragment is the id of an item, which has to be seen whatever is filtered out.
  const follow = () => {
    if (location.hash.startsWith("#?")) {
      const state = new URLSearchParams(location.hash.slice(2));
      search.value = state.get("q") || "";
      if (rule) rule.value = state.get("rule") || "";
      const off = (state.get("hide") || "").split(" ");
      chips.forEach((chip) => { chip.ariaPressed = String(!off.includes(chip.dataset.shows)); });
      apply();
      return;
    }
    const hash = decodeURIComponent(location.hash.slice(1));
    const target = hash && document.getElementById(hash);
    if (!target) return;
    const item = target.closest(".item");
    if (item && item.hidden) { reset(); history.replaceState(null, "", "#" + hash); }
    for (let at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    target.querySelectorAll("details").forEach((one) => { one.open = true; });
    if (item) mark(visible().indexOf(item)); else target.scrollIntoView();
  };

  search.addEventListener("input", () => { apply(); remember(); });
  if (rule) rule.addEventListener("change", () => { apply(); remember(); });
  chips.forEach((chip) => chip.addEventListener("click", () => {
    chip.ariaPressed = String(chip.ariaPressed !== "true");
    apply();
    remember();
  }));
  document.querySelector(".bar form").addEventListener("submit", (event) => event.preventDefault());
  document.getElementById("reset").addEventListener("click", reset);
  document.getElementById("help").addEventListener("click", () => keys.showModal());
  document.getElementById("theme").addEventListener("click", () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
  });
  addEventListener("hashchange", follow);
  addEventListener("beforeprint", () => {
    for (const one of document.querySelectorAll("details:not([open])")) { one.open = true; one.dataset.printed = ""; }
  });
  addEventListener("afterprint", () => {
    for (const one of document.querySelectorAll("details[data-printed]")) { one.open = false; delete one.dataset.printed; }
  });
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || keys.open) return;
    const typing = ["INPUT", "SELECT", "TEXTAREA"].includes(document.activeElement.tagName);
    if (event.key === "Escape") { document.activeElement.blur(); reset(); return; }
    if (typing) return;
    const actions = {
      j: () => step(1), k: () => step(-1), o: toggle, t: () => document.getElementById("theme").click(),
      "/": () => search.focus(), "?": () => keys.showModal(),
    };
    if (actions[event.key]) { event.preventDefault(); actions[event.key](); }
  });
  apply();
  follow();
})();

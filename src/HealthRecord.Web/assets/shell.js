// What the shell of the product needs from the browser and Blazor cannot do by itself.

const dark = matchMedia("(prefers-color-scheme: dark)");

/** Whether the page is dark now: the person's choice, else the system's. */
export function isDark() {
  const theme = document.documentElement.dataset.theme;
  return theme === "dark" || (theme !== "light" && dark.matches);
}

export function watchDark(page) {
  const tell = () => page.invokeMethodAsync("DarkChanged", isDark()).catch(() => {});
  dark.addEventListener("change", tell);
  return { stop: () => dark.removeEventListener("change", tell) };
}

/** What the person chose, as the server wrote it into the page. */
export function theme() {
  const chosen = document.documentElement.dataset.theme;
  return chosen === "light" || chosen === "dark" ? chosen : "system";
}

/** Moves the focus without scrolling the page away from what was asked for. */
export function focusOn(selector) {
  document.querySelector(selector)?.focus({ preventScroll: false });
}

/** Brings the chosen one of a row that scrolls sideways to its middle; the page itself stays where it is. */
export function showInRow(row, chosen) {
  const strip = document.querySelector(row);
  const one = strip?.querySelector(chosen);
  if (!one) return;
  const [outer, inner] = [strip.getBoundingClientRect(), one.getBoundingClientRect()];
  strip.scrollLeft += inner.left + inner.width / 2 - outer.left - outer.width / 2;
}

export function print() {
  window.print();
}

/** Copies the text of an element; where the clipboard is closed (plain http), the text is selected for the keyboard. */
export async function copy(selector) {
  const element = document.querySelector(selector);
  if (!element) return false;
  try {
    await navigator.clipboard.writeText(element.textContent);
    return true;
  } catch {
    getSelection().selectAllChildren(element);
    return false;
  }
}

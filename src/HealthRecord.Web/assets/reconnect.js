// Says that the connection is lost, tries again, and reloads when the server no longer knows the page.

const modal = document.getElementById("components-reconnect-modal");
const moment = 300;
let saying = 0;
let leaving = false;

// A form that leads elsewhere, as that of signing out: where it leads is where the reader goes.
addEventListener("submit", (e) => (leaving ||= !e.defaultPrevented));

modal?.addEventListener("components-reconnect-state-changed", ({ detail }) => {
  if (detail.state === "show") lost();
  else if (detail.state === "hide") found();
  else if (detail.state === "failed") failed();
  else if (detail.state === "rejected") location.reload();
});

// A page that is being left loses its line as well: it says nothing in its last moment.
function lost() {
  clearTimeout(saying);
  saying = setTimeout(() => modal.open || modal.showModal(), moment);
  leaveWhenSignedOut();
}

function found() {
  clearTimeout(saying);
  modal.close();
}

function failed() {
  document.addEventListener("visibilitychange", retryWhenSeen);
  leaveWhenSignedOut();
}

// The line is cut when the session ends, on whatever device that was said: then nothing stays to be read.
async function leaveWhenSignedOut() {
  try {
    const answer = await fetch(location.href, { cache: "no-store" });
    if (answer.status === 401 && !leaving) location.reload();
  } catch {
    /* no network: nothing is known yet */
  }
}

modal?.addEventListener("click", ({ target }) => {
  const what = target.closest("[data-reconnect]")?.dataset.reconnect;
  if (what === "retry") retry();
  else if (what === "reload") location.reload();
});

addEventListener("online", () => {
  if (modal?.open) retry();
});

async function retry() {
  document.removeEventListener("visibilitychange", retryWhenSeen);
  try {
    // False means that the server answered and no longer has the circuit: what was typed is in the draft.
    if (!(await Blazor.reconnect()) && !(await Blazor.resumeCircuit?.())) location.reload();
  } catch {
    failed();
  }
}

function retryWhenSeen() {
  if (document.visibilityState === "visible") retry();
}

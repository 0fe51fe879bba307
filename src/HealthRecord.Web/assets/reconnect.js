// Says that the connection is lost, tries again, and reloads when the server no longer knows the page.

const modal = document.getElementById("components-reconnect-modal");

modal?.addEventListener("components-reconnect-state-changed", ({ detail }) => {
  if (detail.state === "show" && !modal.open) modal.showModal();
  else if (detail.state === "hide") modal.close();
  else if (detail.state === "failed") document.addEventListener("visibilitychange", retryWhenSeen);
  else if (detail.state === "rejected") location.reload();
});

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
    document.addEventListener("visibilitychange", retryWhenSeen);
  }
}

function retryWhenSeen() {
  if (document.visibilityState === "visible") retry();
}

// Sends a file in pieces that the server keeps one by one, so that a broken connection costs at most one of them.
// The page is told what happened through `page.invokeMethodAsync`; the file itself never goes through the circuit.

const pieceSize = 8 * 1024 * 1024;
const chunkSize = 1024 * 1024;
const longestWait = 30_000;

export function attach(zone, input, page) {
  const over = (on) => zone.classList.toggle("is-over", on);
  const take = (files) => {
    const file = files[0];
    input.chosen = file;
    if (!file) return;
    fingerprint(file)
      .then((print) => {
        // Another one was chosen while this one was read.
        if (input.chosen === file) return page.invokeMethodAsync("FileChosen", file.name, file.size, print);
      })
      .catch(() => {});
  };
  zone.addEventListener("dragover", (e) => {
    e.preventDefault();
    over(true);
  });
  zone.addEventListener("dragleave", () => over(false));
  zone.addEventListener("drop", (e) => {
    e.preventDefault();
    over(false);
    take(e.dataTransfer.files);
  });
  input.addEventListener("change", () => take(input.files));
  // Chosen before this script was there.
  if (input.files.length > 0) take(input.files);
}

/** Sends the chosen file to its run, from where the server stands, until all of it is kept or the server takes no more. */
export async function send(input, run, page) {
  const file = input.chosen ?? input.files[0];
  if (!file) return;
  const warn = (e) => e.preventDefault();
  window.addEventListener("beforeunload", warn);
  try {
    await sendPieces(file, run, page);
  } catch (error) {
    await tell(page, "UploadRefused", run, String(error.message));
  } finally {
    window.removeEventListener("beforeunload", warn);
  }
}

/** The same, for a page that does not wait for the end. */
export function begin(input, run, page) {
  send(input, run, page);
}

/**
 * Of both ends of the file: an archive's check sums stand at its end, an export's date at its beginning. It finds the upload
 * that this file may have begun; `proof` says whether it did. Null where it cannot be computed: then it begins anew.
 */
async function fingerprint(file) {
  if (!globalThis.crypto?.subtle) return null;
  const ends = new Blob([file.slice(0, 65536), file.slice(Math.max(0, file.size - 65536))]);
  return hex(await digest(ends));
}

/** Of everything that the server has: the digest of the digests of its chunks, so that memory does not grow with the file. */
async function proof(file, kept) {
  const chunks = [];
  for (let offset = 0; offset < kept; offset += chunkSize)
    chunks.push(await digest(file.slice(offset, Math.min(offset + chunkSize, kept))));
  return hex(await digest(new Blob(chunks)));
}

async function digest(blob) {
  return await crypto.subtle.digest("SHA-256", await blob.arrayBuffer());
}

function hex(hash) {
  return Array.from(new Uint8Array(hash), (b) => b.toString(16).padStart(2, "0")).join("");
}

async function sendPieces(file, run, page) {
  let offset = null;
  let failures = 0;
  let begun = null;
  while (offset === null || offset < file.size) {
    try {
      offset ??= await received(run);
      if (offset >= file.size) break;
      const headers = { "Content-Type": "application/octet-stream", "X-HealthRecord": "upload" };
      // What is there was sent earlier, perhaps from another file of this name and length.
      if (begun === null && offset > 0 && globalThis.crypto?.subtle) headers["X-HealthRecord-Begun"] = await proof(file, offset);
      const piece = file.slice(offset, Math.min(offset + pieceSize, file.size));
      const answer = await fetch(`/imports/${run}/upload?offset=${offset}`, {
        method: "PATCH",
        headers,
        body: piece,
      });
      if (answer.status === 409) {
        const { key } = await answer.json().catch(() => ({}));
        if (key === "import.other-file") throw new Error(key);
        // Cancelled, or complete already: the page reads what became of it.
        if (key !== "import.elsewhere") break;
        // Another piece may still be on its way to the disk.
        await pause(500);
        offset = await received(run);
      } else if (answer.ok) {
        offset = (await answer.json()).received;
        begun = true;
      } else if (answer.status === 429 || answer.status >= 500) throw new TypeError(`status ${answer.status}`);
      else throw new Error((await answer.json().catch(() => ({}))).key ?? `status.${answer.status}`);
      failures = 0;
      await tell(page, "UploadProgress", run, offset, file.size);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      failures++;
      offset = null;
      await tell(page, "UploadWaiting", run);
      await pause(Math.min(longestWait, 500 * 2 ** failures));
    }
  }
  await tell(page, "UploadDone", run);
}

async function received(run) {
  const answer = await fetch(`/imports/${run}/upload`, { headers: { "X-HealthRecord": "upload" } });
  if (answer.status === 429 || answer.status >= 500) throw new TypeError(`status ${answer.status}`);
  if (!answer.ok) throw new Error(`status.${answer.status}`);
  return (await answer.json()).received;
}

// The page may be gone for a moment while its circuit reconnects: the upload goes on without it.
async function tell(page, method, ...values) {
  try {
    await page.invokeMethodAsync(method, ...values);
  } catch {
    /* said again with the next piece */
  }
}

function pause(milliseconds) {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      window.removeEventListener("online", done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    window.addEventListener("online", done);
  });
}

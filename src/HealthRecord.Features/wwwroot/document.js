// Sends the chosen file to its address. Answers {id} when it was kept, {key} of the refusal otherwise, null without a file.
export async function send(input, path) {
  const file = input.files[0];
  if (!file) return null;
  try {
    const answer = await fetch(path, {
      method: "POST",
      headers: {
        "Content-Type": "application/octet-stream",
        "X-HealthRecord": "document",
        "X-File-Name": encodeURIComponent(file.name.slice(0, 200).toWellFormed?.() ?? file.name.slice(0, 200)),
      },
      body: file,
    });
    if (answer.status === 413) return { key: "document.too-large" };
    const said = await answer.json().catch(() => ({}));
    return said.id || said.key ? said : { key: answer.status === 404 ? "book.not-found" : "document.failed" };
  } catch {
    return { key: "document.failed" };
  } finally {
    input.value = "";
  }
}

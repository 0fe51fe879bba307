// Sends the chosen photo to its address. Answers "" when it was kept, the key of the refusal otherwise, null without a file.
export async function send(input, path) {
  const file = input.files[0];
  if (!file) return null;
  try {
    const answer = await fetch(path, {
      method: "PUT",
      headers: { "Content-Type": "application/octet-stream", "X-HealthRecord": "photo" },
      body: file,
    });
    if (answer.ok) return "";
    if (answer.status === 413) return "family.photo-large";
    const refusal = await answer.json().catch(() => ({}));
    return refusal.key ?? (answer.status === 404 ? "family.not-found" : "family.photo-failed");
  } catch {
    return "family.photo-failed";
  } finally {
    input.value = "";
  }
}

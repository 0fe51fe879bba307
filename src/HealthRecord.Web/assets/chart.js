export async function draw() {
  await import("./chart-library.js");
}

// Talks to a device over Bluetooth and hands the bytes to the page as they come. What they mean is not known here.

const batchSize = 100;
const batchWait = 200;
const retryWait = 2000;
let running = null;

/** Whether this browser can, and if not, why: "insecure", "unsupported", "off", or "yes". */
export async function radio() {
  if (!globalThis.isSecureContext) return "insecure";
  if (!navigator.bluetooth) return "unsupported";
  const on = await navigator.bluetooth.getAvailability?.().catch(() => true);
  return on === false ? "off" : "yes";
}

/** The browser asks for a device only while a finger is on the button: it is heard here, not by the server. */
export function attach(zone, page) {
  zone.addEventListener("click", (e) => {
    const plan = e.target.closest("[data-plan]")?.dataset.plan;
    if (!plan || running) return;
    running = new Session(JSON.parse(plan), page);
    running.run();
  });
}

export function stop() {
  running?.end("stopped");
}

/** The page is left: what was not handed over is not wanted any more. */
export function leave() {
  const session = running;
  running = null;
  session?.hangUp();
}

class Session {
  constructor(plan, page) {
    Object.assign(this, { plan, page, queue: [], ended: null, device: null, control: null, flushing: null, timers: new Set() });
  }

  async run() {
    try {
      const services = this.plan.services.map((s) => s.service);
      this.device = await navigator.bluetooth.requestDevice({
        filters: services.map((service) => ({ services: [service] })),
        optionalServices: services,
      });
    } catch (error) {
      return this.end(error.name === "NotFoundError" ? "cancelled" : "failed");
    }
    this.device.addEventListener("gattserverdisconnected", () => this.end("disconnected"));
    try {
      const request = await this.page.invokeMethodAsync("Chosen", this.device.name ?? null);
      this.control = await this.listen(await this.connect());
      if (this.control && request) await this.control.writeValueWithResponse(bytesOf(request));
    } catch (error) {
      this.end(error.name === "NotFoundError" ? "missing" : this.device.gatt.connected ? "failed" : "disconnected");
    }
  }

  // The first attempt often fails while the device is just waking up.
  async connect() {
    try {
      return await this.device.gatt.connect();
    } catch {
      return await this.device.gatt.connect();
    }
  }

  /** Subscribes to everything of the plan that the device has. Devices send what they stored as soon as they are heard. */
  async listen(server) {
    let control = null;
    let heard = 0;
    for (const { service, listen, read } of this.plan.services) {
      const found = await present(server.getPrimaryService(service));
      if (!found) continue;
      for (const number of read) await this.read(found, number);
      for (const number of listen) {
        const characteristic = await present(found.getCharacteristic(number));
        if (!characteristic) continue;
        characteristic.addEventListener("characteristicvaluechanged", (e) => this.take(number, e.target.value));
        await characteristic.startNotifications();
        if (number === this.plan.control) control = characteristic;
        else heard++;
      }
    }
    if (heard === 0) throw new DOMException("", "NotFoundError");
    return control;
  }

  /** What the device says of itself: welcome, and never worth losing a measurement for. */
  async read(service, number) {
    try {
      const characteristic = await present(service.getCharacteristic(number));
      if (characteristic) this.keep(number, await characteristic.readValue());
    } catch {
      // It does not let everybody read it.
    }
  }

  keep(characteristic, value) {
    const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    this.queue.push({ characteristic, bytes: btoa(String.fromCharCode(...bytes)), at: performance.now() });
    this.later("flush", batchWait, () => this.flush());
  }

  take(characteristic, value) {
    this.keep(characteristic, value);
    if (this.plan.quietMs > 0) {
      clearTimeout(this.quiet);
      this.quiet = setTimeout(() => this.end("quiet"), this.plan.quietMs);
    }
  }

  later(name, wait, act) {
    if (this.timers.has(name)) return;
    this.timers.add(name);
    setTimeout(() => {
      this.timers.delete(name);
      act();
    }, wait);
  }

  flush() {
    this.flushing ??= this.handOver().finally(() => (this.flushing = null));
    return this.flushing;
  }

  // The page may be gone for a moment while its circuit reconnects: nothing is forgotten meanwhile.
  async handOver() {
    while (this.queue.length > 0 && running === this) {
      const batch = this.queue.slice(0, batchSize);
      const now = performance.now();
      const packets = batch.map(({ characteristic, bytes, at }) => ({ characteristic, bytes, age: now - at }));
      try {
        const { done, write } = await this.page.invokeMethodAsync("Arrived", packets);
        this.queue.splice(0, batch.length);
        if (write) this.write(write);
        if (done) this.end("complete");
      } catch {
        await new Promise((resolve) => setTimeout(resolve, retryWait));
      }
    }
  }

  /** The device's answer calls for another question. */
  async write(request) {
    try {
      await this.control?.writeValueWithResponse(bytesOf(request));
    } catch {
      // It went away, and its own event says so; or it stays silent, which is noticed.
    }
  }

  async end(reason) {
    if (this.ended) return;
    this.ended = reason;
    clearTimeout(this.quiet);
    this.hangUp();
    await this.flush();
    // What came while the last of it was under way.
    await this.flush();
    while (running === this) {
      try {
        await this.page.invokeMethodAsync("Ended", reason);
        running = null;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, retryWait));
      }
    }
  }

  hangUp() {
    if (this.device?.gatt.connected) this.device.gatt.disconnect();
  }
}

/** Null for a part that this device does not have. */
async function present(asked) {
  try {
    return await asked;
  } catch (error) {
    if (error.name === "NotFoundError") return null;
    throw error;
  }
}

function bytesOf(text) {
  return Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
}

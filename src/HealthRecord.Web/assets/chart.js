// Draws one chart from an address of this site. The library is loaded by pages that have a chart, and by no other.

const system = matchMedia("(prefers-color-scheme: dark)");
const DAY = 86_400_000;
const MOST_DAYS = 260;
const calm = matchMedia("(prefers-reduced-motion: reduce)");

export async function draw(place, source, language, page) {
  const { init } = await import("./chart-library.js");
  const chart = init(place, null, { renderer: "svg" });
  let address = source;
  let whole = null;
  let data = null;
  let seen = null;
  let asked = 0;
  let resting = 0;

  const paint = () => {
    if (data) chart.setOption(optionOf(data, colours(place), language, place.clientWidth, seen), { notMerge: true });
  };
  const ask = async (from) => {
    const mine = ++asked;
    place.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(from, { credentials: "same-origin", headers: { Accept: "application/json" } });
      const found = answer.ok ? await answer.json() : null;
      return mine === asked ? [found] : null;
    } finally {
      if (mine === asked) place.removeAttribute("aria-busy");
    }
  };
  const show = async (from) => {
    address = from;
    const answer = await ask(from);
    if (!answer) return;
    [whole, data, seen] = [answer[0], answer[0], null];
    if (data) paint();
    else chart.clear();
  };
  // Years are loaded as means of weeks: looking closer asks for the days of what is looked at.
  const zoomed = async () => {
    const { startValue, endValue } = chart.getOption().dataZoom[0];
    seen = [Math.max(startValue, whole.from), Math.min(endValue, whole.to)];
    const span = seen[1] - seen[0];
    data = whole;
    if (whole.step > DAY && span < MOST_DAYS * DAY) {
      const day = (at) => new Date(Math.min(Math.max(at, whole.from), whole.to)).toISOString().slice(0, 10);
      const answer = await ask(`${address}&du=${day(seen[0] - span / 4)}&au=${day(seen[1] + span / 4)}`);
      if (!answer) return;
      if (answer[0]) data = { ...answer[0], from: whole.from, to: whole.to };
    }
    paint();
  };
  chart.on("datazoom", () => {
    clearTimeout(resting);
    resting = setTimeout(zoomed, 150);
  });
  // A sheet of paper is narrower than a desk: the picture is drawn for it, in its own colours.
  const print = () => {
    place.style.width = "640px";
    chart.resize({ width: 640, height: 260 });
    if (data) chart.setOption(optionOf(data, colours(place, "light"), language, 640, seen), { notMerge: true });
  };
  const unprint = () => {
    place.style.width = "";
    chart.resize();
    paint();
  };
  const resized = new ResizeObserver(() => {
    chart.resize();
    paint();
  });
  resized.observe(place);
  system.addEventListener("change", paint);
  addEventListener("beforeprint", print);
  addEventListener("afterprint", unprint);
  chart.getZr().on("click", (e) => {
    if (!data) return;
    const [x] = chart.convertFromPixel({ gridIndex: 0 }, [e.offsetX, e.offsetY]);
    if (Number.isFinite(x)) page.invokeMethodAsync("DayChosen", nearest(data, x)).catch(() => {});
  });
  await show(source);
  return {
    show,
    dispose() {
      system.removeEventListener("change", paint);
      removeEventListener("beforeprint", print);
      removeEventListener("afterprint", unprint);
      clearTimeout(resting);
      resized.disconnect();
      chart.dispose();
    },
  };
}

function nearest(data, x) {
  let best = x;
  let least = Infinity;
  for (const [at] of data.series[0]?.points ?? []) {
    const away = Math.abs(at - x);
    if (away < least) [best, least] = [at, away];
  }
  return best;
}

// Custom properties keep light-dark() unresolved: a probe has the browser resolve them.
function colours(place, scheme = "") {
  const probe = document.createElement("span");
  probe.style.colorScheme = scheme;
  // In the middle of a transition it would still have the colour before.
  probe.style.transition = "none";
  place.append(probe);
  const of = (name) => {
    probe.style.color = `var(--hr-${name})`;
    return getComputedStyle(probe).color;
  };
  const found = {
    text: of("text"),
    muted: of("muted"),
    line: of("line"),
    surface: of("surface"),
    band: of("band"),
    bandText: of("in-range"),
    series: [of("primary"), of("accent"), of("muted")],
    stages: {
      deep: of("stage-deep"),
      light: of("stage-light"),
      rem: of("stage-rem"),
      awake: of("stage-awake"),
    },
    font: getComputedStyle(place).fontFamily,
  };
  probe.remove();
  return found;
}

function optionOf(data, colour, language, width, seen) {
  const [first, last] = seen ?? [data.from, data.to];
  const end = data.shape === "stack" || data.shape === "bars" ? data.to + data.step / 2 : data.to;
  const words = wordsOf(data, language);
  const ticks = ticksOf(first, last, Math.max(3, Math.floor(width / 100)));
  const axisText = { color: colour.muted, fontFamily: colour.font, fontSize: 12 };
  const stacked = data.shape === "stack";
  const series = data.series.flatMap((one, i) => seriesOf(one, i, data, colour));
  if (data.band && series.length > 0) series[0].markArea = bandOf(data.band, colour);
  if (data.band?.secondHigh != null && series.length > 1)
    series[1].markArea = bandOf({ low: data.band.secondLow, high: data.band.secondHigh }, colour);
  return {
    useUTC: true,
    animation: false,
    animationDuration: calm.matches ? 0 : 150,
    textStyle: { fontFamily: colour.font, color: colour.text },
    grid: { left: 8, right: 12, top: 32, bottom: 60, containLabel: true },
    legend: undefined,
    tooltip: {
      trigger: "axis",
      confine: true,
      backgroundColor: colour.surface,
      borderColor: colour.line,
      textStyle: { color: colour.text, fontFamily: colour.font },
      formatter: (items) => tooltip(items, data, words),
    },
    xAxis: {
      type: "time",
      min: data.from,
      max: end,
      axisLine: { lineStyle: { color: colour.line } },
      axisTick: { show: false },
      splitLine: { show: false },
      axisLabel: { ...axisText, hideOverlap: true, alignMaxLabel: "right", customValues: ticks.at, formatter: words.tick(ticks.by) },
    },
    yAxis: {
      type: "value",
      name: data.unit,
      nameTextStyle: { ...axisText, align: "left" },
      scale: data.shape !== "bars" && !stacked,
      splitNumber: 4,
      axisLabel: { ...axisText, formatter: words.number },
      splitLine: { lineStyle: { color: colour.line } },
    },
    dataZoom: [
      {
        type: "inside",
        filterMode: "none",
        zoomOnMouseWheel: "ctrl",
        moveOnMouseWheel: false,
        startValue: first,
        endValue: seen ? last : end,
      },
      {
        type: "slider",
        filterMode: "none",
        startValue: first,
        endValue: seen ? last : end,
        height: 24,
        bottom: 8,
        brushSelect: false,
        borderColor: colour.line,
        fillerColor: colour.band,
        handleStyle: { color: colour.surface, borderColor: colour.muted },
        moveHandleStyle: { color: colour.muted },
        dataBackground: { lineStyle: { color: colour.line }, areaStyle: { color: colour.line } },
        selectedDataBackground: { lineStyle: { color: colour.muted }, areaStyle: { color: colour.band } },
        textStyle: axisText,
        labelFormatter: (value) => words.day(value),
      },
    ],
    series,
  };
}

function seriesOf(one, index, data, colour) {
  const line = colour.series[index % colour.series.length];
  if (data.shape === "bars")
    return [{ type: "bar", name: one.name, data: one.points, barMaxWidth: 28, barMinWidth: 1, itemStyle: { color: line, borderRadius: [3, 3, 0, 0] } }];
  if (data.shape === "stack")
    return [{ type: "bar", name: one.name, stack: "night", data: one.points, barMaxWidth: 28, itemStyle: { color: colour.stages[one.key] ?? colour.series[0], borderColor: colour.surface, borderWidth: 1 } }];
  if (data.shape === "dots")
    return [{ type: "scatter", name: one.name, data: one.points, symbolSize: 9, symbol: index === 0 ? "circle" : "diamond", itemStyle: { color: line } }];
  const mean = {
    type: "line",
    name: one.name,
    data: withGaps(one.points, data.step),
    connectNulls: false,
    showSymbol: one.points.length < 45,
    symbol: index === 0 ? "circle" : "diamond",
    symbolSize: 6,
    lineStyle: { color: line, width: 2, type: index === 0 ? "solid" : "dashed" },
    itemStyle: { color: line },
  };
  if (data.shape !== "ribbon") return [mean];
  return [mean, ribbonOf(one, data, line)];
}

// Marks at even steps that people count in: the library's own start anew with every month.
function ticksOf(from, to, most) {
  const span = to - from;
  const hour = DAY / 24;
  const at = [];
  for (const step of [2, 3, 6].map((n) => n * hour))
    if (span <= DAY && span / step <= most) {
      for (let x = from; x <= to; x += step) at.push(x);
      return { by: "hour", at };
    }
  for (const days of [1, 2, 3, 5, 7, 14])
    if (span / (days * DAY) <= most) {
      // Counted back from the newest day, which always has its mark.
      for (let x = Math.floor(to / DAY) * DAY; x >= from; x -= days * DAY) at.unshift(x);
      return { by: "day", at };
    }
  for (const months of [1, 2, 3, 6, 12, 24, 60]) {
    if (span / (months * 30.4 * DAY) > most) continue;
    const start = new Date(from);
    for (let m = 0; ; m++) {
      const x = Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + m, 1);
      if (x > to) break;
      if (x >= from && (start.getUTCFullYear() * 12 + start.getUTCMonth() + m) % months === 0) at.push(x);
    }
    return { by: months < 12 ? "month" : "year", at };
  }
  return { by: "year", at: [from, to] };
}

// From least to greatest, as a strip behind the mean: one shape a stretch without gaps.
function ribbonOf(one, data, line) {
  const rows = one.low.map(([x, low], i) => [x, low, one.high[i][1]]);
  const parts = [];
  for (const row of rows) {
    const last = parts.at(-1);
    if (last && row[0] - last.at(-1)[0] <= data.step * 1.5) last.push(row);
    else parts.push([row]);
  }
  return {
    type: "custom",
    name: "",
    silent: true,
    z: 1,
    clip: true,
    // Each stretch tells its extremes, so that the axis has room for them.
    data: parts.map((part) => [
      part[0][0],
      Math.min(...part.map((row) => row[1])),
      part.at(-1)[0],
      Math.max(...part.map((row) => row[2])),
    ]),
    encode: { x: [0, 2], y: [1, 3] },
    renderItem: (params, api) => {
      const part = parts[params.dataIndex];
      const edge = (at) => part.map((row) => api.coord([row[0], row[at]]));
      const points = [...edge(1), ...edge(2).reverse()];
      return { type: "polygon", shape: { points }, style: { fill: line, opacity: 0.18 } };
    },
  };
}

// A day without a reading is a gap, never a zero and never a bridge.
function withGaps(points, step) {
  const out = [];
  for (const point of points) {
    const last = out.at(-1);
    if (last && point[0] - last[0] > step * 1.5) out.push([last[0] + step, null]);
    out.push(point);
  }
  return out;
}

function bandOf(band, colour) {
  return {
    silent: true,
    itemStyle: { color: colour.band, opacity: 0.75, borderColor: colour.bandText, borderWidth: 0.5, borderType: "dashed" },
    // Named and attributed in the caption below: in the picture it would lie on the line.
    label: { show: false },
    data: [[{ yAxis: band.high ?? "max" }, { yAxis: band.low ?? "min" }]],
  };
}

function wordsOf(data, language) {
  const utc = { timeZone: "UTC" };
  const day = new Intl.DateTimeFormat(language, { weekday: "short", day: "numeric", month: "short", ...utc });
  const dayOfYear = new Intl.DateTimeFormat(language, { day: "numeric", month: "short", year: "numeric", ...utc });
  const year = new Intl.DateTimeFormat(language, { year: "numeric", ...utc });
  const month = new Intl.DateTimeFormat(language, { month: "short", year: "numeric", ...utc });
  const clock = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", ...utc });
  const numbers = new Intl.NumberFormat(language, { maximumFractionDigits: data.decimals });
  const dayMs = 86_400_000;
  const hours = data.to - data.from <= dayMs;
  const long = data.to - data.from > 120 * dayMs;
  return {
    // Groups stand apart as on the rest of the page, in both languages.
    number: (value) => (language.startsWith("fr") ? numbers.format(value) : numbers.format(value).replaceAll(",", "\u202f")),
    tick: (by) => (value) => ({ hour: clock, day, month, year })[by].format(value),
    day: (value) => (hours ? clock.format(value) : long ? dayOfYear.format(value) : day.format(value)),
    colon: language.startsWith("fr") ? "\u00a0: " : ": ",
    full: (value) => (hours ? clock.format(value) : dayOfYear.format(value)),
  };
}

function tooltip(items, data, words) {
  const shown = (Array.isArray(items) ? items : [items]).filter((i) => i.seriesName && i.value?.[1] != null);
  if (shown.length === 0) return "";
  const box = document.createElement("div");
  const head = document.createElement("strong");
  head.textContent = words.full(shown[0].value[0]);
  box.append(head);
  for (const item of shown) {
    const row = document.createElement("div");
    const range = rangeOf(data, item, words);
    const value = data.shape === "stack" ? hoursOf(item.value[1]) : `${words.number(item.value[1])} ${data.unit}`;
    row.textContent = `${item.seriesName}${words.colon}${value}`;
    if (range) row.textContent += range;
    box.append(row);
  }
  return box;
}

// The mean alone would hide what the strip behind it shows.
function rangeOf(data, item, words) {
  const one = data.shape === "ribbon" ? data.series[0] : null;
  const i = one?.low.findIndex(([x]) => x === item.value[0]) ?? -1;
  return i < 0 ? "" : ` (${words.number(one.low[i][1])} – ${words.number(one.high[i][1])})`;
}

function hoursOf(value) {
  const minutes = Math.round(value * 60);
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, "0")}`;
}

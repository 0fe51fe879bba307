// Draws one chart from an address of this site. The library is loaded by pages that have a chart, and by no other.

const system = matchMedia("(prefers-color-scheme: dark)");
const calm = matchMedia("(prefers-reduced-motion: reduce)");

export async function draw(place, source, language, page) {
  const { init } = await import("./chart-library.js");
  const chart = init(place, null, { renderer: "svg" });
  let data = null;
  let asked = 0;

  const paint = () => {
    if (data) chart.setOption(optionOf(data, colours(place), language, place.clientWidth), { notMerge: true });
  };
  const show = async (from) => {
    const mine = ++asked;
    place.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(from, { credentials: "same-origin", headers: { Accept: "application/json" } });
      if (mine !== asked) return;
      data = answer.ok ? await answer.json() : null;
      if (data) paint();
      else chart.clear();
    } finally {
      if (mine === asked) place.removeAttribute("aria-busy");
    }
  };
  const resized = new ResizeObserver(() => {
    chart.resize();
    paint();
  });
  resized.observe(place);
  system.addEventListener("change", paint);
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
function colours(place) {
  const probe = document.createElement("span");
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
    stages: [of("stage-deep"), of("stage-light"), of("stage-rem"), of("primary"), of("stage-awake")],
    font: getComputedStyle(place).fontFamily,
  };
  probe.remove();
  return found;
}

function optionOf(data, colour, language, width) {
  const words = wordsOf(data, language);
  const axisText = { color: colour.muted, fontFamily: colour.font, fontSize: 12 };
  const stacked = data.shape === "stack";
  const series = data.series.flatMap((one, i) => seriesOf(one, i, data, colour));
  if (data.band && series.length > 0) showBand(series, data.band, colour, width);
  return {
    useUTC: true,
    animation: false,
    animationDuration: calm.matches ? 0 : 150,
    textStyle: { fontFamily: colour.font, color: colour.text },
    grid: { left: 8, right: 12, top: data.series.length > 1 ? 40 : 20, bottom: 56, containLabel: true },
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
      max: stacked || data.shape === "bars" ? data.to + data.step / 2 : data.to,
      axisLine: { lineStyle: { color: colour.line } },
      axisTick: { show: false },
      splitLine: { show: false },
      splitNumber: Math.max(2, Math.floor(width / 130)),
      axisLabel: { ...axisText, hideOverlap: true, formatter: words.axis },
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
      { type: "inside", filterMode: "none", zoomOnMouseWheel: "ctrl", moveOnMouseWheel: false },
      {
        type: "slider",
        filterMode: "none",
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
    return [{ type: "bar", name: one.name, stack: "night", data: one.points, barMaxWidth: 28, itemStyle: { color: colour.stages[index % colour.stages.length], borderColor: colour.surface, borderWidth: 1 } }];
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
    data: parts.map((part) => [part[0][0], part[0][1], part.at(-1)[0]]),
    encode: { x: [0, 2], y: 1 },
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

// One area cannot say two upper ends: a pair gets a line for each of its numbers.
function showBand(series, band, colour, width) {
  if (band.secondHigh == null) {
    series[0].markArea = bandOf(band, colour, width);
    return;
  }
  series[0].markLine = edgeOf(band.high, band.name, colour);
  if (series[1]) series[1].markLine = edgeOf(band.secondHigh, "", colour);
}

function edgeOf(value, name, colour) {
  return {
    silent: true,
    symbol: "none",
    lineStyle: { color: colour.bandText, type: "dotted", width: 1.5 },
    label: { show: name !== "", formatter: name, position: "insideStartTop", color: colour.bandText, fontSize: 12, fontFamily: colour.font },
    data: [{ yAxis: value }],
  };
}

function bandOf(band, colour, width) {
  return {
    silent: true,
    itemStyle: { color: colour.band, opacity: 0.75 },
    label: {
      show: true,
      position: "insideTopLeft",
      color: colour.bandText,
      fontSize: 12,
      fontFamily: colour.font,
      width: width - 90,
      overflow: "truncate",
    },
    data: [[{ name: band.name, yAxis: band.high }, { yAxis: band.low ?? -Infinity }]],
  };
}

function wordsOf(data, language) {
  const utc = { timeZone: "UTC" };
  const day = new Intl.DateTimeFormat(language, { weekday: "short", day: "numeric", month: "short", ...utc });
  const dayOfYear = new Intl.DateTimeFormat(language, { day: "numeric", month: "short", year: "numeric", ...utc });
  const month = new Intl.DateTimeFormat(language, { month: "short", year: "numeric", ...utc });
  const clock = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", ...utc });
  const numbers = new Intl.NumberFormat(language, { maximumFractionDigits: data.decimals });
  const dayMs = 86_400_000;
  const hours = data.to - data.from <= dayMs;
  const long = data.to - data.from > 120 * dayMs;
  return {
    number: (value) => numbers.format(value),
    axis: (value) => (hours ? clock.format(value) : long ? month.format(value) : day.format(value)),
    day: (value) => (hours ? clock.format(value) : long ? dayOfYear.format(value) : day.format(value)),
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
    const value = data.shape === "stack" ? hoursOf(item.value[1]) : `${words.number(item.value[1])} ${data.unit}`;
    row.textContent = `${item.seriesName} : ${value}`;
    box.append(row);
  }
  return box;
}

function hoursOf(value) {
  const minutes = Math.round(value * 60);
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, "0")}`;
}

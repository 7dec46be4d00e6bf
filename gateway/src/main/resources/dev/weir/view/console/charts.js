// Draws what a page says in data-chart: {kind, unit, title, labels, series: [{name, points}]}.
"use strict";
(() => {
  let library = null;

  // The policy forbids style attributes; what ECharts writes as one is set by property instead.
  const setAttribute = SVGElement.prototype.setAttribute;
  SVGElement.prototype.setAttribute = function (name, value) {
    if (name === "style") this.style.cssText = value;
    else setAttribute.call(this, name, value);
  };

  function load() {
    library ??= new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = document.querySelector('meta[name="echarts"]').content;
      script.onload = done;
      script.onerror = failed;
      document.head.append(script);
    });
    return library;
  }

  const look = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const number = new Intl.NumberFormat("en", { maximumSignificantDigits: 4 });

  // From one total to another: each step hangs where the one before ended.
  function steps(chart) {
    const points = chart.series[0].points;
    const most = Math.max(...points.map(Math.abs));
    let height = 0;
    const below = [], up = [], down = [], total = [];
    points.forEach((point, i) => {
      const isTotal = i === 0 || i === points.length - 1;
      const from = isTotal ? 0 : height;
      height = isTotal ? point : height + point;
      below.push(isTotal ? 0 : Math.min(from, height));
      total.push(isTotal ? point : 0);
      up.push(!isTotal && point > 0 ? point : 0);
      down.push(!isTotal && point < 0 ? -point : 0);
    });
    const bar = (name, data, color) => ({
      name, data, type: "bar", stack: "all", barMaxWidth: 18, itemStyle: { color, borderRadius: 2 }, silent: true,
      label: { show: color !== "transparent", position: "right", color: look("--muted"), fontSize: 12,
        formatter: at => at.value === 0 ? "" : at.value < most / 1000 ? "≈ 0"
          : (name === "total" ? "" : name) + number.format(at.value) },
    });
    return [bar("below", below, "transparent"), bar("total", total, look("--accent")),
      bar("+", up, look("--bad")), bar("−", down, look("--good"))];
  }

  function series(chart) {
    if (chart.kind === "steps") return steps(chart);
    return chart.series.map(each => ({
      name: each.name,
      data: each.points,
      type: chart.kind === "line" ? "line" : "bar",
      stack: chart.kind === "bar" ? "all" : undefined,
      barMaxWidth: 28,
      symbol: "circle",
      symbolSize: 5,
      showSymbol: chart.labels.length < 40,
    }));
  }

  // Few names are all said, each within its share of the width.
  function said(axisLabel, chart, width) {
    const few = chart.labels.length <= 12;
    return few ? { ...axisLabel, interval: 0, hideOverlap: false, overflow: "truncate",
      width: Math.max(24, (width - 72) / chart.labels.length - 14) } : axisLabel;
  }

  function option(chart, width) {
    const lies = chart.kind === "steps";
    const ink = look("--muted"), line = look("--line");
    const axis = { axisLine: { lineStyle: { color: line } }, axisTick: { show: false },
      axisLabel: { color: ink, fontSize: 12, hideOverlap: true } };
    const names = { type: "category", data: chart.labels, ...axis, inverse: lies };
    const amounts = { type: "value", ...axis, axisLine: { show: false },
      axisLabel: { ...axis.axisLabel, formatter: value => number.format(value) },
      splitLine: { lineStyle: { color: line } } };
    names.axisLabel = lies ? { ...axis.axisLabel, interval: 0 } : said(axis.axisLabel, chart, width);
    return {
      animation: false,
      color: [1, 2, 3, 4, 5, 6].map(i => look(`--series-${i}`)),
      textStyle: { fontFamily: look("--font") },
      grid: { left: lies ? 24 : 4, right: lies ? 48 : 12, top: chart.series.length > 1 ? 36 : 12, bottom: 8, containLabel: true },
      legend: { show: chart.series.length > 1, type: "scroll", top: 0, left: 0, icon: "roundRect", itemWidth: 10,
        itemHeight: 10, textStyle: { color: ink } },
      tooltip: { show: !lies, trigger: "axis", renderMode: "richText", confine: true,
        backgroundColor: look("--surface"), borderColor: line, textStyle: { color: look("--ink") },
        axisPointer: { type: "shadow", shadowStyle: { color: "rgba(128,128,128,.08)" } },
        valueFormatter: value => value == null ? "unknown" : `${number.format(value)} ${chart.unit}` },
      xAxis: lies ? amounts : names,
      yAxis: lies ? names : amounts,
      series: series(chart),
    };
  }

  function draw(box) {
    const old = window.echarts.getInstanceByDom(box);
    const drawn = old ?? window.echarts.init(box, null, { renderer: "svg" });
    drawn.setOption(option(JSON.parse(box.dataset.chart), box.clientWidth), true);
    if (!old) new ResizeObserver(() => drawn.resize()).observe(box);
  }

  async function all() {
    const boxes = document.querySelectorAll("[data-chart]");
    if (boxes.length === 0) return;
    await load();
    boxes.forEach(draw);
  }

  all();
  document.addEventListener("htmx:afterSettle", all);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", all);
})();

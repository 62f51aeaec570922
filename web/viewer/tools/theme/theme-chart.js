// The classes as bars, by Apache ECharts; fetched when a chart is first wanted.

/* global echarts */

import { loadScript } from "../../load-script.js";
import { labelOf } from "./theme-legend.js";

const barHeight = 30; // CSS pixels

/**
 * Draws into `node`, which is on the page.
 * @param {{theme, values: (number|null)[], label: string, chosen: object|null, onChoose: (entry) => void}} parts
 */
export async function drawChart(node, app, words, { theme, values, label, chosen, onChoose }) {
    await loadScript("echarts.min.js");
    if (!node.isConnected) return null;
    const { entries } = theme;
    const style = getComputedStyle(document.documentElement);
    const ink = style.getPropertyValue("--text").trim();
    const line = style.getPropertyValue("--line").trim();
    const font = style.getPropertyValue("--font").trim();
    node.style.height = `${entries.length * barHeight + 16}px`;
    node.setAttribute("role", "img");
    node.setAttribute("aria-label", label);
    const chart = echarts.init(node, null, { renderer: "svg" });
    chart.setOption({
        animation: false,
        textStyle: { fontFamily: font, color: ink },
        grid: { left: 4, right: 64, top: 4, bottom: 4, containLabel: true },
        xAxis: { type: "value", show: false, min: (range) => Math.min(0, range.min) },
        yAxis: {
            type: "category", inverse: true, data: entries.map((entry) => labelOf(entry, theme, words)),
            axisTick: { show: false }, axisLine: { lineStyle: { color: line } },
            axisLabel: { color: ink, fontSize: 12, width: 128, overflow: "truncate" },
        },
        series: [{
            type: "bar", barWidth: 18, cursor: "pointer",
            data: entries.map((entry, index) => ({
                value: values[index] ?? 0,
                itemStyle: {
                    color: entry.colour, borderColor: "#5c6670", borderWidth: 0.6,
                    opacity: !chosen || entry === chosen ? 1 : 0.25,
                },
            })),
            label: {
                show: true, position: "right", color: ink, fontSize: 12, opacity: 1,
                formatter: ({ dataIndex }) => brief(values[dataIndex], app),
            },
        }],
    });
    chart.on("click", ({ dataIndex }) => onChoose(entries[dataIndex] === chosen ? null : entries[dataIndex]));
    const observer = new ResizeObserver(() => (node.isConnected ? chart.resize() : observer.disconnect()));
    observer.observe(node);
    return chart;
}

/** A bar needs no more than four figures. */
function brief(value, app) {
    if (value === null || value === undefined) return "—";
    const digits = Math.abs(value) >= 1000 ? 0 : Math.max(0, 3 - Math.floor(Math.log10(Math.max(1, Math.abs(value)))));
    return app.formatter.count(Number(value.toFixed(Math.min(3, digits))));
}

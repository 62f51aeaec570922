/// The look of a report: one style sheet inside the page, no font or image from anywhere.
enum ReportStyle {
    static let css = """
        :root{--ink:#1c2733;--soft:#5b6b7b;--line:#dde3ea;--paper:#fff;--ground:#f3f5f8;--brand:#0b5d4e;\
        --bad:#b3261e;--badsoft:#fbe9e7;--mend:#1f5fa8;--mendsoft:#e6eff9;--good:#1b7f4b;--goodsoft:#e5f4ec;\
        --warn:#8a5a00;--warnsoft:#fdf3dc}
        *{box-sizing:border-box}
        html{-webkit-text-size-adjust:100%}
        body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.5 "Be Vietnam Pro","Segoe UI",Roboto,\
        "Noto Sans","Helvetica Neue",Arial,"DejaVu Sans",sans-serif}
        .lang-choice{position:absolute;opacity:0;width:1px;height:1px}
        #lang-vi:checked~* [lang=en],#lang-en:checked~* [lang=vi]{display:none}
        header{background:var(--brand);color:#fff}
        .wrap{max-width:1080px;margin:0 auto;padding:0 20px}
        header .wrap{padding-top:22px;padding-bottom:46px;display:flex;gap:16px;justify-content:space-between;\
        align-items:flex-start}
        header .kind{margin:0 0 4px;font-size:13px;letter-spacing:.02em;opacity:.85}
        h1{margin:0;font-size:28px;line-height:1.2;font-weight:700;text-wrap:balance}
        header .sub{margin:8px 0 0;opacity:.9;font-size:15px;overflow-wrap:anywhere}
        .langs{display:flex;border:1px solid rgba(255,255,255,.5);border-radius:999px;overflow:hidden;flex:none}
        .langs label{padding:5px 13px;font-size:13px;cursor:pointer}
        #lang-vi:checked~header label[for=lang-vi],#lang-en:checked~header label[for=lang-en]{background:#fff;\
        color:var(--brand);font-weight:600}
        #lang-vi:focus-visible~header label[for=lang-vi],#lang-en:focus-visible~header label[for=lang-en]\
        {outline:3px solid #ffd54a;outline-offset:-3px}
        main.wrap{position:relative;margin-top:-28px;padding-bottom:40px}
        section{background:var(--paper);border:1px solid var(--line);border-radius:10px;padding:20px 22px;\
        margin:0 0 16px}
        h2{margin:0 0 14px;font-size:19px;line-height:1.3}
        h2 small{font-weight:400;color:var(--soft);font-size:14px;margin-left:6px}
        p{margin:0 0 10px}
        .state{display:flex;gap:12px;align-items:center;margin:0 0 18px;padding:11px 14px;border-radius:8px;\
        font-weight:600;background:var(--goodsoft);color:var(--good)}
        .state::before{content:"";width:11px;height:11px;border-radius:50%;background:currentColor;flex:none}
        .state.rehearsal{background:var(--warnsoft);color:var(--warn)}
        .state.failed{background:var(--badsoft);color:var(--bad)}
        .figures{display:grid;grid-template-columns:repeat(4,1fr);gap:12px;margin:0}
        .figures div{border:1px solid var(--line);border-radius:8px;padding:11px 14px}
        .figures dt{color:var(--soft);font-size:14px}
        .figures dd{margin:0;font-size:27px;font-weight:700;line-height:1.25;font-variant-numeric:tabular-nums}
        .figures .bad dd{color:var(--bad)}.figures .mend dd{color:var(--mend)}.figures .zero dd{color:var(--soft)}
        .share{display:flex;height:9px;border-radius:5px;overflow:hidden;margin:16px 0 0;background:var(--line)}
        .share i{display:block;min-width:3px}.share .ok{background:var(--good)}.share .mend{background:var(--mend)}
        .share .bad{background:var(--bad)}
        .figures.changes{margin-top:16px;grid-template-columns:repeat(auto-fit,minmax(130px,1fr))}
        .facts{display:grid;grid-template-columns:minmax(150px,240px) 1fr;gap:0;margin:0}
        .facts dt,.facts dd{padding:7px 0;margin:0;border-top:1px solid var(--line)}
        .facts dt{color:var(--soft);padding-right:16px}.facts dd{overflow-wrap:anywhere}
        .facts dt:first-of-type,.facts dd:first-of-type{border-top:0}
        .facts small{display:block;color:var(--soft)}
        table{border-collapse:collapse;width:100%;font-size:15px}
        th{text-align:left;font-weight:600;color:var(--soft);font-size:13.5px;border-bottom:2px solid var(--line);\
        padding:6px 12px 6px 0;vertical-align:bottom}
        td{border-bottom:1px solid var(--line);padding:10px 12px 10px 0;vertical-align:top;overflow-wrap:anywhere}
        tr:last-child>td{border-bottom:0}
        td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
        code{font:13.5px/1.4 ui-monospace,"Cascadia Mono",Consolas,"DejaVu Sans Mono",monospace;overflow-wrap:anywhere}
        .badge{display:inline-block;border-radius:999px;padding:1px 10px;font-size:13px;font-weight:600;\
        white-space:nowrap;background:var(--ground);color:var(--soft)}
        .badge.rejected{background:var(--badsoft);color:var(--bad)}
        .badge.repaired{background:var(--mendsoft);color:var(--mend)}
        .soft{color:var(--soft);font-size:14px}
        .meter{display:inline-block;width:64px;height:7px;border-radius:4px;background:var(--line);overflow:hidden;\
        vertical-align:1px;margin-right:7px}.meter i{display:block;height:100%;background:var(--good)}
        .meter.low i{background:#c98a00}
        .sample{display:block}.sample .raw{color:var(--soft)}
        ul.notes{margin:0;padding-left:20px}ul.notes li{margin:0 0 6px}
        .map{display:block;width:100%;height:auto;border:1px solid var(--line);border-radius:8px}
        .map .sea{fill:#f7f9fa}.map .extent{fill:#fff;stroke:#a9b6c2;stroke-dasharray:5 4}
        .map .dots circle{fill:#9fb0bd;opacity:.75}
        .map path.rejected{fill:rgba(179,38,30,.22);stroke:#b3261e;stroke-width:1.4}
        .map path.repaired{fill:rgba(31,95,168,.2);stroke:#1f5fa8;stroke-width:1.4}
        .map .dot{stroke:#fff;stroke-width:1}.map .dot.rejected,.map .tag.rejected{fill:#b3261e}
        .map .dot.repaired,.map .tag.repaired{fill:#1f5fa8}
        .map .leader{stroke-width:1}.map .leader.rejected{stroke:#b3261e}.map .leader.repaired{stroke:#1f5fa8}
        .map a text{fill:#fff;font-size:12.5px;font-weight:600}
        .map .corner text{fill:#5b6b7b;font-size:12.5px}
        .map .scale path{fill:none;stroke:#1c2733;stroke-width:1.5}.map .scale text{fill:#1c2733;font-size:12.5px}
        .map a:focus .tag,.map a:hover .tag{stroke:#1c2733;stroke-width:2}
        .mapbox.narrow{display:none}
        .legend{display:flex;flex-wrap:wrap;gap:6px 18px;margin:10px 0 0;padding:0;list-style:none;font-size:14px;\
        color:var(--soft)}
        .legend i{display:inline-block;width:11px;height:11px;border-radius:50%;margin-right:6px;vertical-align:-1px}
        .legend .rejected{background:var(--bad)}.legend .repaired{background:var(--mend)}.legend .other{background:#9fb0bd}
        .thumb{display:block;width:120px;height:84px;background:#f7f9fa;border:1px solid var(--line);border-radius:6px}
        .thumb .after{fill:rgba(27,127,75,.28);fill-rule:evenodd}
        .thumb .before{fill:none;stroke:#b3261e;stroke-width:1.3;stroke-linejoin:round}
        .thumb .fault{fill:none;stroke:#1c2733;stroke-width:1.3}
        .row{display:grid;grid-template-columns:44px 120px 1fr;gap:4px 16px;padding:14px 0;\
        border-top:1px solid var(--line);break-inside:avoid}
        .row:target{background:#fffbe8;box-shadow:0 0 0 8px #fffbe8}
        .row:first-of-type{border-top:0}
        .row .no{font-weight:700;font-variant-numeric:tabular-nums;text-align:center;background:var(--bad);color:#fff;\
        border-radius:999px;height:24px;min-width:24px;padding:0 8px;justify-self:start;font-size:14px;line-height:24px}
        .row .no.repaired{background:var(--mend)}
        .row .what{min-width:0}
        .row .head{display:flex;flex-wrap:wrap;gap:4px 12px;align-items:baseline;margin:0 0 4px}
        .row .head b{font-size:16px}
        .row p{margin:0 0 5px}
        .row .values{font-size:14px;color:var(--ink);overflow-wrap:anywhere}
        .row .values b{font-weight:400;color:var(--soft)}
        .row .values span.v{margin-right:14px;display:inline-block;max-width:100%}
        .row.plain{grid-template-columns:44px 1fr}
        .more{background:var(--ground);border-radius:8px;padding:11px 14px;margin:12px 0 0}
        footer{color:var(--soft);font-size:13.5px;padding:0 2px}
        @media(max-width:640px){
        .wrap{padding:0 14px}header .wrap{padding-top:16px;flex-direction:column-reverse;gap:10px}
        .langs{align-self:flex-end}h1{font-size:23px}
        section{padding:16px 15px}
        .figures,.figures.changes{grid-template-columns:1fr 1fr;gap:9px}.figures dd{font-size:23px}
        .facts{grid-template-columns:1fr}.facts dt{padding:9px 0 0}.facts dd{border-top:0;padding:0 0 9px}
        .facts dt:first-of-type{padding-top:0}
        table,tbody,tr,td{display:block;width:100%}thead{display:none}
        tr{border-bottom:1px solid var(--line);padding:10px 0}tr:last-child{border-bottom:0}
        td,td.n{border:0;padding:2px 0;text-align:left;white-space:normal}
        td[data-vi]::before{content:attr(data-vi) ": ";color:var(--soft);font-size:13.5px}
        #lang-en:checked~main td[data-en]::before{content:attr(data-en) ": "}
        .row{grid-template-columns:38px 1fr;gap:6px 10px}.row .thumb{grid-column:2}.row .what{grid-column:1/-1}
        .row.plain .what{grid-column:2}
        .mapbox{display:none}.mapbox.narrow{display:block}
        }
        @page{size:A4;margin:14mm 13mm}
        @media print{
        body{background:#fff;font-size:10.5pt}header{background:none;color:var(--ink);border-bottom:2px solid var(--brand)}
        header .wrap{padding:0 0 10px}main.wrap{margin-top:12px}.wrap,main.wrap{padding:0;max-width:none}.langs{display:none}
        .mapbox{display:block}.mapbox.narrow{display:none}
        section{border:0;padding:0 0 6px;margin:0 0 12px}section.map-section{break-inside:avoid}
        h1{font-size:19pt}h2{font-size:13pt;break-after:avoid}thead{display:table-header-group}tr{break-inside:avoid}
        *{-webkit-print-color-adjust:exact;print-color-adjust:exact}a{color:inherit;text-decoration:none}
        .thumb{width:100px;height:70px}.row{grid-template-columns:40px 100px 1fr}
        }
        """
}

/// How a report's page looks: on a screen from 360 pixels on, light or dark, and on A4.
///
/// Text stands out from what is behind it by 4.5 to 1 at least, parts of drawings by 3 to 1.
package enum ReportPageStyle {
    static let text = colours + base + facts + contents + pieces + tables + small + print

    /// What the parts of a report need in another page, after that page's own style.
    package static let parts = colours + facts + pieces + tables + small + print

    private static let colours = """

        :root {
          color-scheme: light dark;
          --paper: #ffffff; --ink: #1a1a1a; --soft: #4a4a4a; --line: #c4c8cc; --panel: #f2f4f7;
          --link: #003f7d; --grid: #80868c; --bar: #1f5a94; --second: #9a4a00; --third: #2f6b2f;
          --met: #0b5d1e; --missed: #9c0000;
        }
        @media screen and (prefers-color-scheme: dark) {
          :root {
            --paper: #14171a; --ink: #ececec; --soft: #c0c4c8; --line: #4a5056; --panel: #20252a;
            --link: #9cc8ff; --grid: #7c838a; --bar: #8ab8e8; --second: #f0b060; --third: #8fd08f;
            --met: #8fd99f; --missed: #ff9d9d;
          }
        }

        """

    private static let base = """
        * { box-sizing: border-box; }
        body {
          margin: 0 auto; padding: 1rem; max-width: 72rem; background: var(--paper);
          color: var(--ink); font: 1rem/1.45 Helvetica, Arial, "Liberation Sans", "DejaVu Sans",
          sans-serif; overflow-wrap: anywhere;
        }
        h1 { font-size: 1.8rem; line-height: 1.2; margin: 0 0 .25rem; }
        h2 { font-size: 1.4rem; margin: 2.5rem 0 .75rem; border-bottom: 2px solid var(--grid); }
        h3 { font-size: 1.1rem; margin: 1.75rem 0 .5rem; }
        p { margin: 0 0 .5rem; }
        a { color: var(--link); }
        :focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
        code { font: .85em "DejaVu Sans Mono", "Liberation Mono", monospace; color: var(--soft); }

        """

    private static let facts = """
        .period { font-size: 1.1rem; }
        .facts { margin: 0 0 .75rem; color: var(--soft); font-size: .9rem; }
        .facts div { display: inline-block; margin-right: 1.25rem; }
        .facts dt { display: inline; }
        .facts dt::after { content: ":"; }
        .facts dd { display: inline; margin: 0 0 0 .25rem; }
        .notes { background: var(--panel); margin: 0 0 1rem; padding: .6rem .75rem .6rem 1.75rem; }

        """

    private static let contents = """
        nav ul { display: flex; flex-wrap: wrap; gap: .4rem 1.25rem; padding: 0; margin: 0;
          list-style: none; }
        nav a { display: inline-block; padding: .25rem 0; }

        """

    private static let pieces = """
        .cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr));
          gap: .75rem; padding: 0; margin: 0; list-style: none; }
        .cards li { background: var(--panel); border-left: 4px solid var(--grid);
          padding: .6rem .75rem; }
        .cards p { margin: 0; }
        .cards .name { font-weight: bold; }
        .cards .value { font-size: 1.6rem; line-height: 1.3; }
        .beside { color: var(--soft); font-size: .9rem; }
        .met { color: var(--met); }
        .missed { color: var(--missed); }
        .pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr));
          gap: 1rem 2rem; align-items: start; }
        .chart { margin: 0 0 1rem; max-width: 32rem; break-inside: avoid; }
        .chart figcaption { color: var(--soft); font-size: .9rem; margin-bottom: .5rem; }
        .chart svg { display: block; width: 100%; height: auto; overflow: visible; }
        .chart text { paint-order: stroke; stroke: var(--paper); stroke-width: 3px; }
        .spoken { position: absolute; width: 1px; height: 1px; overflow: hidden;
          clip-path: inset(50%); white-space: nowrap; }

        """

    private static let tables = """
        .frame { overflow-x: auto; margin: 0 0 1rem; position: relative; }
        table { border-collapse: collapse; width: 100%; font-size: .9rem; }
        caption { text-align: left; color: var(--soft); padding: .25rem 0; }
        th, td { padding: .3rem .5rem; border-bottom: 1px solid var(--line); text-align: left;
          vertical-align: top; overflow-wrap: normal; }
        thead th { vertical-align: bottom; border-bottom: 2px solid var(--grid); }
        tbody th { font-weight: normal; }
        .frame th:first-child { position: sticky; left: 0; background: var(--paper);
          min-width: 5.5rem; max-width: 45vw; overflow-wrap: break-word; }
        th:not(:first-child) { text-align: right; }
        .number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
        .frame .number small { display: block; color: var(--soft); font-size: .85em; }
        .hidden { color: var(--soft); font-style: italic; text-align: right; }
        .whole { text-align: left; }
        .figures { margin: 0 0 1.75rem; table-layout: fixed; }
        .figures caption { color: var(--ink); font-size: 1.1rem; font-weight: bold; }
        .figures th:nth-child(1) { width: 20%; }
        .figures th:nth-child(2) { width: 12%; }
        .figures th:nth-child(3) { width: 13%; }
        .figures th:nth-child(4) { width: 7%; }
        .figures th:nth-child(5) { width: 14%; text-align: left; }
        .figures th:nth-child(6) { text-align: left; }
        .figures tbody code { display: block; overflow-wrap: anywhere; }
        .figures code span { white-space: nowrap; }
        .figures tr:target { background: var(--panel); }

        """

    private static let small = """
        @media screen and (max-width: 47rem) {
          .figures, .figures caption, .figures tbody, .figures tr, .figures th, .figures td
            { display: block; width: auto !important; text-align: left; white-space: normal; }
          .figures thead { position: absolute; width: 1px; height: 1px; overflow: hidden;
            clip-path: inset(50%); }
          .figures tr { border-bottom: 1px solid var(--grid); padding: .5rem 0; }
          .figures th, .figures td { border: 0; padding: .1rem 0; }
          .figures tbody th { font-weight: bold; }
          .figures td::before { content: attr(data-label) ": "; color: var(--soft); }
          .figures .none { display: none; }
        }

        """

    private static let print = """
        @page { size: A4; margin: 14mm 13mm; }
        @media print {
          body { max-width: none; padding: 0; font-size: 9.5pt; }
          nav { display: none; }
          h1, h2, h3, caption { break-after: avoid; page-break-after: avoid; }
          h2 { margin-top: 1.5rem; }
          table { font-size: 8pt; }
          th, td { padding: .2rem .3rem; }
          thead { display: table-header-group; }
          tr, .chart, .cards li { break-inside: avoid; page-break-inside: avoid; }
          .frame { overflow: visible; }
          .frame th:first-child { position: static; min-width: 4.5rem; max-width: none;
            overflow-wrap: anywhere; }
          .cards a { color: inherit; text-decoration: none; }
          .cards { grid-template-columns: repeat(3, 1fr); }
          .cards .value { font-size: 14pt; }
          .pair { grid-template-columns: 1fr 1fr; }
          .chart { max-width: 85mm; }
          .chart figcaption, .beside, .facts { font-size: 8.5pt; }
          * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
        }

        """
}

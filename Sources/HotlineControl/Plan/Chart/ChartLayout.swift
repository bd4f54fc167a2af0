import ReportPages

/// Breaks a plan into pages of A4 in landscape.
///
/// A band is kept on one page where that is possible. Rows are as high as they can be without a
/// further page.
struct ChartLayout {
    static let page = ChartBox(x: 0, y: 0, width: 1188, height: 840)
    static let margin = 36.0
    static let labelWidth = 148.0
    static let ownerHeight = 20.0
    static let legendColumns = 4
    static let legendRow = 25.0

    private static let rowHeights = stride(from: 60.0, through: 36.0, by: -2.0)
    private static let bandHead = 40.0
    private static let clockHead = 15.0
    private static let bandFoot = 13.0
    private static let legendHead = 24.0

    let rowHeight: Double

    static func head(of band: ChartBand) -> Double {
        bandHead + (band.changes.isEmpty ? 0 : clockHead)
    }

    func height(of row: ChartRow) -> Double {
        switch row {
        case .owner: ChartLayout.ownerHeight
        case .line: rowHeight
        }
    }

    private func height(of block: ChartBlock) -> Double {
        switch block {
        case .band(let band, let rows):
            return ChartLayout.head(of: band) + rows.map(height).reduce(0, +) + ChartLayout.bandFoot
        case .legend(let entries):
            let rows = (entries.count + ChartLayout.legendColumns - 1) / ChartLayout.legendColumns
            return ChartLayout.legendHead + Double(rows) * ChartLayout.legendRow
        }
    }

    // MARK: Pages

    /// The layout with the highest rows among those of the fewest pages, and its pages.
    static func best(
        _ bands: [ChartBand], rows: [ChartRow], legend: [ChartLegend.Entry]
    ) -> (layout: ChartLayout, pages: [[PlacedBlock]]) {
        var best: (ChartLayout, [[PlacedBlock]])?
        for height in rowHeights {
            let layout = ChartLayout(rowHeight: height)
            let pages = layout.pages(bands, rows: rows, legend: legend)
            if best.map({ pages.count < $0.1.count }) ?? true { best = (layout, pages) }
        }
        return best ?? (ChartLayout(rowHeight: 36), [])
    }

    private static let firstTop = margin + 42
    private static let furtherTop = margin + 28
    private static let bottom = page.height - margin - 4

    private func pages(
        _ bands: [ChartBand], rows: [ChartRow], legend: [ChartLegend.Entry]
    ) -> [[PlacedBlock]] {
        var pages: [[PlacedBlock]] = [[]]
        var y = ChartLayout.firstTop
        func turnPage() {
            pages.append([])
            y = ChartLayout.furtherTop
        }
        func place(_ block: ChartBlock) {
            pages[pages.count - 1].append(PlacedBlock(block: block, y: y))
            y += height(of: block)
        }
        for band in bands {
            let whole = ChartLayout.furtherTop + height(of: .band(band, rows: rows))
            let isTooHigh = y + whole - ChartLayout.furtherTop > ChartLayout.bottom
            if isTooHigh, whole <= ChartLayout.bottom, pages.last?.isEmpty == false { turnPage() }
            var next = 0
            repeat {
                let room = ChartLayout.bottom - y - ChartLayout.head(of: band)
                let part = take(
                    rows, from: next, room: room, evenIfTooHigh: pages.last?.isEmpty ?? true)
                if part.next > next || rows.isEmpty { place(.band(band, rows: part.rows)) }
                next = part.next
                if next < rows.count { turnPage() }
            } while next < rows.count
        }
        for part in parts(of: legend) {
            if y + height(of: part) > ChartLayout.bottom, pages.last?.isEmpty == false {
                turnPage()
            }
            place(part)
        }
        return pages
    }

    /// As many rows as there is room for, and the first of those that are left. An owner never stands
    /// alone, and is told again where its lines go on.
    private func take(
        _ rows: [ChartRow], from start: Int, room: Double, evenIfTooHigh: Bool
    ) -> (rows: [ChartRow], next: Int) {
        var taken: [ChartRow] = []
        if start > 0, case .line(let line) = rows[start] {
            taken.append(.owner(line.ownerName, isContinued: true))
        }
        var used = ChartLayout.bandFoot + taken.map(height).reduce(0, +)
        var next = start
        var hasLine = false
        while next < rows.count {
            used += height(of: rows[next])
            guard used <= room || evenIfTooHigh && !hasLine else { break }
            taken.append(rows[next])
            hasLine = hasLine || rows[next].isLine
            next += 1
        }
        guard hasLine else { return ([], start) }
        if next < rows.count, let last = taken.last, !last.isLine {
            taken.removeLast()
            next -= 1
        }
        return (taken, next)
    }

    private func parts(of legend: [ChartLegend.Entry]) -> [ChartBlock] {
        let most = 100
        return stride(from: 0, to: legend.count, by: most).map {
            .legend(Array(legend[$0..<min(legend.count, $0 + most)]))
        }
    }
}

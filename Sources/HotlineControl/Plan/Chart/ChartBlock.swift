import OnCallRoster

/// One band of the drawing: a week, or a whole plan of at most seven days.
struct ChartBand {
    /// One a day, in order.
    let columns: [CivilDate]
    /// What of it belongs to the plan.
    let span: Interval
    let changes: [ClockChange]
}

/// One row of a band.
enum ChartRow {
    /// The institution or municipality of the lines below; `isContinued` if some stand further up.
    case owner(String, isContinued: Bool)
    case line(PlannedLine)
}

/// What is placed on a page.
enum ChartBlock {
    case band(ChartBand, rows: [ChartRow])
    case legend([ChartLegend.Entry])
}

/// A block and where its upper edge lies on its page.
struct PlacedBlock {
    let block: ChartBlock
    let y: Double
}

extension ChartRow {
    var isLine: Bool {
        switch self {
        case .owner: false
        case .line: true
        }
    }
}

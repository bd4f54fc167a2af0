import ReportPages

/// Colours of the drawing that stand for no professional. Text is set in the first three.
enum ChartInk {
    static let black = Markup.black
    static let grey = "#4a4a4a"
    static let red = "#9c0000"
    static let blue = "#003f7d"
    static let paper = "#ffffff"
    static let dayOff = "#e3e9f0"
    static let outside = "#f3f3f3"
    static let owner = "#eeeeee"
    static let rule = "#9a9a9a"
    static let fineRule = "#d0d0d0"
    static let alarm = "#d11a1a"
}

/// A roster's rules as plain values of the comparison's own: nothing of `OnCallRoster` is in them.
///
/// Days are counted from 1970-01-01. A wall minute is counted from 00:00 of that day on the wall.
struct PlainRoster {
    /// `nil`: the key is left out, and Europe/Copenhagen meant.
    var zone: String?
    var holidays = PlainHolidays()
    var lines: [PlainLine] = []
    var absences: [PlainDated] = []
    var professionals: [PlainProfessional] = []

    var zoneName: String { zone ?? "Europe/Copenhagen" }
}

struct PlainProfessional {
    let id: String
    /// When they may be rung as a contact, off duty too.
    var available: [PlainWindow] = []
    /// The first and the last day of employment.
    var from: Int?
    var until: Int?
}

struct PlainLine {
    let name: String
    /// The municipality's; otherwise the institution's.
    var ofMunicipality = false
    var covers = PlainCovers.always
    var rotations: [PlainRotation] = []
    var shifts: [PlainDated] = []
    var overrides: [PlainDated] = []

    /// As problems name it.
    var id: String { "\(ofMunicipality ? "fjordby" : "egetraeet")/\(name)" }
}

enum PlainCovers {
    case always, never
    case windows([PlainWindow])
}

struct PlainRotation {
    /// Places in `PlainRoster.professionals`.
    var professionals: [Int]
    var starts: Int
    var turn: PlainTurn
    /// Minutes past midnight; `nil`: the key is left out.
    var handover: Int?
    /// `nil`: the key is left out, and each whole day meant.
    var windows: [PlainWindow]?
    var weeks = PlainWeeks.all
}

enum PlainTurn {
    case days(Int), weeks(Int), windows(Int)
}

enum PlainWeeks: String, CaseIterable {
    case all, odd, even
}

struct PlainWindow {
    /// As the roster spells it, without the times.
    let days: String
    /// 0 for Monday to 6 for Sunday.
    let weekdays: Set<Int>
    let onHolidays: Bool
    /// The spelling of `except holiday`, if it follows.
    let except: String?
    /// Minutes past midnight; `to` may be 1440.
    let from: Int
    let to: Int

    static let wholeDay = PlainWindow(
        days: "Mon-Sun", weekdays: Set(0...6), onHolidays: false, except: nil, from: 0, to: 1440)
}

/// A shift, an override or an absence.
struct PlainDated {
    /// A place in `PlainRoster.professionals`; `nil`: nobody.
    let who: Int?
    let from: PlainMoment
    let to: PlainMoment
}

/// A wall minute and how the roster writes it: the end of a day may be the day alone, or 24:00.
struct PlainMoment {
    let wall: Int
    let text: String
}

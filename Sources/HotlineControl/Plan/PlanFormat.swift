import ArgumentParser

/// What `roster plan` prints.
enum PlanFormat: String, CaseIterable, ExpressibleByArgument {
    case text, json, csv, ics, svg
}

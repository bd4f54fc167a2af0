import OnCallRoster

extension Roster {
    /// A professional by id and name: `bo (Bo Sønderskov)`.
    func naming(_ professional: ProfessionalID) -> String {
        let name = name(of: professional)
        return name.isEmpty || name == professional.rawValue
            ? professional.rawValue : "\(professional) (\(name))"
    }

    /// A line by id and name: `egetraeet/first (Forvagt)`.
    func naming(_ line: LineID) -> String {
        guard let name = self.line(line)?.name, name != line.name.rawValue else {
            return line.description
        }
        return "\(line) (\(name))"
    }
}

/// Why a request was refused, as `application/problem+json` (RFC 9457).
package struct Problem: Codable, Hashable, Sendable {
    /// A URI that names the kind of problem; `about:blank` where the status says it all.
    package let type: String
    /// What the kind of problem is, the same each time.
    package let title: String
    /// The HTTP status.
    package let status: Int
    /// What was found this time, and what to do.
    package let detail: String

    package init(type: String = "about:blank", title: String, status: Int, detail: String) {
        self.type = type
        self.title = title
        self.status = status
        self.detail = detail
    }

    /// Every member may be missing (RFC 9457, section 3.1).
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        type = try container.decodeIfPresent(String.self, forKey: .type) ?? "about:blank"
        title = try container.decodeIfPresent(String.self, forKey: .title) ?? ""
        status = try container.decodeIfPresent(Int.self, forKey: .status) ?? 0
        detail = try container.decodeIfPresent(String.self, forKey: .detail) ?? ""
    }

    private enum CodingKeys: String, CodingKey {
        case type, title, status, detail
    }
}

import HotlineAPI
import HotlineSettings
import HummingbirdCore

extension APIDoor {
    /// The door's description in OpenAPI 3.1, written from its operations.
    func description() throws(APIFlaw) -> Response {
        do {
            return .json(try JSONDocument(OpenAPI()).bytes)
        } catch {
            throw APIFlaw("the description could not be written", status: 500)
        }
    }
}

/// OpenAPI 3.1 (https://spec.openapis.org/oas/v3.1.0), as far as the door needs it.
struct OpenAPI: Encodable {
    private let openapi = "3.1.0"
    private let info = Info()
    private let servers = [Server()]
    private let security = [["token": [String]()]]
    private let paths: [String: [String: Operation]]
    private let components = Components()

    init() throws {
        var paths: [String: [String: Operation]] = [:]
        for operation in APIOperation.all {
            paths["/" + operation.path, default: [:]][operation.method.rawValue] = try Operation(
                operation)
        }
        self.paths = paths
    }

    private struct Info: Encodable {
        let title = "Akuttelefon"
        let version = Hotlined.versionText
        let description = """
            What the hotline's log and daemon know. On the control socket the asking process's user \
            says who is asking; over TCP a bearer token does. Every read of personal data is written \
            down, with the reason that the header Access-Reason gives.
            """
    }

    private struct Server: Encodable {
        let url = "/api/v1"
    }

    private struct Components: Encodable {
        let securitySchemes = ["token": ["type": "http", "scheme": "bearer"]]
    }

    private struct Operation: Encodable {
        let operationId: String
        let summary: String
        let description: String
        let parameters: [Parameter]
        let requestBody: RequestBody?
        let responses: [String: Reply]

        init(_ operation: APIOperation) throws {
            operationId =
                operation.method.rawValue + "-"
                + operation.path.filter { !"{}".contains($0) }.split(separator: "/")
                .joined(separator: "-")
            summary = operation.summary
            let roles = AccessRole.allCases.filter { $0.may(operation.deed) }.map(\.rawValue)
            description =
                (operation.deed == .seeStatus
                    ? "For anyone who may ask at all." : "For: \(roles.joined(separator: ", ")).")
                + (operation.deed == .deliverMessages ? " And for the settings' messenger." : "")
                + (operation.isLocal ? " On the control socket only." : "")
            let names = operation.path.split(separator: "/").filter { $0.hasPrefix("{") }
                .map { String($0.dropFirst().dropLast()) }
            parameters =
                names.map { Parameter(inPath: $0) } + operation.query.map { Parameter($0) }
                + [Parameter.reason]
            requestBody = try operation.body.map { RequestBody(try JSONSchema(of: $0)) }
            var responses: [String: Reply] = [:]
            // The description itself is an object of whose members only the frame is told.
            let schema: Content.Schema =
                operation.reply == OpenAPIDocument.self
                ? .anyObject : .one(try JSONSchema(of: operation.reply).json(isReply: true))
            responses[String(operation.status)] = Reply("Done", Content(schema: schema), false)
            let problem = Content(
                schema: .one(try JSONSchema(of: Problem.self).json(isReply: true)))
            for status in Set([400, 401, 403, 405, 429, 503] + operation.refusals) {
                responses[String(status)] = Reply(Operation.meaning(of: status), problem, true)
            }
            self.responses = responses
        }

        private static func meaning(of status: Int) -> String {
            switch status {
            case 400: "The question cannot be read"
            case 401: "No token that holds"
            case 403: "The role may not do this"
            case 404: "There is no such thing, or the role may not see it"
            case 405: "The path is asked in another way"
            case 409: "What is asked contradicts what there is"
            case 413: "More than 64 KiB"
            case 429: "Too many tokens that are none"
            default: "The log cannot be read or written now"
            }
        }
    }

    private struct Parameter: Encodable {
        let name: String
        let `in`: String
        let required: Bool
        let description: String
        private let schema: Schema

        private struct Schema: Encodable {
            let base: JSONSchema
            let words: [String]

            private enum Keys: String, CodingKey {
                case `enum`
            }

            func encode(to encoder: any Encoder) throws {
                try base.json(isReply: false).encode(to: encoder)
                guard !words.isEmpty else { return }
                var container = encoder.container(keyedBy: Keys.self)
                try container.encode(words, forKey: .enum)
            }
        }

        init(_ parameter: APIOperation.Parameter) {
            name = parameter.name
            `in` = "query"
            required = parameter.isRequired
            description = parameter.summary
            schema = Schema(base: parameter.schema, words: parameter.words)
        }

        init(inPath name: String) {
            self.init(name, "path", true, "As the list names it, percent-encoded")
        }

        static let reason = Parameter(
            "Access-Reason", "header", false, "Why personal data is read; percent-encoded UTF-8")

        private init(_ name: String, _ place: String, _ required: Bool, _ summary: String) {
            self.name = name
            `in` = place
            self.required = required
            description = summary
            schema = Schema(base: .string, words: [])
        }
    }

    private struct RequestBody: Encodable {
        let required = true
        let content: [String: Content]

        init(_ schema: JSONSchema) {
            content = ["application/json": Content(schema: .one(schema.json(isReply: false)))]
        }
    }

    private struct Reply: Encodable {
        let description: String
        let content: [String: Content]

        init(_ description: String, _ content: Content, _ isProblem: Bool) {
            self.description = description
            self.content = [
                isProblem ? "application/problem+json" : "application/json": content
            ]
        }
    }

    private struct Content: Encodable {
        let schema: Schema

        enum Schema: Encodable {
            case one(SchemaText)
            case anyObject

            func encode(to encoder: any Encoder) throws {
                switch self {
                case .one(let text): try text.encode(to: encoder)
                case .anyObject: try ["type": "object"].encode(to: encoder)
                }
            }
        }
    }
}

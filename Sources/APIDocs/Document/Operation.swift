/// One route of the API: everything that its entry in the document says.
struct Operation: Sendable {
    /// How the document groups routes.
    enum Tag: String, CaseIterable, Sendable {
        case auth, chat, sync, service
    }

    let method: String
    let path: String
    let id: String
    let tag: Tag
    let summary: String
    let description: String
    let needsToken: Bool
    /// Whether it changes something and is made once for each `Idempotency-Key`; its parameters and refusals then hold
    /// what belongs to keys.
    let isMadeOnceByKey: Bool
    let parameters: [Parameter]
    let requestBody: Body?
    /// What it answers when all is well, by status.
    let replies: [Reply]
    /// Examples of what is wrong with requests that cannot be understood (422); none where nothing can be.
    let problems: [Problem]
    /// What it refuses, in the order of the statuses.
    let refusals: [DocumentedError]

    init(
        _ method: String,
        _ path: String,
        id: String,
        tag: Tag,
        summary: String,
        description: String,
        needsToken: Bool = false,
        isMadeOnceByKey: Bool = false,
        parameters: [Parameter] = [],
        requestBody: Body? = nil,
        replies: [Reply],
        problems: [Problem] = [],
        refusals: [DocumentedError] = []
    ) {
        self.method = method
        self.path = path
        self.id = id
        self.tag = tag
        self.summary = summary
        self.description = description
        self.needsToken = needsToken
        self.isMadeOnceByKey = isMadeOnceByKey
        self.parameters = isMadeOnceByKey ? parameters + [.idempotencyKey] : parameters
        self.requestBody = requestBody
        self.replies = replies
        self.problems = problems
        self.refusals = isMadeOnceByKey ? refusals + [.idempotencyKeyReused, .idempotencyKeyInUse] : refusals
    }
}

extension Operation {
    /// A body in JSON: the name of its schema and examples of it.
    struct Body: Sendable {
        let schema: String
        let examples: [Example]
    }

    /// A value that shows what a schema means.
    struct Example: Sendable {
        let name: String
        let summary: String
        let value: JSON
    }

    /// A parameter that several operations share, by its name among the components.
    enum Parameter: String, CaseIterable, Sendable {
        case chatID = "ChatID"
        case limit = "Limit"
        case offset = "Offset"
        case token = "Token"
        case assetName = "AssetName"
        case clientVersion = "ClientVersion"
        case clientFolder = "ClientFolder"
        case clientFile = "ClientFile"
        case userID = "UserID"
        case afterMember = "AfterMember"
        case memberLimit = "MemberLimit"
        case since = "Since"
        case lastEventID = "LastEventID"
        case ticket = "Ticket"
        case syncLimit = "SyncLimit"
        case searchText = "SearchText"
        case idempotencyKey = "IdempotencyKey"
        case acceptLanguage = "AcceptLanguage"
    }

    /// One way to succeed.
    struct Reply: Sendable {
        let status: Int
        let description: String
        let headers: JSON?
        let content: JSON?

        /// A reply in JSON.
        static func json(_ status: Int, _ description: String, schema: JSON, example: JSON) -> Reply {
            Reply(
                status: status,
                description: description,
                headers: nil,
                content: ["application/json": ["schema": schema, "example": example]]
            )
        }
    }

    /// One thing that can be wrong with a request, as a 422 tells it.
    struct Problem: Sendable {
        let name: String
        let summary: String
        let detail: JSON
    }
}

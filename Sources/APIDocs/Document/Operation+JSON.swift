extension Operation {
    /// The operation as an Operation Object.
    var json: JSON {
        .members([
            "tags": [.string(tag.rawValue)],
            "summary": .string(summary),
            "description": .string(description),
            "operationId": .string(id),
            "security": needsToken ? [["bearer": []]] : nil,
            "parameters": parameters.isEmpty ? nil : .array(parameters.map { reference("parameters", $0.rawValue) }),
            "requestBody": requestBody?.json,
            "responses": responses,
        ])
    }

    /// Every status that can occur, in ascending order.
    private var responses: JSON {
        var byStatus: [Int: JSON] = [:]
        for reply in replies { byStatus[reply.status] = reply.json(isMadeOnceByKey: isMadeOnceByKey) }
        for (status, errors) in Dictionary(grouping: refusals, by: \.status) {
            byStatus[status] = refusal(of: errors, status: status)
        }
        if !problems.isEmpty { byStatus[422] = invalid }
        return .members(byStatus.sorted { $0.key < $1.key }.map { (String($0.key), $0.value) })
    }

    private func refusal(of errors: [DocumentedError], status: Int) -> JSON {
        let lines = errors.map { "* `\($0.code)`: \($0.meaning)" }
        let examples = errors.flatMap(\.examples).map { ($0.name, reference("examples", $0.name)) }
        return .members([
            "description": .string(lines.joined(separator: "\n")),
            "headers": Self.headers[status],
            "content": [
                "application/json": ["schema": reference("schemas", "Error"), "examples": .members(examples)]
            ],
        ])
    }

    /// The headers that come with an error.
    private static let headers: [Int: JSON] = [
        401: ["WWW-Authenticate": reference("headers", "WWWAuthenticate")],
        405: ["Allow": reference("headers", "Allow")],
        409: ["Retry-After": reference("headers", "RetryAfterInUse")],
        429: ["Retry-After": reference("headers", "RetryAfter")],
        503: ["Retry-After": reference("headers", "RetryAfter")],
    ]

    private var invalid: JSON {
        let examples = problems.map { problem in
            (
                problem.name,
                [
                    "summary": .string(problem.summary),
                    "value": ["detail": [problem.detail], "code": "validation_failed"],
                ] as JSON
            )
        }
        return [
            "description": "* `validation_failed`: what is wrong with the path, the query and the body, all of it.",
            "content": [
                "application/json": [
                    "schema": reference("schemas", "HTTPValidationError"), "examples": .members(examples),
                ]
            ],
        ]
    }
}

extension Operation.Body {
    /// The body as a Request Body Object.
    var json: JSON {
        let examples = examples.map { example in
            (example.name, ["summary": .string(example.summary), "value": example.value] as JSON)
        }
        return [
            "required": true,
            "content": [
                "application/json": ["schema": reference("schemas", schema), "examples": .members(examples)]
            ],
        ]
    }
}

extension Operation.Reply {
    /// The reply as a Response Object.
    func json(isMadeOnceByKey: Bool) -> JSON {
        let replay: JSON? =
            isMadeOnceByKey ? ["Idempotent-Replay": reference("headers", "IdempotentReplay")] : nil
        return .members(["description": .string(description), "headers": headers ?? replay, "content": content])
    }
}

/// A reference to one of the document's components.
func reference(_ kind: String, _ name: String) -> JSON {
    ["$ref": "#/components/\(kind)/\(name)"]
}

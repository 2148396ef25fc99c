extension DocumentedChannel {
    /// The channel as a Channel Object.
    var json: JSON {
        .members([
            "address": .string(address),
            "title": .string(title),
            "description": .string(description),
            "messages": .members(frames.map { ($0.name, reference("messages", $0.name)) }),
            "parameters": parameters.isEmpty ? nil : .members(parameters),
            "bindings": ["ws": ["method": "GET", "query": query, "bindingVersion": "0.1.0"]],
            "x-close-codes": .array(closings.map(\.json)),
        ])
    }

    /// What the server does on it, as Operation Objects by name: it sends, and it receives.
    var operations: [(String, JSON)] {
        [
            ("\(rawValue)_send", operation("send", "What the server sends", of: .server)),
            ("\(rawValue)_receive", operation("receive", "What clients send", of: .client)),
        ]
    }

    private func operation(_ action: String, _ title: String, of sender: Frame.Sender) -> JSON {
        let messages = frames.filter { $0.sender == sender }.map { frame -> JSON in
            ["$ref": "#/channels/\(rawValue)/messages/\(frame.name)"]
        }
        return [
            "action": .string(action),
            "channel": ["$ref": "#/channels/\(rawValue)"],
            "title": .string("\(title): \(address)"),
            "security": .array(security.map { reference("securitySchemes", $0.rawValue) }),
            "messages": .array(messages),
        ]
    }
}

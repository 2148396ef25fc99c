extension JSON {
    /// The value without any white space, in raw UTF-8: what goes over the wire.
    var compactText: String {
        var text = ""
        write(to: &text, indentation: nil)
        return text
    }

    /// The value with one member to a line, two spaces deeper at each level, and a line feed at the end: for people.
    var prettyText: String {
        var text = ""
        write(to: &text, indentation: 0)
        return text + "\n"
    }

    /// Appends the value; `indentation` is the level of the line it stands on, nil for no lines at all.
    private func write(to text: inout String, indentation: Int?) {
        switch self {
        case .null: text += "null"
        case .bool(let value): text += value ? "true" : "false"
        case .integer(let value): text += String(value)
        case .decimal(let digits): text += digits
        case .string(let value): text += Self.quoted(value)
        case .array(let elements):
            Self.write(elements, between: ("[", "]"), to: &text, indentation: indentation) { element, text, level in
                element.write(to: &text, indentation: level)
            }
        case .object(let members):
            Self.write(members, between: ("{", "}"), to: &text, indentation: indentation) { member, text, level in
                text += Self.quoted(member.name) + (level == nil ? ":" : ": ")
                member.value.write(to: &text, indentation: level)
            }
        }
    }

    private static func write<Item>(
        _ items: [Item],
        between brackets: (open: String, close: String),
        to text: inout String,
        indentation: Int?,
        writeItem: (Item, inout String, Int?) -> Void
    ) {
        text += brackets.open
        let inner = indentation.map { $0 + 1 }
        for (index, item) in items.enumerated() {
            if index > 0 { text += "," }
            breakLine(in: &text, at: inner)
            writeItem(item, &text, inner)
        }
        if !items.isEmpty { breakLine(in: &text, at: indentation) }
        text += brackets.close
    }

    private static func breakLine(in text: inout String, at level: Int?) {
        guard let level else { return }
        text += "\n" + String(repeating: "  ", count: level)
    }

    private static func quoted(_ string: String) -> String {
        var text = "\""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case "\u{0}"..<"\u{20}": text += escaped(scalar)
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text + "\""
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16)
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }
}

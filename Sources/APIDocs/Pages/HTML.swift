/// Pieces of the pages that are put together from values.
enum HTML {
    /// A text with what HTML gives a meaning to written as itself.
    static func escaped(_ text: String) -> String {
        var result = ""
        for character in text.unicodeScalars {
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            default: result.unicodeScalars.append(character)
            }
        }
        return result
    }

    /// A text with the little Markdown that descriptions have: code between grave accents, stress between asterisks.
    static func marked(_ text: String) -> String {
        escaped(text).split(separator: "`", omittingEmptySubsequences: false).enumerated().map { place, piece in
            guard place.isMultiple(of: 2) else { return "<code>\(piece)</code>" }
            return piece.split(separator: "*", omittingEmptySubsequences: false).enumerated().map { place, word in
                place.isMultiple(of: 2) ? String(word) : "<em>\(word)</em>"
            }
            .joined()
        }
        .joined()
    }

    /// A paragraph.
    static func paragraph(_ text: String) -> String {
        "<p>\(marked(text))</p>"
    }

    /// A table that scrolls by itself where the screen is narrow; the first cell of a row is its head.
    static func table(_ head: [String], _ rows: [[String]]) -> String {
        let top = head.map { "<th scope=\"col\">\(escaped($0))</th>" }.joined()
        let body = rows.map { row in
            let cells = row.enumerated().map { place, cell in
                place == 0 ? "<th scope=\"row\">\(marked(cell))</th>" : "<td>\(marked(cell))</td>"
            }
            return "<tr>\(cells.joined())</tr>"
        }
        return """
            <div class="table"><table>
            <thead><tr>\(top)</tr></thead>
            <tbody>
            \(body.joined(separator: "\n"))
            </tbody>
            </table></div>
            """
    }

    /// A value in JSON, to be copied.
    static func code(_ value: JSON) -> String {
        "<pre><code>\(escaped(value.compactText))</code></pre>"
    }

    /// Links in a row.
    static func navigation(_ links: [(address: String, text: String)]) -> String {
        let items = links.map { "<li><a href=\"\(escaped($0.address))\">\(marked($0.text))</a></li>" }
        return "<nav><ul>\n\(items.joined(separator: "\n"))\n</ul></nav>"
    }
}

import ArgumentParser
import Foundation
import MessengerServer

extension ExitCode {
    /// The configuration is wrong (`EX_CONFIG` of sysexits.h).
    static let configuration = ExitCode(78)
}

/// Runs a command's work and turns what it throws into lines on the standard error and an exit code.
///
/// - Parameters:
///   - code: The exit code for a configuration that is wrong.
///   - work: What the command does.
/// - Throws: `ExitCode`, and nothing else.
func reportingFailure(
    configuration code: ExitCode = .configuration,
    _ work: () async throws -> Void
) async throws {
    do {
        try await work()
    } catch let error as ExitCode {
        throw error
    } catch let error as ConfigurationError {
        for problem in error.problems {
            complain("\(problem)")
        }
        throw code
    } catch {
        complain(String(describing: error))
        throw ExitCode.failure
    }
}

/// Writes one line to the standard error, whatever the text holds.
private func complain(_ text: String) {
    let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
    FileHandle.standardError.write(Data("messenger: \(line)\n".utf8))
}

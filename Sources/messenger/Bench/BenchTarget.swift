import ArgumentParser
import Dispatch
import Foundation
import NIOCore

/// The server that a URL names.
struct BenchTarget {
    let address: SocketAddress
    let host: String

    init(_ text: String, scheme: String) async throws {
        guard let url = URL(string: text), url.scheme == scheme, let name = url.host() else {
            throw ValidationError("\(text) is not a URL that begins with \(scheme)://")
        }
        let port = url.port ?? 80
        host = "\(name):\(port)"
        // Looking up a name may wait for the network.
        address = try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async {
                continuation.resume(with: Result { try SocketAddress.makeAddressResolvingHost(name, port: port) })
            }
        }
    }
}

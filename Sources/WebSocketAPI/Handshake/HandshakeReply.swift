import Crypto
import Foundation
public import NIOHTTP1

/// The server's side of the opening handshake (RFC 6455, 4.2.2).
public enum HandshakeReply {
    /// The header of the 101 reply; nil when the client's part of the handshake is not in order.
    public static func headers(for request: HTTPRequestHead) -> HTTPHeaders? {
        guard request.headers["sec-websocket-version"] == ["13"],
            let key = request.headers.onlyValue(of: "sec-websocket-key"),
            Data(base64Encoded: key)?.count == 16
        else { return nil }
        return [
            "upgrade": "websocket", "connection": "Upgrade", "sec-websocket-accept": accept(key: key),
        ]
    }

    private static func accept(key: String) -> String {
        let digest = Insecure.SHA1.hash(data: Data((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").utf8))
        return Data(digest).base64EncodedString()
    }
}

extension HTTPHeaders {
    fileprivate func onlyValue(of name: String) -> String? {
        let values = self[name]
        return values.count == 1 ? values.first : nil
    }
}

internal import Glibc

/// How much of an address is kept: what an officer needs to tell an inside machine from an outside one is the network.
public enum AddressPrecision: String, Hashable, Sendable, CaseIterable {
    case full
    /// IPv4 without its last byte, the first 48 bits of IPv6.
    case network
    case none
}

/// The address of a client.
public struct ClientAddress: Hashable, Sendable {
    /// 4 bytes, or 16.
    let bytes: [UInt8]

    /// Nil for what is no IP address.
    public init?(_ text: String) {
        var four = in_addr()
        var sixteen = in6_addr()
        // inet_pton: 1 when the text is an address of the family.
        if inet_pton(AF_INET, text, &four) == 1 {
            bytes = withUnsafeBytes(of: &four) { Array($0) }
        } else if inet_pton(AF_INET6, text, &sixteen) == 1 {
            let all = withUnsafeBytes(of: &sixteen) { Array($0) }
            // IPv4 within IPv6 (RFC 4291, 2.5.5.2) is IPv4.
            let isMapped = all[..<10].allSatisfy { $0 == 0 } && all[10] == 255 && all[11] == 255
            bytes = isMapped ? Array(all[12...]) : all
        } else {
            return nil
        }
    }

    /// What is kept of it.
    func text(_ precision: AddressPrecision) -> String? {
        switch precision {
        case .full: Self.text(bytes)
        case .network: bytes.count == 4 ? masked(24) + "/24" : masked(48) + "/48"
        case .none: nil
        }
    }

    /// Whether it is a program on the same machine (RFC 1122, 3.2.1.3; RFC 4291, 2.5.3).
    public var isLoopback: Bool {
        bytes.count == 4 ? bytes[0] == 127 : bytes.dropLast().allSatisfy { $0 == 0 } && bytes.last == 1
    }

    /// Whom attempts are counted for: an IPv4 address, or the network of one subscriber of IPv6.
    public var subscriber: String { bytes.count == 4 ? Self.text(bytes) : masked(64) }

    private func masked(_ bits: Int) -> String {
        Self.text(bytes.enumerated().map { $0.offset < bits / 8 ? $0.element : 0 })
    }

    private static func text(_ bytes: [UInt8]) -> String {
        var buffer = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        // inet_ntop: its buffer, or NULL when that is too small, which this one is not.
        _ = bytes.withUnsafeBytes {
            inet_ntop(bytes.count == 4 ? AF_INET : AF_INET6, $0.baseAddress, &buffer, socklen_t(buffer.count))
        }
        return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}

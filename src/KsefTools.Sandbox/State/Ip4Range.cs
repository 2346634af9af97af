using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace KsefTools.Sandbox.State;

/// <summary>
/// A stretch of IPv4 addresses: one address, a range and a mask (schema AllowedIps) are all of this kind.
/// </summary>
internal sealed record Ip4Range(uint From, uint To)
{
    public bool Contains(IPAddress address) => Number(address) is { } number && From <= number && number <= To;

    public static Ip4Range? ParseAddress(string text) =>
        Number(text) is { } number ? new Ip4Range(number, number) : null;

    public static Ip4Range? ParseRange(string text)
    {
        var parts = text.Split('-');
        return parts.Length == 2 && Number(parts[0]) is { } from && Number(parts[1]) is { } to
            ? new Ip4Range(from, to)
            : null;
    }

    public static Ip4Range? ParseMask(string text)
    {
        var parts = text.Split('/');
        if (parts.Length != 2 || Number(parts[0]) is not { } number)
            return null;
        if (!int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var bits) || bits > 32)
            return null;
        var mask = bits == 0 ? 0 : uint.MaxValue << (32 - bits);
        return new Ip4Range(number & mask, number | ~mask);
    }

    private static uint? Number(string text) =>
        text.Split('.').Length == 4 && IPAddress.TryParse(text, out var address) ? Number(address) : null;

    private static uint? Number(IPAddress address)
    {
        var v4 = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return v4.AddressFamily == AddressFamily.InterNetwork
            ? BinaryPrimitives.ReadUInt32BigEndian(v4.GetAddressBytes())
            : null;
    }
}

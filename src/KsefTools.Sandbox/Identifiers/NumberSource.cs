using System.Globalization;
using System.Security.Cryptography;

namespace KsefTools.Sandbox.Identifiers;

/// <summary>Makes reference numbers and token secrets: random, or the same every time when given a seed.</summary>
public sealed class NumberSource
{
    private readonly TimeProvider clock;
    private readonly Random? seeded;
    private readonly Lock gate = new();

    public NumberSource(TimeProvider clock, int? seed = null)
    {
        this.clock = clock;
        seeded = seed is { } value ? new Random(value) : null;
    }

    /// <summary>A reference number of 36 characters, <c>YYYYMMDD-XX-10HEX-10HEX-2HEX</c>.</summary>
    /// <param name="kind">CR challenge, AU authentication, EC token.</param>
    public string Next(string kind)
    {
        var hex = NextHex(11);
        var day = clock.GetUtcNow().ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        return $"{day}-{kind}-{hex[..10]}-{hex[10..20]}-{hex[20..]}";
    }

    /// <summary>The secret segment of a token: 64 lower-case hex digits.</summary>
    public string NextTokenSecret() => NextHex(32).ToLowerInvariant();

    /// <summary>
    /// Serial number of a certificate: 16 upper-case hexadecimal digits. The first byte is 1 to 3, as in the contract's
    /// examples: neither zero nor negative, so that X.509 writes all eight.
    /// </summary>
    public string NextCertificateSerial()
    {
        Span<byte> bytes = stackalloc byte[8];
        Fill(bytes);
        bytes[0] = (byte)(1 + (bytes[0] % 3));
        return Convert.ToHexString(bytes);
    }

    /// <summary>An identifier of a grant.</summary>
    public Guid NextGuid()
    {
        Span<byte> bytes = stackalloc byte[16];
        Fill(bytes);
        return new Guid(bytes);
    }

    private string NextHex(int bytes)
    {
        Span<byte> buffer = stackalloc byte[bytes];
        Fill(buffer);
        return Convert.ToHexString(buffer);
    }

    private void Fill(Span<byte> buffer)
    {
        if (seeded is null)
        {
            RandomNumberGenerator.Fill(buffer);
            return;
        }

        lock (gate)
            seeded.NextBytes(buffer);
    }
}

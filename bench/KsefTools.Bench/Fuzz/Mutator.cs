using System.Text;

namespace KsefTools.Bench.Fuzz;

/// <summary>Makes inputs out of a corpus: the same ones for the same seed.</summary>
internal sealed class Mutator(int seed)
{
    private const int MostChanges = 6;
    private const int Longest = 64 * 1024;

    /// <summary>What readers have stumbled over, here and elsewhere.</summary>
    private static readonly byte[][] Words =
    [
        .. new[]
        {
            "null",
            "[]",
            "{}",
            "\"",
            "\\ud800",
            "\\u0000",
            "-1",
            "99999999999999999999",
            "1e999999",
            "³",
            "٣",
            "\uFEFF",
            "\u00A0",
            "\u2028",
            "\r",
            "\n\n",
            "\t",
            "eyJ",
            "|",
            "''",
            "&#x0;",
            "&#xD800;",
            "]]>",
            "<!--",
            "<?",
            "version=\"1.0³\"",
            "encoding=\"x\"",
            "xmlns:a=\"a\"",
            "%YAML 9.9\n",
            "---\n",
            "!!binary ",
            "&a ",
            "*a",
            "<<: ",
            "? ",
            "- ",
            ": ",
            "|+9\n",
            "#",
            ";",
            ",",
            "=",
            "-----BEGIN CERTIFICATE-----\n",
            "-----END CERTIFICATE-----\n",
            "9999-99-99",
            "0001-01-01T00:00:00+14:00",
            "file:///dev/zero",
        }.Select(Encoding.UTF8.GetBytes),
        [0xFF],
        [0xC0, 0x80],
        [0xED, 0xA0, 0x80],
        [0],
        [0x30, 0x80],
        [0x30, 0x84, 0xFF, 0xFF, 0xFF, 0xFF],
    ];

    private readonly Random _random = new(seed);

    /// <summary>The next input.</summary>
    public byte[] Next(IReadOnlyList<byte[]> corpus)
    {
        var input = new List<byte>(Pick(corpus));
        for (var changes = _random.Next(1, MostChanges + 1); changes > 0; changes--)
            Change(input, corpus);
        if (input.Count > Longest)
            input.RemoveRange(Longest, input.Count - Longest);
        return [.. input];
    }

    private void Change(List<byte> input, IReadOnlyList<byte[]> corpus)
    {
        var at = _random.Next(input.Count + 1);
        var length = Math.Min(_random.Next(1, 33), input.Count - at);
        switch (_random.Next(8))
        {
            case 0 when at < input.Count:
                input[at] ^= (byte)(1 << _random.Next(8));
                break;
            case 1 when at < input.Count:
                input[at] = (byte)_random.Next(256);
                break;
            case 2:
                input.RemoveRange(at, length);
                break;
            case 3:
                input.InsertRange(at, input.GetRange(at, length));
                break;
            case 4:
                input.RemoveRange(at, input.Count - at);
                break;
            case 5:
                var other = Pick(corpus);
                input.InsertRange(at, other.Skip(_random.Next(other.Length + 1)).Take(200));
                break;
            case 6:
                input.InsertRange(at, Enumerable.Repeat(Pick(Words), _random.Next(1, 40)).SelectMany(word => word));
                break;
            default:
                input.InsertRange(at, Pick(Words));
                break;
        }
    }

    private byte[] Pick(IReadOnlyList<byte[]> from) => from[_random.Next(from.Count)];
}

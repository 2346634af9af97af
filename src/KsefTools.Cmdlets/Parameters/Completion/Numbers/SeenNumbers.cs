using System.Collections;
using System.Collections.Concurrent;

namespace KsefTools.Cmdlets.Parameters.Completion.Numbers;

/// <summary>
/// What KSeF numbered and this session has shown, so that nobody copies 36 characters by hand. No file keeps it.
/// </summary>
internal static class SeenNumbers
{
    // A session that lists a thousand clients every hour must not grow with the hours.
    private const int Most = 20_000;

    private static readonly ConcurrentDictionary<(string Office, string Number), object> Seen = new();

    /// <summary>Remembers what was written, as far as it has a number.</summary>
    internal static void Add(object? result)
    {
        switch (result)
        {
            case KsefCertificate { OfficePath: { } office } certificate:
                Add(office, certificate.SerialNumber, certificate);
                break;
            case KsefPermission { OfficePath: { } place, Id: { } id } permission:
                Add(place, id, permission);
                break;
            case IEnumerable many and not string:
                foreach (var item in many)
                    Add(item);
                break;
        }
    }

    /// <summary>What was shown of an office.</summary>
    internal static IEnumerable<object> Of(string officePath) =>
        Seen.Where(pair => pair.Key.Office == officePath).Select(pair => pair.Value);

    private static void Add(string office, string number, object noun)
    {
        if (Seen.Count >= Most)
            Seen.Clear();
        Seen[(office, number)] = noun;
    }
}

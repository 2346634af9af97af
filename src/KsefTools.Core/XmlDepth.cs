using System.Xml;

namespace KsefTools.Core;

/// <summary>
/// Guards against XML that is nested without end: whoever walks its tree needs a call for each level, and a process
/// that has no more room for calls is gone, whatever it was doing.
/// </summary>
internal static class XmlDepth
{
    /// <summary>Far deeper than a request, a signature or a password manager's export.</summary>
    private const int Most = 200;

    /// <summary>Reads to the end, and builds nothing.</summary>
    /// <exception cref="XmlException">It is nested too deeply, or is no XML.</exception>
    public static void Check(XmlReader reader)
    {
        while (reader.Read())
            if (reader.Depth > Most)
                throw new XmlException($"Nested more than {Most} levels deep.");
    }
}

using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using KsefTools.Core.Identifiers;

namespace KsefTools.Core.Tests.Identifiers;

/// <summary>Generators of identifiers.</summary>
internal static class Some
{
    internal static Gen<Nip> Nip() =>
        Gen.Choose(100_000_000, 999_999_999)
            .SelectMany(head =>
                Gen.Choose(0, 9).Select(check => $"{head.ToString(CultureInfo.InvariantCulture)}{check}")
            )
            .Where(text => KsefTools.Core.Identifiers.Nip.TryParse(text, out _))
            .Select(KsefTools.Core.Identifiers.Nip.Parse);

    internal static Gen<string> Hex(int length) =>
        Gen.Elements("0123456789ABCDEF".ToCharArray()).ArrayOf(length).Select(characters => new string(characters));

    internal static Gen<string> Reference(string kind) =>
        from day in Gen.Choose(0, 10_000)
        from first in Hex(10)
        from second in Hex(10)
        from last in Hex(2)
        let date = new DateOnly(2025, 1, 1).AddDays(day).ToString("yyyyMMdd", CultureInfo.InvariantCulture)
        select $"{date}-{kind}-{first}-{second}-{last}";
}

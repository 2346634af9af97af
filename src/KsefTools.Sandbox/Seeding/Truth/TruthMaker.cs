using KsefTools.Sandbox.Seeding.Certificates;
using KsefTools.Sandbox.Seeding.Conversion;
using KsefTools.Sandbox.Seeding.Spreadsheet;

namespace KsefTools.Sandbox.Seeding.Truth;

/// <summary>From what was told to what must be found.</summary>
internal static class TruthMaker
{
    public static SeedTruth Make(
        SeedTruthHead head,
        IReadOnlyList<ClientStory> stories,
        IReadOnlyDictionary<string, ConversionStory> conversions,
        IReadOnlyList<(int Number, SheetRow Row)> rows,
        IReadOnlyList<SeededCertificate> certificates
    ) =>
        new()
        {
            Seed = head.Seed,
            Now = head.Now,
            OfficeNip = head.Office.Nip,
            OfficeName = head.Office.Name,
            Employee = head.Employee,
            Leaver = head.Leaver,
            Certificates = [.. certificates.Select(c => c.Truth)],
            Clients =
            [
                .. stories
                    .OrderBy(s => s.Client.Nip, StringComparer.Ordinal)
                    .Select(s => Client(s, conversions.GetValueOrDefault(s.Client.Nip), rows)),
            ],
            Rows =
            [
                .. rows.Select(r => new RowTruth(
                    r.Number,
                    SeedNumbers.IsNip(r.Row.Nip) || r.Row.Nip.Contains('-', StringComparison.Ordinal)
                        ? r.Row.Nip
                        : null,
                    r.Row.Outcome,
                    r.Row.Reason,
                    r.Row.Reference
                )),
            ],
        };

    private static ClientTruth Client(
        ClientStory story,
        ConversionStory? conversion,
        IReadOnlyList<(int Number, SheetRow Row)> rows
    )
    {
        var working = story.SignsIn ? story.Imported : null;
        return new ClientTruth
        {
            Nip = story.Client.Nip,
            Name = story.Client.Name,
            Case = story.Client.Case,
            Rows = [.. rows.Where(r => r.Row.Client == story.Client).Select(r => r.Number)],
            HasProfile = story.HasProfile,
            SignsIn = story.SignsIn,
            Reference = story.Imported?.ReferenceNumber,
            Findings = story.Findings,
            Status = story.HasProfile ? FindingSeverities.StatusOf(story.Findings) : null,
            Permissions = [.. (working?.EffectivePermissions ?? []).Order(StringComparer.Ordinal)],
            ExpectedPermissions = story.Client.ExpectedPermissions,
            CreatedOn = working?.DateCreated,
            LastUsedOn = working?.LastUseDate,
            StatusAfterEnd =
                !story.HasProfile ? null
                : story.Imported is null ? "Warning"
                : "Critical",
            StopsAtEnd = story.SignsIn,
            Conversion = conversion is null ? null : ConversionTruthMaker.Make(story, conversion),
        };
    }
}

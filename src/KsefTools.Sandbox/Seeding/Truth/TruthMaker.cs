using KsefTools.Sandbox.Seeding.Spreadsheet;

namespace KsefTools.Sandbox.Seeding.Truth;

/// <summary>From what was told to what must be found.</summary>
internal static class TruthMaker
{
    public static SeedTruth Make(
        int seed,
        DateTimeOffset now,
        string officeNip,
        string officeName,
        IReadOnlyList<ClientStory> stories,
        IReadOnlyList<(int Number, SheetRow Row)> rows
    ) =>
        new()
        {
            Seed = seed,
            Now = now,
            OfficeNip = officeNip,
            OfficeName = officeName,
            Clients = [.. stories.OrderBy(s => s.Client.Nip, StringComparer.Ordinal).Select(s => Client(s, rows))],
            Rows =
            [
                .. rows.Select(r => new RowTruth(
                    r.Number,
                    SeedNumbers.IsNip(r.Row.Nip) ? r.Row.Nip : null,
                    r.Row.Outcome,
                    r.Row.Reason,
                    r.Row.Reference
                )),
            ],
        };

    private static ClientTruth Client(ClientStory story, IReadOnlyList<(int Number, SheetRow Row)> rows)
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
        };
    }
}

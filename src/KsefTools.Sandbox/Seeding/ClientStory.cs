using KsefTools.Sandbox.Seeding.Seeded;
using KsefTools.Sandbox.Seeding.Spreadsheet;

namespace KsefTools.Sandbox.Seeding;

/// <summary>What one case makes of one client: what KSeF holds, what the rows say, what an audit must find.</summary>
internal sealed class ClientStory(SeededClient client)
{
    public SeededClient Client { get; } = client;

    public List<SeededToken> Main { get; } = [];

    public List<SeededToken> Test { get; } = [];

    public List<SheetRow> Rows { get; } = [];

    public List<string> Findings { get; } = [];

    public bool Blocked { get; init; }

    /// <summary>The token that an import stores for this client; null for none.</summary>
    public SeededToken? Imported { get; private set; }

    public bool HasProfile { get; private set; }

    public bool SignsIn { get; private set; }

    /// <summary>A row whose token is imported.</summary>
    public ClientStory Imports(SeededToken token, bool signsIn, params ReadOnlySpan<string> findings)
    {
        (Imported, HasProfile, SignsIn) = (token, true, signsIn);
        Findings.AddRange(findings);
        Findings.Sort(StringComparer.Ordinal);
        Rows.Add(Row(token.Text, "Imported", reason: null, token));
        return this;
    }

    /// <summary>The imported row once more, spelled differently.</summary>
    public ClientStory Repeats()
    {
        Rows.Add(Rows[0] with { Outcome = "Duplicate", IsTwin = true });
        return this;
    }

    public ClientStory ImportsWithoutToken()
    {
        HasProfile = true;
        Findings.Add("NoAccessYet");
        Rows.Add(Row("", "WithoutToken", reason: null, token: null));
        return this;
    }

    /// <summary>A row that cannot be trusted.</summary>
    public ClientStory Refuses(string text, string reason, SeededToken? token, string? nip = null)
    {
        Rows.Add(Row(text, "Refused", reason, token) with { Nip = nip ?? Client.Nip });
        return this;
    }

    private SheetRow Row(string text, string outcome, string? reason, SeededToken? token) =>
        new()
        {
            Client = Client,
            Nip = Client.Nip,
            Token = text,
            Outcome = outcome,
            Reason = reason,
            Reference = token?.ReferenceNumber,
            Date = token is null ? null : DateOnly.FromDateTime(token.DateCreated.UtcDateTime),
        };
}

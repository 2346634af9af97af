using KsefTools.Core.Identifiers;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Secrets;

namespace KsefTools.Core.Import;

/// <summary>What an import would do with one row.</summary>
public sealed record PlannedRow
{
    public required ImportRow Row { get; init; }

    public required ImportOutcome Outcome { get; init; }

    /// <summary>Set where <see cref="Outcome"/> is Refused.</summary>
    public ImportRefusal? Refusal { get; init; }

    /// <summary>Why, in one sentence; null where the outcome says it all.</summary>
    public string? Reason { get; init; }

    /// <summary>The row's token, where it can be read.</summary>
    public TokenText? Token { get; init; }

    /// <summary>The environment that the client has or gets.</summary>
    public string? Environment { get; init; }

    /// <summary>Where the token is or will be; null for a row that keeps none.</summary>
    public SecretAddress? Address { get; init; }

    /// <summary>What the spreadsheet alone says of the row.</summary>
    internal PlannedRow? Checked { get; init; }

    /// <summary>What the vault holds at <see cref="Address"/> now; null for nothing.</summary>
    internal SecretText? Present { get; init; }

    /// <summary>The client's profile; null for a client that gets one.</summary>
    internal ClientProfile? Profile { get; init; }

    /// <summary>The position of the profile's entry that names the secret; null for one that is added.</summary>
    internal int? AccessIndex { get; init; }

    /// <summary>Whether something is to be written.</summary>
    public bool Changes =>
        Outcome is ImportOutcome.Imported or ImportOutcome.Replaced
        || (Outcome == ImportOutcome.WithoutToken && Profile is null);

    /// <summary>Whether the vault lacks the row's token.</summary>
    internal bool WritesSecret =>
        Outcome is ImportOutcome.Imported or ImportOutcome.Replaced
        && Token is { } token
        && !token.Secret.Equals(Present);

    /// <summary>The row as a script sees it.</summary>
    public KsefImportResult ToResult(OfficeFolder office) =>
        new()
        {
            File = Row.File,
            Sheet = Row.Sheet,
            Row = Row.Number,
            Nip = Row.Nip?.Value,
            Name = Row.Name ?? Profile?.Name,
            Environment = Environment,
            Outcome = Outcome,
            Reason = Reason,
            Reference = Token?.Reference.Value,
            SecretName = Address?.Name,
            Vault = Address?.Vault,
            Path =
                Profile?.Path
                ?? (Row.Nip is { } nip && Outcome != ImportOutcome.Refused ? office.Profiles.PathOf(nip) : null),
            OfficePath = office.Path,
        };
}

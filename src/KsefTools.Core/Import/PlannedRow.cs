using KsefTools.Core.Identifiers;
using KsefTools.Core.Import.Folders;
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

    /// <summary>The certificate with its key; null for a row about a token.</summary>
    internal CertificatePair? Pair { get; init; }

    /// <summary>What goes into the vault; null for nothing.</summary>
    internal SecretText? Secret => Token?.Secret ?? Pair?.Secret;

    /// <summary>How sure it is that the certificate is the client's; null where the token's text decides.</summary>
    internal ImportCertainty? Says { get; init; }

    /// <summary>The environment that the client has or gets.</summary>
    public string? Environment { get; init; }

    /// <summary>Where the token is or will be; null for a row that keeps none.</summary>
    public SecretAddress? Address { get; init; }

    /// <summary>Whether another client's row has the same token.</summary>
    internal bool IsShared { get; init; }

    /// <summary>How sure it is that the token is the client's.</summary>
    public ImportCertainty Certainty =>
        Outcome is ImportOutcome.Refused ? ImportCertainty.Refused
        : IsShared ? ImportCertainty.Unclear
        : Says is { } said ? said
        : Row.Probed is { IsDoubtful: true } ? ImportCertainty.Unclear
        : Token is null || Token.Context == Row.Nip?.Context ? ImportCertainty.Sure
        : Row.IsFree ? ImportCertainty.Unclear
        : ImportCertainty.Likely;

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

    /// <summary>Whether the row makes a client's file.</summary>
    internal bool MakesClient => Changes && Profile is null && Row.Nip is { IsPart: false };

    /// <summary>Whether the vault lacks the row's token.</summary>
    internal bool WritesSecret =>
        Outcome is ImportOutcome.Imported or ImportOutcome.Replaced && Secret is { } secret && !secret.Equals(Present);

    /// <summary>The row as a script sees it.</summary>
    public KsefImportResult ToResult(OfficeFolder office) =>
        new()
        {
            File = Row.File,
            Folder = Row.Folder,
            KeyFile = Row.KeyFile,
            Sheet = Row.Sheet,
            Row = Row.Number,
            Kind = Row.Folder is null ? CredentialKind.Token : CredentialKind.Certificate,
            Nip = Row.Nip?.Value,
            Name = Pair is null ? Row.Name ?? Profile?.Name : Profile?.Name ?? Row.Name,
            Environment = Environment,
            Outcome = Outcome,
            Certainty = Certainty,
            Reason = Reason ?? Row.Probed?.Reason ?? Doubt,
            Refusal = Refusal?.ToString(),
            Changes = Changed(office),
            Reference = Token?.Reference.Value,
            SerialNumber = Pair?.Details.SerialNumber,
            SecretName = Address?.Name,
            Vault = Address?.Vault,
            Path =
                Profile?.Path
                ?? (Row.Nip is { } nip && Outcome != ImportOutcome.Refused ? office.Profiles.PathOf(nip) : null),
            OfficePath = office.Path,
        };

    private string? Doubt =>
        Certainty switch
        {
            ImportCertainty.Likely => UiText.Of(
                "the token's text names nobody; the row alone says whose it is",
                "tekst tokena nikogo nie wskazuje; czyj jest, mówi tylko wiersz"
            ),
            ImportCertainty.Unclear => UiText.Of(
                "the token's text names nobody, and the NIP is only somewhere in the entry; "
                    + "Test-KsefToken will tell",
                "tekst tokena nikogo nie wskazuje, a NIP jest tylko gdzieś we wpisie; wyjaśni to Test-KsefToken"
            ),
            _ => null,
        };

    /// <summary>Where the row says otherwise than the office: old and new.</summary>
    private TextList<string> Changed(OfficeFolder office)
    {
        if (Profile is not { } profile || Outcome is ImportOutcome.Duplicate)
            return new TextList<string>([]);
        var entry = AccessIndex is { } index ? profile.Access[index] : null;
        var changes = new List<string?>
        {
            Change("token", entry?.Reference, Token?.Reference.Value),
            Change("certificate", entry?.Serial, Pair?.Details.SerialNumber),
            Change("environment", office.EnvironmentNameOf(profile), Environment),
            // These the import leaves as they are: a person may have corrected them here.
            // A certificate's common name is nobody's correction of it.
            Change("name", profile.Name, Pair is null ? Row.Name : null),
            Change("contact", profile.Contact, Row.Contact),
        };
        return new TextList<string>(changes.OfType<string>());
    }

    private static string? Change(string what, string? old, string? now) =>
        now is null || old is null || string.Equals(old, now, StringComparison.OrdinalIgnoreCase)
            ? null
            : $"{what}: {old} → {now}";
}

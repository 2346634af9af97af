using KsefTools.Core.Office;

namespace KsefTools.Core.Journal;

/// <summary>
/// What a changing operation does, as its record names it, with what a person is told of one that was interrupted and
/// the command that completes it. Each command is safe to type.
/// </summary>
internal sealed class OperationKind
{
    /// <summary>A spreadsheet comes in.</summary>
    public static readonly OperationKind Import = new("import", "the import", "import", OperationRemedies.Import);

    /// <summary>An import is taken back.</summary>
    public static readonly OperationKind Undoing = new(
        "undoing",
        "taking back an import",
        "cofnięcie importu",
        OperationRemedies.Undoing
    );

    /// <summary>A client's token comes in.</summary>
    public static readonly OperationKind Storing = new(
        "storing",
        "the storing of a token",
        "zapis tokena",
        OperationRemedies.Storing
    );

    /// <summary>A certificate with its key left the vault for a file.</summary>
    public static readonly OperationKind Export = new("export", "the export", "eksport", OperationRemedies.Export);

    /// <summary>A secret goes to another vault.</summary>
    public static readonly OperationKind Moving = new(
        "moving",
        "the move of a secret to another vault",
        "przeniesienie sekretu do innego magazynu",
        OperationRemedies.Moving
    );

    /// <summary>A holder gets a certificate.</summary>
    public static readonly OperationKind Enrolment = new(
        "enrolment",
        "the application for a certificate",
        "wniosek o certyfikat",
        OperationRemedies.Enrolment
    );

    /// <summary>A certificate takes the place of another.</summary>
    public static readonly OperationKind Renewal = new(
        "renewal",
        "the renewal of a certificate",
        "odnowienie certyfikatu",
        OperationRemedies.Renewal
    );

    /// <summary>A certificate is put out of use.</summary>
    public static readonly OperationKind Revocation = new(
        "revocation",
        "the revocation of a certificate",
        "unieważnienie certyfikatu",
        OperationRemedies.Revocation
    );

    /// <summary>Somebody is let do something.</summary>
    public static readonly OperationKind Grant = new(
        "grant",
        "the grant",
        "nadanie uprawnień",
        OperationRemedies.Grant
    );

    /// <summary>A permission is taken back.</summary>
    public static readonly OperationKind Withdrawal = new(
        "withdrawal",
        "the revocation of a permission",
        "odebranie uprawnienia",
        OperationRemedies.Withdrawal
    );

    /// <summary>A client moves from its tokens to a certificate.</summary>
    public static readonly OperationKind Conversion = new(
        "conversion",
        "the move to the certificate",
        "przejście na certyfikat",
        OperationRemedies.Conversion
    );

    /// <summary>A token that a certificate has replaced is put out of use.</summary>
    public static readonly OperationKind Retirement = new(
        "retirement",
        "the revocation of a replaced token",
        "unieważnienie zastąpionego tokena",
        OperationRemedies.Retirement
    );

    /// <summary>A client goes back to its tokens.</summary>
    public static readonly OperationKind Restoration = new(
        "restore",
        "the way back to the token",
        "powrót do tokena",
        OperationRemedies.Restoration
    );

    /// <summary>A file that was signed elsewhere is taken back.</summary>
    public static readonly OperationKind Signing = new(
        "signing",
        "the signed request",
        "podpisane żądanie",
        OperationRemedies.Signing
    );

    /// <summary>A client gets a token.</summary>
    public static readonly OperationKind Generation = new(
        "generation",
        "the new token",
        "nowy token",
        OperationRemedies.Generation
    );

    /// <summary>A token takes the place of another.</summary>
    public static readonly OperationKind Rotation = new(
        "rotation",
        "the rotation of a token",
        "wymiana tokena",
        OperationRemedies.Rotation
    );

    /// <summary>A token is put out of use, and nothing takes its place.</summary>
    public static readonly OperationKind Ending = new(
        "ending",
        "the revocation of a token",
        "unieważnienie tokena",
        OperationRemedies.Ending
    );

    /// <summary>An access at a client ends, the office's or one holder's.</summary>
    public static readonly OperationKind Departure = new(
        "departure",
        "the end of an access",
        "zakończenie dostępu",
        OperationRemedies.Departure
    );

    /// <summary>All that this version knows.</summary>
    public static readonly IReadOnlyList<OperationKind> All =
    [
        Import,
        Undoing,
        Storing,
        Moving,
        Export,
        Enrolment,
        Renewal,
        Revocation,
        Grant,
        Withdrawal,
        Conversion,
        Retirement,
        Restoration,
        Signing,
        Generation,
        Rotation,
        Ending,
        Departure,
    ];

    private readonly string _english;
    private readonly string _polish;

    private readonly Func<RecordedOperation, OfficeFolder, CommandText?> _remedy;

    private OperationKind(
        string name,
        string english,
        string polish,
        Func<RecordedOperation, OfficeFolder, CommandText?> remedy
    ) => (Name, _english, _polish, _remedy) = (name, english, polish, remedy);

    /// <summary>The word in records and in their files' names.</summary>
    public string Name { get; }

    /// <summary>
    /// Whether a later run begins a record of its own instead of going on with this one: then the end of the later one
    /// ends this one, too.
    /// </summary>
    public bool IsRepeated =>
        this == Import
        || this == Undoing
        || this == Storing
        || this == Export
        || this == Grant
        || this == Withdrawal
        || this == Signing;

    /// <summary>For a person.</summary>
    public string Title => UiText.Of(_english, _polish);

    /// <summary>The command that completes it; null where the record does not tell enough.</summary>
    public string? RemedyOf(RecordedOperation operation, OfficeFolder office) => _remedy(operation, office)?.ToString();

    /// <summary>
    /// What a record is about. Of permissions that were taken back, records were named as those of certificates once,
    /// which alone have a serial number. One that a later version wrote has no kind here, and keeps its name.
    /// </summary>
    public static OperationKind Of(JournalEntry start)
    {
        var name = start["operation"] ?? "";
        if (name == Revocation.Name)
            return start["serial"] is null ? Withdrawal : Revocation;
        return All.FirstOrDefault(kind => kind.Name == name)
            ?? new OperationKind(name, name, name, static (_, _) => null);
    }

    /// <summary>
    /// Whether a file of this name may be a record of the kind: so that a thousand others need not be read.
    /// </summary>
    public bool MayBe(string fileName) =>
        IsNamed(fileName, Name) || this == Withdrawal && IsNamed(fileName, Revocation.Name);

    public override string ToString() => Name;

    private static bool IsNamed(string fileName, string name) =>
        fileName.Contains($"-{name}-", StringComparison.Ordinal);
}

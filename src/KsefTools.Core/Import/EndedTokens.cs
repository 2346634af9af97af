using KsefTools.Core.Conversion.Running;
using KsefTools.Core.Journal;
using KsefTools.Core.Office;

namespace KsefTools.Core.Import;

/// <summary>
/// The tokens that this office has revoked, or retired in favour of a certificate: a spreadsheet from before offers
/// them again.
/// </summary>
internal sealed class EndedTokens
{
    private static readonly OperationKind[] Kinds =
    [
        OperationKind.Retirement,
        OperationKind.Conversion,
        OperationKind.Rotation,
        OperationKind.Generation,
        OperationKind.Ending,
    ];

    private readonly Dictionary<string, DateOnly> _retired = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, DateTimeOffset> _revoked = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>As profiles and journal tell; records that cannot be read are left out.</summary>
    /// <exception cref="OfficeFolderException">The clients' files cannot be listed.</exception>
    public static EndedTokens Of(OfficeFolder office, CancellationToken cancellationToken)
    {
        var ended = new EndedTokens();
        foreach (var file in office.Profiles.ReadAll(cancellationToken: cancellationToken))
        foreach (var entry in file.Profile?.Access ?? [])
            if (entry is { Reference: { } reference, RetiredOn: { } day })
                ended._retired[reference] = day;
        foreach (var record in JournalReader.ReadAll(office, Kinds, static (_, _) => { }))
        foreach (var entry in record.Entries)
            if (entry.Is(ConversionStep.Revoked) && entry["reference"] is { } reference)
                ended._revoked.TryAdd(reference, entry.At);
        return ended;
    }

    /// <summary>Why a token is not to come in again; null where nothing speaks against it.</summary>
    public (ImportRefusal Refusal, string Reason)? Find(string reference)
    {
        if (_revoked.TryGetValue(reference, out var moment))
            return (
                ImportRefusal.RevokedHere,
                UiText.Of(
                    $"this office revoked the token on {LocalTime.Day(moment)}; it will never work again",
                    $"biuro unieważniło ten token {LocalTime.Day(moment)}; już nigdy nie zadziała"
                )
            );
        if (_retired.TryGetValue(reference, out var day))
            return (
                ImportRefusal.RetiredHere,
                UiText.Of(
                    $"a certificate replaced the token on {LocalTime.Day(day)}; Restore-KsefToken goes back to it",
                    $"{LocalTime.Day(day)} token zastąpił certyfikat; powrót do niego: Restore-KsefToken"
                )
            );
        return null;
    }
}

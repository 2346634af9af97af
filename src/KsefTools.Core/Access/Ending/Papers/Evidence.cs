using System.Globalization;
using System.Text;
using System.Text.Json;
using KsefTools.Core.Conversion.Letters;
using KsefTools.Core.Files;

namespace KsefTools.Core.Access.Ending.Papers;

/// <summary>
/// What an office shows a client afterwards: what ended, when, under which numbers, what KSeF answered, and what was
/// seen. Numbers and sentences, never a secret; of a PESEL the last digits.
/// </summary>
internal sealed record Evidence
{
    public required string Nip { get; init; }

    public required string Name { get; init; }

    public required string Environment { get; init; }

    public required string OfficeNip { get; init; }

    public required string OfficeName { get; init; }

    /// <summary>Who left; null where the office did.</summary>
    public string? Holder { get; init; }

    public required DateTimeOffset WrittenAt { get; init; }

    public required AccessEndOutcome Outcome { get; init; }

    public required IReadOnlyList<KsefAccessStep> Steps { get; init; }

    /// <summary>Writes both files, readable by their owner only.</summary>
    /// <returns>The path of the Markdown.</returns>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be written.</exception>
    public string Write(string folder)
    {
        AtomicFile.CreateFolder(folder);
        var stamp = WrittenAt.UtcDateTime.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
        var path = Path.Combine(folder, $"{Nip}-{stamp}");
        AtomicFile.WritePrivate(
            $"{path}.json",
            JsonSerializer.SerializeToUtf8Bytes(this, EvidenceJson.Default.Evidence)
        );
        AtomicFile.WritePrivate($"{path}.md", Encoding.UTF8.GetBytes(Markdown()));
        return $"{path}.md";
    }

    private string Markdown() => $"{In(polish: true)}\n---\n\n{In(polish: false)}";

    private string In(bool polish)
    {
        string Of(string english, string inPolish) => polish ? inPolish : english;
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# {Of("KSeF: access ended", "KSeF: zakończenie dostępu")}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"- {Of("Client", "Klient")}: {Text(Name)}, NIP {Nip}\n");
        text.Append(CultureInfo.InvariantCulture, $"- {Of("Office", "Biuro")}: {Text(OfficeName)}, NIP {OfficeNip}\n");
        if (Holder is not null)
            text.Append(CultureInfo.InvariantCulture, $"- {Of("Whose access", "Czyj dostęp")}: {Text(Holder)}\n");
        text.Append(CultureInfo.InvariantCulture, $"- {Of("Environment", "Środowisko")}: {Text(Environment)}\n");
        text.Append(CultureInfo.InvariantCulture, $"- {Of("Written", "Sporządzono")}: {At(WrittenAt)}\n\n");
        text.Append(
            Of(
                "| when (UTC) | what | whose | number | result | KSeF's number | seen afterwards |\n",
                "| kiedy (UTC) | co | czyje | numer | wynik | numer w KSeF | co potem sprawdzono |\n"
            )
        );
        text.Append("|---|---|---|---|---|---|---|\n");
        foreach (var step in Steps)
        {
            string[] cells =
            [
                step.At is { } at ? At(at) : "",
                $"{Kind(step.Kind, polish)} {step.What}",
                step.Holder ?? "",
                step.Reference ?? "",
                string.Join(' ', new[] { Result(step.Outcome, polish), step.Reason }.OfType<string>()),
                step.KsefReference ?? "",
                step.Proof ?? "",
            ];
            text.Append("| ").AppendJoin(" | ", cells.Select(Text)).Append(" |\n");
        }
        text.Append('\n').Append(Note(polish)).Append('\n');
        return text.ToString();
    }

    private static string Note(bool polish) =>
        polish
            ? "Sesje otwarte wcześniej wygasają najpóźniej w ciągu 15 minut od zakończenia."
            : "Sessions that were open before end within 15 minutes at most.";

    private static string Kind(AccessKind kind, bool polish) =>
        (kind, polish) switch
        {
            (AccessKind.Token, _) => "token",
            (AccessKind.Permission, true) => "uprawnienie",
            (AccessKind.Certificate, true) => "certyfikat",
            (AccessKind.Session, true) => "sesja",
            (AccessKind.Permission, _) => "permission",
            (AccessKind.Certificate, _) => "certificate",
            _ => "session",
        };

    private static string Result(AccessEndOutcome outcome, bool polish) =>
        (outcome, polish) switch
        {
            (AccessEndOutcome.Ended, true) => "zakończono",
            (AccessEndOutcome.AlreadyEnded, true) => "zakończono wcześniej",
            (AccessEndOutcome.Replaced, true) => "zastąpiono nowym",
            (AccessEndOutcome.Kept, true) => "pozostawiono.",
            (AccessEndOutcome.ClientMust, true) => "do zakończenia przez klienta.",
            (AccessEndOutcome.InProgress, true) => "w toku.",
            (_, true) => "nie zakończono.",
            (AccessEndOutcome.Ended, _) => "ended",
            (AccessEndOutcome.AlreadyEnded, _) => "ended before",
            (AccessEndOutcome.Replaced, _) => "replaced by a new one",
            (AccessEndOutcome.Kept, _) => "kept.",
            (AccessEndOutcome.ClientMust, _) => "for the client to end.",
            (AccessEndOutcome.InProgress, _) => "in progress.",
            _ => "not ended.",
        };

    private static string At(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Text(string text) => MarkdownText.Of(text);
}

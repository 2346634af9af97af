using KsefTools.Core.Conversion.Planning;

namespace KsefTools.Core.Conversion.Letters;

/// <summary>
/// Writes the letters of one run: for each client who has to grant something, Markdown in Polish and in English and a
/// draft of a mail. Readable by their owner only; an earlier letter to the same client is replaced.
/// </summary>
internal sealed class LetterBox(ConversionScene scene)
{
    /// <summary>Writes the client's letter where one is due and asked for.</summary>
    /// <returns>Its path; null where none is due.</returns>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be written.</exception>
    public string? Write(ClientPlan plan, ClientEnd end)
    {
        if (
            scene.Options.RequestFolder is not { } folder
            || end.Outcome is not (ConversionOutcome.WaitingForClient or ConversionOutcome.NeedsPerson)
        )
            return null;
        var letter = new ClientLetter
        {
            Office = scene.Office.Settings,
            Client = plan.Profile,
            Subject = scene.Identity.Subject,
            IsCompany = scene.Identity.IsCompany,
            SubjectName = scene.Identity.Material.Details.CommonName,
            Permissions = plan.Facts.Missing,
            IsPerson = !scene.Identity.IsCompany || end.Outcome is ConversionOutcome.NeedsPerson,
        };
        return LetterFiles.Write(
            folder,
            plan.Profile.Nip.Value,
            letter.PolishSubject,
            letter.Polish(),
            letter.English(),
            plan.Profile.Contact
        );
    }
}

using static KsefTools.Core.UiText;

namespace KsefTools.Core.Import.Folders;

/// <summary>What an import of a folder says to a person beside its results.</summary>
public static class FolderSummary
{
    /// <summary>So many files are named in a line; a folder may hold thousands.</summary>
    private const int MostNamed = 10;

    /// <summary>The activity of a progress bar.</summary>
    public static string Reading => Of("Reading certificates and keys", "Odczyt certyfikatów i kluczy");

    /// <summary>What a person is asked where keys are locked.</summary>
    public static string Question(CertificateFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return Of(
            $"{Counted.Of(folder.Locked, "file needs", "files need")} a password. Type the one that opens the keys; "
                + "Enter leaves them.",
            $"Hasła wymaga {Counted.Of(folder.Locked, "plik", "pliki", "plików")}. Wpisz hasło kluczy; Enter je pomija."
        );
    }

    /// <summary>What is done, for -WhatIf.</summary>
    public static string Action(CertificatePlan plan, string office)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var changes = plan.Rows.Count(row => row.Changes);
        var polish = Counted.Of(changes, "certyfikatu z kluczem", "certyfikatów z kluczami", "certyfikatów z kluczami");
        return Of(
            $"Import {Counted.Of(changes, "certificate with its key", "certificates with their keys")} into '{office}'",
            $"Import {polish} do '{office}'"
        );
    }

    /// <summary>What of a folder is not read, a sentence each.</summary>
    public static IEnumerable<string> NotUsed(CertificateFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        if (folder.Others > 0)
            yield return Of(
                $"{Counted.Of(folder.Others, "file is", "files are")} neither certificate nor key, and left out; "
                    + "import a spreadsheet by its own path.",
                "Pominięto "
                    + Counted.Of(folder.Others, "plik, który nie jest", "pliki, które nie są", "plików, które nie są")
                    + " certyfikatem ani kluczem; arkusz zaimportuj osobno."
            );
    }

    /// <summary>A line over the results.</summary>
    internal static string Heading(bool isPlan) =>
        isPlan ? Of("Plan for the folder: ", "Plan dla folderu: ") : Of("Folder: ", "Folder: ");

    /// <summary>A warning of the files that somebody should look at; null where there is none.</summary>
    internal static string? Refusals(string path, IReadOnlyCollection<KsefImportResult> results)
    {
        var refused = results.Where(IsToLookAt).ToList();
        var polish = Counted.Of(
            refused.Count,
            "niezaimportowany plik",
            "niezaimportowane pliki",
            "niezaimportowanych plików"
        );
        return refused.Count == 0
            ? null
            : Of(
                $"'{path}': {Counted.Of(refused.Count, "file", "files")} not imported: {Names(refused)}. Each row says "
                    + "why; what is imported stays.",
                $"'{path}': {polish}: {Names(refused)}. "
                    + "Przyczyny są podane przy nich; to, co zaimportowano, zostaje."
            );
    }

    /// <summary>What to do with the folder now.</summary>
    internal static string Advice(string path, IReadOnlyCollection<KsefImportResult> results)
    {
        var left = results.Where(IsToLookAt).ToList();
        return left.Count > 0
            ? Of(
                $"Keep '{path}': {Names(left)} are not in the vault. Then test all: Get-KsefCredential -Kind "
                    + "Certificate | Test-KsefCertificate",
                $"Zachowaj '{path}': {Names(left)} nie ma w magazynie. Potem sprawdź wszystkie: Get-KsefCredential "
                    + "-Kind Certificate | Test-KsefCertificate"
            )
            : Of(
                $"""
                The certificates are in the vault with their keys, and '{path}' still holds the keys: whoever has one
                and its password is the client towards KSeF, and KSeF gives no key a second time.
                  1. Test them: Get-KsefCredential -Kind Certificate | Test-KsefCertificate
                  2. Keep Offline certificates, and what the programs that issue invoices still need.
                  3. Delete the rest for good, with the passwords beside it, also from the recycle bin, mails, backups
                     and cloud folders.
                """,
                $"""
                Certyfikaty są w magazynie wraz z kluczami, a '{path}' nadal zawiera klucze: kto ma klucz i jego hasło,
                jest wobec KSeF klientem, a KSeF nie wydaje klucza po raz drugi.
                  1. Sprawdź je: Get-KsefCredential -Kind Certificate | Test-KsefCertificate
                  2. Zachowaj certyfikaty Offline i to, czego wciąż potrzebują programy do faktur.
                  3. Resztę trwale usuń razem z hasłami obok, także z kosza, poczty, kopii zapasowych i folderów w
                     chmurze.
                """
            );
    }

    /// <summary>
    /// An Offline certificate, the office's own, and one that a longer one replaces are as they should be.
    /// </summary>
    private static bool IsToLookAt(KsefImportResult result) =>
        result.Outcome is ImportOutcome.Failed
        || result
            is {
                Outcome: ImportOutcome.Refused,
                Refusal: not (
                    nameof(ImportRefusal.OfflineCertificate)
                    or nameof(ImportRefusal.OfficesOwn)
                    or nameof(ImportRefusal.Superseded)
                    or nameof(ImportRefusal.RevokedHere)
                )
            };

    private static string Names(List<KsefImportResult> results)
    {
        var names = string.Join(", ", results.Take(MostNamed).Select(ImportSummary.PlaceOf));
        return results.Count > MostNamed
            ? Of($"{names} and {results.Count - MostNamed} more", $"{names} i jeszcze {results.Count - MostNamed}")
            : names;
    }
}

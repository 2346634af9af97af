using KsefTools.Demo.Truth;
using KsefTools.Sandbox.Seeding.Certificates;
using KsefTools.Sandbox.Seeding.Truth;
using Spectre.Console;
using static KsefTools.Core.UiText;

namespace KsefTools.Demo.Views;

/// <summary>How the office came to its certificate, and how every certificate at hand stands.</summary>
internal static class CertificateView
{
    public static void Show(
        IAnsiConsole console,
        SeedTruth truth,
        KsefSigningResult enrolment,
        IReadOnlyList<KsefTokenTestResult> results
    )
    {
        if (enrolment.Certificate is { } issued && enrolment.Outcome is SigningOutcome.Enrolled)
            ShowIssued(console, issued.SerialNumber);
        else
            console.MarkupLineInterpolated($"[red]{enrolment.Outcome}[/] {enrolment.Reason}");
        var table = new Table().Border(TableBorder.None).HideHeaders();
        table.AddColumn(new TableColumn("").NoWrap());
        table.AddColumn(new TableColumn(""));
        foreach (var result in results)
        {
            var (word, sentence) = Verdict(result);
            table.AddRow(word, $"{Whose(result, truth)}{End(result)}: {sentence}");
        }
        console.Write(table);
        var next = Of(
            "Clients' own certificates are put aside again: what follows is about tokens and the office's certificate.",
            "Własne certyfikaty klientów wracają na bok: dalej chodzi o tokeny i o certyfikat biura."
        );
        console.MarkupLineInterpolated($"[grey]{next}[/]");
    }

    private static void ShowIssued(IAnsiConsole console, string? serialNumber)
    {
        var signed = Of(
            "Another program signed the request with the office's qualified seal; KSeF issued certificate",
            "Żądanie podpisał inny program, pieczęcią kwalifikowaną biura; KSeF wydał certyfikat"
        );
        var key = Of("Its key is in the vault alone.", "Jego klucz jest tylko w magazynie.");
        console.MarkupLineInterpolated($"{signed} [bold]{serialNumber}[/]. {key}");
    }

    private static string Whose(KsefTokenTestResult result, SeedTruth truth)
    {
        if (result.Identity is { } identity)
            return $"[bold]{Of("the office", "biuro")} ({identity.EscapeMarkup()})[/]";
        var isEmployees = truth.Certificates.Any(one =>
            one.Case is CertificateCase.EmployeeQualified
            && string.Equals(one.SerialNumber, result.SerialNumber, StringComparison.OrdinalIgnoreCase)
        );
        var name = result.Name.EscapeMarkup();
        return isEmployees
            ? $"[bold]{truth.Employee.Name.EscapeMarkup()}[/] {Of("of the office, at", "z biura u klienta")} {name}"
            : $"[bold]{name}[/]";
    }

    // A certificate whose key is another's cannot be read.
    private static string End(KsefTokenTestResult result) =>
        result.ValidTo is { } end ? $" [grey]{Of("to", "do")} {Look.Day(end)}[/]" : "";

    /// <summary>
    /// Of the certificate itself. That its holder may do everything at home is no fault of it, but worth to know at a
    /// client.
    /// </summary>
    private static (string Word, string Sentence) Verdict(KsefTokenTestResult result)
    {
        if (result.Findings.FirstOrDefault(one => TruthCheck.IsOfCertificateAlone(one.Code)) is { } finding)
            return ($"[{Look.Colour(finding.Severity)}]{finding.Code}[/]", finding.Message.EscapeMarkup());
        var opensAll = result.Identity is null && result.Findings.Any(one => one.Code is FindingCode.ExcessPermission);
        var sentence =
            result.SignIn is SignInKind.None ? Of("does not sign in", "nie loguje się")
            : opensAll ? Of("signs in and may do everything there", "loguje się i może tam wszystko")
            : Of("signs in", "loguje się");
        return (Look.Text(CredentialStatus.Healthy), sentence);
    }
}

using KsefTools.Core;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Secrets;

namespace KsefTools.Cmdlets.Prompt;

/// <summary>What to type once a run is done, in a line; null where its rows say it, or nothing is to do.</summary>
internal static class NextSteps
{
    /// <summary>After what was signed elsewhere was taken back.</summary>
    internal static string? AfterSigning(IReadOnlyCollection<KsefSigningResult> results)
    {
        var certified = results.Where(result => result.Outcome is SigningOutcome.Enrolled).ToList();
        if (certified.Select(result => result.Certificate?.Identity).OfType<string>().FirstOrDefault() is { } identity)
            return Of(CommandText.Of("Convert-KsefToCertificate").With("Identity", identity).Literally("-WhatIf"));
        if (Clients(certified) is { Count: > 0 } clients)
            return Of(CommandText.Of("Test-KsefCertificate").WithAll("Nip", clients));
        var signedIn = results.Where(result => result.Outcome is SigningOutcome.SignedIn && IsOfClient(result));
        if (Clients(signedIn) is not { Count: > 0 } open)
            return null;
        var convert = CommandText.Of("Convert-KsefToCertificate").WithAll("Nip", open).Literally("-WhatIf");
        return UiText.Of(
            $"Next, while the session lasts, what asked for it, or: {convert}",
            $"Dalej, póki trwa sesja, to, do czego była potrzebna, albo: {convert}"
        );
    }

    /// <summary>After accesses were ended.</summary>
    /// <param name="results">One a client.</param>
    /// <param name="holders">Who left; empty where the office did.</param>
    internal static string? AfterEnding(IReadOnlyCollection<KsefAccessEnd> results, IReadOnlyList<string> holders)
    {
        if (results.Count == 0)
            return null;
        if (holders.Count > 0)
        {
            if (holders.Any(holder => QuotedText.Target(holder) is not string shown || shown != holder))
                return null;
            var look = CommandText.Of("Get-KsefAccess").WithAll("Holder", [.. holders]);
            return UiText.Of($"Next, to see what is left: {look}", $"Dalej, aby zobaczyć, co zostało: {look}");
        }
        // A client's parts go with it.
        var left = results.Where(result => result.Outcome > AccessEndOutcome.Kept).ToList();
        if (left.Count == 0)
        {
            var remove = At("Remove-KsefProfile", results).Literally("-IncludeSecret -WhatIf");
            return UiText.Of($"Next, to take its file out: {remove}", $"Dalej, aby usunąć plik klienta: {remove}");
        }
        if (left.Exists(result => result.Outcome is not AccessEndOutcome.ClientMust))
            return null;
        var again = At("Get-KsefAccess", left);
        return UiText.Of(
            $"Next, once the client has ended the rest: {again}",
            $"Dalej, gdy klient zakończy resztę: {again}"
        );
    }

    private static string Of(CommandText command) => UiText.Of($"Next: {command}", $"Dalej: {command}");

    private static bool IsOfClient(KsefSigningResult result) =>
        result.Nip is { } nip && result.Holder == $"{new CertificateHolder(HolderKind.Client, nip)}";

    private static List<string> Clients(IEnumerable<KsefSigningResult> results) =>
        [
            .. results
                .Select(result => result.Nip)
                .OfType<string>()
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];

    private static CommandText At(string command, IEnumerable<KsefAccessEnd> results)
    {
        var nips = results.Select(result => result.Nip.Split('-')[0]).Distinct(StringComparer.Ordinal).ToList();
        return nips is [var only] ? CommandText.Of(command).With(only) : CommandText.Of(command).WithAll("Nip", nips);
    }
}

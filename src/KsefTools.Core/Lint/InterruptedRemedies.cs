using KsefTools.Core.Conversion.Running;
using KsefTools.Core.Journal;

namespace KsefTools.Core.Lint;

/// <summary>What completes an interrupted operation; each is safe to type.</summary>
internal static class InterruptedRemedies
{
    /// <summary>The command; null where the sentence says it all.</summary>
    public static string? Of(InterruptedOperation operation) =>
        operation.Operation switch
        {
            "import" => $"Import-KsefCredential {Command.Quote(operation.Subject)}",
            ConversionStep.Conversion => $"Convert-KsefToCertificate {NipOf(operation)}",
            ConversionStep.Retirement => $"Convert-KsefToCertificate {NipOf(operation)} -RevokeToken",
            ConversionStep.Restoring => $"Restore-KsefToken {NipOf(operation)}",
            "signing" => "Complete-KsefSigningRequest",
            _ => null,
        };

    // The subject of these is environment, NIP and perhaps a secret's name; an environment holds no space.
    private static string NipOf(InterruptedOperation operation) =>
        operation.Subject.Split(' ') is [_, var nip, ..] ? nip : "";
}

using KsefTools.Core.Journal;

namespace KsefTools.Core.Lint;

/// <summary>What completes an interrupted operation; each is safe to type.</summary>
internal static class InterruptedRemedies
{
    /// <summary>The command; null where the sentence says it all.</summary>
    public static string? Of(RecordedOperation operation) =>
        operation.Kind == OperationKind.Import ? $"Import-KsefCredential {Command.Quote(operation.Subject)}"
        : operation.Kind == OperationKind.Conversion ? $"Convert-KsefToCertificate {NipOf(operation)}"
        : operation.Kind == OperationKind.Retirement ? $"Convert-KsefToCertificate {NipOf(operation)} -RevokeToken"
        : operation.Kind == OperationKind.Restoration ? $"Restore-KsefToken {NipOf(operation)}"
        : operation.Kind == OperationKind.Signing ? "Complete-KsefSigningRequest"
        : null;

    // The subject of these is environment, NIP and perhaps a secret's name; an environment holds no space.
    private static string NipOf(RecordedOperation operation) =>
        operation.Subject.Split(' ') is [_, var nip, ..] ? nip : "";
}

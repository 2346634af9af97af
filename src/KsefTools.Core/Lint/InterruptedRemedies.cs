using KsefTools.Core.Conversion;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Journal;

namespace KsefTools.Core.Lint;

/// <summary>What completes an interrupted operation; each is safe to type.</summary>
internal static class InterruptedRemedies
{
    /// <summary>The command; null where the sentence says it all.</summary>
    public static string? Of(RecordedOperation operation) =>
        operation.Kind == OperationKind.Import ? CommandText.Of("Import-KsefCredential").With(operation.Subject)
        : operation.Kind == OperationKind.Conversion ? OfClient(operation, ConversionCommands.Convert)
        : operation.Kind == OperationKind.Retirement ? OfClient(operation, nip => ConversionCommands.Retire(nip))
        : operation.Kind == OperationKind.Restoration ? OfClient(operation, CommandText.Of("Restore-KsefToken").With)
        : operation.Kind == OperationKind.Signing ? "Complete-KsefSigningRequest"
        : null;

    // The subject of these is environment, NIP and perhaps a secret's name; an environment holds no space. What is no NIP was
    // not written by us, and makes no command.
    private static CommandText? OfClient(RecordedOperation operation, Func<string, CommandText> command) =>
        operation.Subject.Split(' ') is [_, var text, ..] && Nip.TryParse(text, out var nip)
            ? command(nip.Value)
            : null;
}

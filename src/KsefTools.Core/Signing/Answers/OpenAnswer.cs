using KsefTools.Core.Journal;
using KsefTools.Core.SignIn.Xades.Checking;
using KsefTools.Core.Signing.Records;

namespace KsefTools.Core.Signing.Answers;

/// <summary>An answer that is being worked on.</summary>
internal sealed record OpenAnswer(SigningAnswer Answer, SigningRecord Record, OperationRecord Journal) : IDisposable
{
    public SigningOrder Order { get; } = Record.ToOrder();

    /// <summary>Until when the session lasts; null while there is none.</summary>
    public DateTimeOffset? SessionUntil { get; init; }

    public SignedRequest? Signed => Answer.Signed;

    public string Path => Answer.Path;

    public void Dispose() => Journal.Dispose();
}

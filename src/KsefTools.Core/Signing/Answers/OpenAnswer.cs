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

    /// <summary>A sentence about other files with a signature that fits; empty where there are none.</summary>
    public string AlsoSigned => Answer.NotNeeded.Count > 0 ? SigningSentences.NotNeeded(Answer.NotNeeded) : "";

    /// <summary>Says in the journal that nothing is left to do. A full disk costs no result.</summary>
    public void Conclude(Action<string>? warn)
    {
        if (Journal.Conclude() is { } unfinished)
            warn?.Invoke($"{Order.Holder}: {unfinished}");
    }

    public void Dispose() => Journal.Dispose();
}

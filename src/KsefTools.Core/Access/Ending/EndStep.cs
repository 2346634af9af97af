using KsefTools.Core.Certificates.Revocation;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Permissions.Changes;
using KsefTools.Core.Secrets;
using KsefTools.Core.Tokens.Ending;
using KsefTools.Core.Tokens.Making;

namespace KsefTools.Core.Access.Ending;

/// <summary>One access that is to end, and by which of the engine's ways: one of the orders, or none.</summary>
/// <param name="Turn">When it ends.</param>
/// <param name="Kind">What it is.</param>
/// <param name="What">What it lets do.</param>
internal sealed record EndStep(EndTurn Turn, AccessKind Kind, string What)
{
    public string? Holder { get; init; }

    public string? Reference { get; init; }

    /// <summary>A token that is revoked.</summary>
    public TokenEndOrder? Token { get; init; }

    /// <summary>A token that gets a successor first.</summary>
    public TokenOrder? Rotation { get; init; }

    /// <summary>A permission that is taken back.</summary>
    public PermissionJob? Job { get; init; }

    /// <summary>A certificate that is revoked.</summary>
    public RevocationOrder? Certificate { get; init; }

    /// <summary>A certificate that stays, and whose sessions at the client end.</summary>
    public SecretAddress? Way { get; init; }

    /// <summary>The profile's entries that go once the step was taken, by the identity that they name.</summary>
    public string? Identity { get; init; }

    /// <summary>What is known before anything is tried; null where it is tried.</summary>
    public StepEnd? Known { get; init; }

    /// <summary>Whether anything is changed by it: also where only the profile still names what is gone.</summary>
    public bool IsToDo => Known is null || (Identity is not null && Known.Outcome is AccessEndOutcome.AlreadyEnded);

    /// <summary>Tells it from the client's others, in this run and a later one.</summary>
    public string Key => $"{Kind} {Reference ?? Way?.Name ?? What}";

    /// <summary>A row of the matrix that is to end.</summary>
    public static EndStep Of(KsefAccess row, EndTurn turn) =>
        new(turn, row.Kind, row.What) { Holder = HolderOf(row), Reference = row.Reference };

    public KsefAccessStep ToNoun(StepEnd end) =>
        new()
        {
            Kind = Kind,
            What = What,
            Holder = Holder,
            Reference = Reference,
            Outcome = end.Outcome,
            Reason = end.Reason,
            KsefReference = end.KsefReference,
            Proof = end.Proof,
            At = end.At,
        };

    private static string? HolderOf(KsefAccess row)
    {
        var number = row.Holder is null ? null : MaskedNumber.Of(row.HolderType, row.Holder);
        var text = string.Join(' ', new[] { row.HolderName ?? row.Identity, number }.OfType<string>().Distinct());
        return text.Length > 0 ? text : null;
    }
}

/// <summary>
/// The order in which accesses end, so that nothing goes before what still needs it: a token revokes itself only while
/// its author may do something, and permissions are taken back by a session that still may.
/// </summary>
internal enum EndTurn
{
    /// <summary>Tokens that get successors.</summary>
    Rotation,

    /// <summary>Tokens that nothing else needs.</summary>
    Token,

    Permission,

    /// <summary>The right to take permissions back.</summary>
    Management,

    /// <summary>Tokens that took permissions back, where no certificate may.</summary>
    ManagingToken,

    /// <summary>Certificates with their sessions.</summary>
    Certificate,

    /// <summary>What a certificate that stays has open, and the proof that it does not get in any more.</summary>
    Way,
}

/// <summary>How one step ended.</summary>
internal sealed record StepEnd(AccessEndOutcome Outcome, string? Reason = null)
{
    public string? Remedy { get; init; }

    public string? KsefReference { get; init; }

    public string? Proof { get; init; }

    public DateTimeOffset? At { get; init; }
}

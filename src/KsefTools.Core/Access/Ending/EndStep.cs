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

    /// <summary>The name of the secret that the certificate is.</summary>
    public string? SecretName { get; init; }

    /// <summary>The vault of that secret; null where the office's applies.</summary>
    public string? Vault { get; init; }

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
        var text = string.Join(
            ' ',
            new[] { row.HolderName ?? row.Identity, number }.OfType<string>().Distinct(StringComparer.Ordinal)
        );
        return text.Length > 0 ? text : null;
    }
}

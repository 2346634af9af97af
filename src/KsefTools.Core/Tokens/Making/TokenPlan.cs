using KsefTools.Core.Identifiers;
using KsefTools.Core.Journal;
using KsefTools.Core.Secrets;

namespace KsefTools.Core.Tokens.Making;

/// <summary>What a run set out to do, as the first line of its record keeps it for the next one.</summary>
internal sealed record TokenPlan
{
    public required ClientId Nip { get; init; }

    public required string Environment { get; init; }

    public required IReadOnlyList<string> Permissions { get; init; }

    /// <summary>What a person reads of it in KSeF, without our mark.</summary>
    public required string Description { get; init; }

    /// <summary>Where the new token goes; nothing else was ever there.</summary>
    public required SecretAddress Secret { get; init; }

    /// <summary>Where the token is whose place it takes; null for none.</summary>
    public SecretAddress? Former { get; init; }

    public string? FormerReference { get; init; }

    /// <summary>Whether that one signs in no more, as far as this run has seen; no record keeps it.</summary>
    public bool FormerIsDead { get; init; }

    /// <summary>Whether that one is left alive.</summary>
    public bool KeepFormer { get; init; }

    /// <summary>By which a later run finds the record.</summary>
    public static string SubjectOf(string environment, ClientId nip) => $"{environment} {nip}";

    public (string Name, string? Value)[] ToFields() =>
        [
            ("nip", Nip.Value),
            ("environment", Environment),
            ("permissions", string.Join(' ', Permissions)),
            ("description", Description),
            ("secret", Secret.Name),
            ("vault", Secret.Vault),
            ("oldSecret", Former?.Name),
            ("oldVault", Former?.Vault),
            ("oldReference", FormerReference),
            ("keepOld", KeepFormer ? "yes" : null),
        ];

    /// <summary>Null for a record that says too little.</summary>
    public static TokenPlan? Of(JournalEntry start) =>
        ClientId.TryParse(start["nip"], out var nip)
        && start is { } line
        && line["environment"] is { } environment
        && line["secret"] is { } secret
            ? new TokenPlan
            {
                Nip = nip,
                Environment = environment,
                Permissions = line["permissions"]?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [],
                Description = line["description"] ?? "",
                Secret = new SecretAddress(line["vault"], secret),
                Former = line["oldSecret"] is { } former ? new SecretAddress(line["oldVault"], former) : null,
                FormerReference = line["oldReference"],
                KeepFormer = line["keepOld"] is not null,
            }
            : null;
}

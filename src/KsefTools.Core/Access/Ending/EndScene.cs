using KsefTools.Core.Api;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Journal;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Settings;
using KsefTools.Core.Permissions;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn;
using KsefTools.Core.SignIn.Sessions;
using KsefTools.Core.Tokens.Making;

namespace KsefTools.Core.Access.Ending;

/// <summary>What all clients of one run share.</summary>
internal sealed record EndScene
{
    public required OfficeFolder Office { get; init; }

    public required ISecretVault Vault { get; init; }

    public required KsefSessions Sessions { get; init; }

    public required SessionCache Cache { get; init; }

    public required TimeProvider Time { get; init; }

    public required AccessEndOptions Options { get; init; }

    /// <summary>For the end and the rotation of tokens.</summary>
    public required TokenScene Tokens { get; init; }

    /// <summary>Interrupted runs.</summary>
    public required OpenOperations Open { get; init; }

    /// <summary>Whose rows are meant; null where the office itself leaves.</summary>
    public AccessFilter? Leaver { get; init; }

    /// <summary>The office's identities that leave.</summary>
    public IReadOnlyList<OfficeIdentity> Leaving { get; init; } = [];

    /// <summary>What the office has handed on to its people, by the client where it holds.</summary>
    public required ILookup<string, KsefAccess> HandedOn { get; init; }

    /// <summary>The certificates that are looked after, by the client that they serve.</summary>
    public required ILookup<string, KsefAccess> Certificates { get; init; }

    /// <summary>
    /// Who signs in at home: rather somebody who stays, since what was handed on is taken back there.
    /// </summary>
    public OfficeIdentity? Home =>
        Office
            .Settings.Identities.Where(identity => !string.IsNullOrEmpty(identity.Secret))
            .OrderBy(identity => Leaves(identity.Name))
            .ThenBy(identity => identity.Kind is not "seal")
            .FirstOrDefault();

    /// <summary>Who leaves, for records and people: nobody's whole PESEL is written down.</summary>
    public string? LeaverText =>
        Leaver is { } leaver
            ? string.Join(
                ", ",
                leaver.Holders.Select(holder =>
                    Pesel.TryParse(holder, out _) ? MaskedNumber.Of("Pesel", holder) : holder
                )
            )
            : null;

    /// <summary>By which a later run finds the record of an access.</summary>
    public string SubjectAt(KsefEnvironment environment, ContextIdentifier context) =>
        $"{environment.Name} {context.Value} {LeaverText}".TrimEnd();

    public PermissionOptions Patience =>
        new()
        {
            PollDelay = Options.PollDelay,
            MaxPollDelay = Options.MaxPollDelay,
            MaxWait = Options.MaxWait,
        };

    public bool Leaves(string? identity) => Leaving.Any(leaver => leaver.IsCalled(identity));
}

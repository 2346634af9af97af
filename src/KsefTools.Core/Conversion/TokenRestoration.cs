using KsefTools.Core.Api;
using KsefTools.Core.Conversion.Running;
using KsefTools.Core.Credentials;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Journal;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn;

namespace KsefTools.Core.Conversion;

/// <summary>
/// Goes back from a certificate to the tokens that it replaced, while they still live: each is seen to sign in first,
/// then the profile is switched in one change. What was granted to the identity stays granted.
/// </summary>
/// <param name="office">The office.</param>
/// <param name="vault">Where the secrets are; it is only read.</param>
/// <param name="sessions">Sign-ins and limits.</param>
/// <param name="time">The clock.</param>
/// <param name="steps">Told of each step once it is on disk.</param>
public sealed class TokenRestoration(
    OfficeFolder office,
    ISecretVault vault,
    KsefSessions sessions,
    TimeProvider time,
    IProgress<string>? steps = null
)
{
    /// <summary>Whether a client has a token to go back to.</summary>
    public static bool IsPossible(ClientProfile profile) => ProfileSwitch.RetiredTokens(profile).Any();

    /// <summary>Restores a client's tokens. Safe to repeat; completes what was interrupted.</summary>
    /// <param name="profile">The client.</param>
    /// <param name="cancellationToken">Ends the wait; the switch itself is not cut off.</param>
    /// <exception cref="ConversionException">
    /// There is nothing to go back to, or another process is at work on the client.
    /// </exception>
    /// <exception cref="KsefApiException">KSeF could not be asked.</exception>
    /// <exception cref="SecretVaultException">The vault did not answer.</exception>
    /// <exception cref="OfficeFileException">The profile cannot be changed; it is as it was.</exception>
    /// <exception cref="OfficeFolderException">Journal or lock cannot be written; nothing was done.</exception>
    public async Task<KsefTokenRestoration> RestoreAsync(ClientProfile profile, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(profile);
        var environment = office.EnvironmentOf(profile);
        var subject = $"{environment.Name} {profile.Nip}";
        using var held =
            SubjectLock.TryTake(office, OperationKind.Conversion.Name, subject)
            ?? throw new ConversionException(ConversionFailure.Busy, ConversionSentences.Busy());
        // Another process may have changed the file until a moment ago.
        profile = office.Profiles.Read(profile.Nip)?.Profile ?? profile;
        using var open = new OpenOperations(office, [OperationKind.Restoration]).TryResume(
            OperationKind.Restoration,
            subject,
            time,
            steps
        );
        var retired = ProfileSwitch.RetiredTokens(profile).ToList();
        if (retired.Count == 0)
            return open is null
                ? throw new ConversionException(
                    ConversionFailure.NothingToRestore,
                    ConversionSentences.NothingToRestore(profile)
                )
                : Complete(profile, environment, open);
        var result = Start(profile, retired[0], environment);
        var permissions = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var entry in retired)
            if (await TryAsync(environment, profile, entry, permissions, cancellationToken) is { } problem)
            {
                open?.Finish();
                return result with { Reason = problem };
            }
        // A conversion adds its identity at the end.
        var identity = profile.Access.Select(entry => entry.Identity).LastOrDefault(name => name is not null);
        Switch(profile, subject, identity, retired, open);
        return result with
        {
            IsRestored = true,
            Identity = identity,
            TokenPermissions = new TextList<string>(permissions),
        };
    }

    /// <summary>The profile was switched already; only the last line was missing.</summary>
    private KsefTokenRestoration Complete(ClientProfile profile, KsefEnvironment environment, OperationRecord open)
    {
        open.Finish();
        return Start(
            profile,
            profile.Access.FirstOrDefault(entry => entry.Kind is CredentialKind.Token),
            environment
        ) with
        {
            IsRestored = true,
            // Others may write to the record: what comes from it is text.
            Identity = open.Start["identity"] is { } identity ? PlainText.Line(identity) : null,
        };
    }

    private void Switch(
        ClientProfile profile,
        string subject,
        string? identity,
        IEnumerable<AccessEntry> retired,
        OperationRecord? open
    )
    {
        using var begun = open is null
            ? OperationRecord.Begin(
                office,
                time,
                OperationKind.Restoration,
                subject,
                steps,
                ("nip", profile.Nip.Value),
                ("identity", identity)
            )
            : null;
        var record = open ?? begun!;
        new ProfileSwitch(office, profile).ToToken(
            identity,
            [.. retired.Select(entry => ProfileSwitch.AddressOf(office, entry)!.Value)]
        );
        record.Write(ConversionStep.Switched);
        record.Finish();
    }

    /// <summary>Null where the token signs in; else why not.</summary>
    private async Task<string?> TryAsync(
        KsefEnvironment environment,
        ClientProfile profile,
        AccessEntry entry,
        SortedSet<string> permissions,
        CancellationToken cancellationToken
    )
    {
        using var credentials = new ClientSessions(vault, sessions);
        var address = ProfileSwitch.AddressOf(office, entry)!.Value;
        if (SecretOwner.IsOfAnother(office, address.Name))
            return ConversionSentences.OfAnotherOffice(address);
        try
        {
            if (
                entry.Reference is { } reference
                && (await credentials.ReadAsync(address, cancellationToken)).Token is { } token
                && SecretOwner.IsOther(reference, token.Secret)
            )
                return ConversionSentences.AnotherToken(address, reference);
            var session = await credentials.OpenAsync(
                environment,
                address,
                ContextIdentifier.Of(profile.Nip),
                fresh: true,
                cancellationToken
            );
            permissions.UnionWith(EffectivePermissions.Of(session.Claims)?.Names ?? []);
            return null;
        }
        catch (Exception exception) when (exception is SignInException or CredentialException)
        {
            return ConversionSentences.NotRestored(exception.Message);
        }
    }

    private KsefTokenRestoration Start(ClientProfile profile, AccessEntry? token, KsefEnvironment environment) =>
        new()
        {
            Nip = profile.Nip.Value,
            Name = profile.Name,
            Environment = environment.Name,
            IsRestored = false,
            SecretName = token?.Secret,
            Vault = token?.Vault ?? office.Settings.Vault,
            Reference = token?.Reference,
            Path = profile.Path,
            OfficePath = office.Path,
        };
}

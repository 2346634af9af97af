using System.Runtime.CompilerServices;
using KsefTools.Core.Api;
using KsefTools.Core.Conversion.Planning;
using KsefTools.Core.Conversion.Running;
using KsefTools.Core.Credentials;
using KsefTools.Core.Journal;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn;

namespace KsefTools.Core.Conversion;

/// <summary>
/// Moves clients from tokens to a certificate of the office: plan, grant, prove, switch, and only on request revoke.
/// One result for each client, whatever broke; a run that was interrupted is completed by the next.
/// </summary>
/// <param name="office">The office.</param>
/// <param name="vault">Where the secrets are.</param>
/// <param name="sessions">Sign-ins and limits.</param>
/// <param name="time">The clock.</param>
public sealed class TokenConversion(OfficeFolder office, ISecretVault vault, KsefSessions sessions, TimeProvider time)
{
    /// <summary>
    /// Results in the order in which they are reached. Leaving the enumeration early, or cancelling, ends the work
    /// between two steps and waits until nothing runs any more.
    /// </summary>
    /// <param name="credentials">
    /// Tokens to replace, and an object without a secret's name for a client that has none.
    /// </param>
    /// <param name="options">How to run.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <exception cref="ConversionException">There is no identity to move to.</exception>
    /// <exception cref="SecretVaultException">The vault does not give the identity's certificate.</exception>
    /// <exception cref="OfficeFolderException">The journal cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled; results so far were given.</exception>
    public async IAsyncEnumerable<KsefConversion> RunAsync(
        IEnumerable<KsefCredential> credentials,
        ConversionOptions options,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(credentials);
        ArgumentNullException.ThrowIfNull(options);
        using var scene = await SetAsync(options, cancellationToken);
        IReadOnlyList<KsefCredential> named = [.. credentials];
        var total = named.DistinctBy(credential => credential.Nip, StringComparer.Ordinal).Count();
        var input = new ConversionInput(scene);
        var done = 0;
        await foreach (
            var result in ResultStream.RunAsync(
                cancel => input.Clients(named, cancel),
                options.ThrottleLimit,
                (client, cancel) => new ClientConversion(scene, client).RunAsync(cancel),
                (client, fault) =>
                    ConversionNouns.Of(
                        scene,
                        client,
                        plan: null,
                        new ClientEnd(ConversionOutcome.Unknown, ConversionSentences.Unexpected(fault)),
                        letter: null
                    ),
                cancellationToken
            )
        )
        {
            options.Progress?.Invoke(++done, total, result.Name);
            yield return result;
        }
    }

    /// <summary>
    /// How many certificates the identity may still get, for the plan of an office that thinks of more of them.
    /// </summary>
    /// <exception cref="ConversionException">There is no identity, or KSeF does not let it sign in at home.</exception>
    /// <exception cref="SecretVaultException">The vault does not give the identity's certificate.</exception>
    /// <exception cref="KsefApiException">KSeF could not be asked.</exception>
    public async Task<ConversionForecast> ForecastAsync(ConversionOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        using var credentials = new ClientSessions(vault, sessions);
        var identity = await ConversionIdentity.OpenAsync(
            office,
            credentials,
            options.Identity,
            time,
            cancellationToken
        );
        var environment = office.EnvironmentOf();
        var home = await new ReceivedGrants(sessions, identity).OpenHomeAsync(environment, cancellationToken);
        var quotas = await home.SendAsync(home.Api.GetCertificateQuotasAsync, cancellationToken);
        return new ConversionForecast(
            identity.Name,
            identity.Material.Details.ValidTo,
            quotas.Certificate.Remaining,
            quotas.Enrollment.Remaining
        );
    }

    private async Task<ConversionScene> SetAsync(ConversionOptions options, CancellationToken cancellationToken)
    {
        var profiles = office
            .Profiles.ReadAll(cancellationToken: cancellationToken)
            .Select(result => result.Profile)
            .OfType<ClientProfile>()
            .ToList();
        var credentials = new ClientSessions(vault, sessions);
        try
        {
            var identity = await ConversionIdentity.OpenAsync(
                office,
                credentials,
                options.Identity,
                time,
                cancellationToken
            );
            var seal = identity.IsCompany
                ? identity
                : await ConversionIdentity.TryOpenSealAsync(office, credentials, time, cancellationToken);
            return new ConversionScene
            {
                Office = office,
                Vault = vault,
                Sessions = sessions,
                Time = time,
                Options = options,
                Releases = new SecretReleases(office, vault),
                Credentials = credentials,
                Identity = identity,
                Seal = seal,
                Grants = seal is null ? null : new ReceivedGrants(sessions, seal),
                Profiles = profiles
                    .DistinctBy(profile => profile.Nip)
                    .ToDictionary(profile => profile.Nip.Value, StringComparer.Ordinal),
                Open = new OpenOperations(
                    office,
                    [OperationKind.Conversion, OperationKind.Retirement, OperationKind.Restoration]
                ),
                Holders = new TokenHolders(office),
            };
        }
        catch
        {
            credentials.Dispose();
            throw;
        }
    }
}

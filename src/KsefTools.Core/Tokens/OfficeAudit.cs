using System.Runtime.CompilerServices;
using KsefTools.Core.Audit;
using KsefTools.Core.Audit.Observations;
using KsefTools.Core.Audit.Running;
using KsefTools.Core.Conversion;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Settings;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn;

namespace KsefTools.Core.Tokens;

/// <summary>
/// The audit of an office, for whoever asks: what is judged besides the credentials themselves (policy, identities,
/// what else the profiles name, what clients have granted meanwhile) is gathered here, and what was seen is remembered.
/// </summary>
/// <param name="office">The office.</param>
/// <param name="vault">Where the secrets are; it is only read.</param>
/// <param name="sessions">
/// Sign-ins and limits; the same for every audit of a process, so that limits are counted once.
/// </param>
/// <param name="time">The clock.</param>
public sealed class OfficeAudit(OfficeFolder office, ISecretVault vault, KsefSessions sessions, TimeProvider time)
{
    /// <summary>What to judge by: the office's own, unless another law is tried.</summary>
    public OfficePolicy Policy { get; init; } = office.Settings.Policy;

    /// <summary>One result for each credential that went in, as <see cref="TokenAudit.RunAsync"/> gives them.</summary>
    /// <param name="credentials">What to test.</param>
    /// <param name="options">How to run; what is known of the office is filled in here.</param>
    /// <param name="cancellationToken">Ends the audit.</param>
    /// <exception cref="OperationCanceledException">The audit was cancelled; results so far were given.</exception>
    public async IAsyncEnumerable<KsefTokenTestResult> RunAsync(
        IReadOnlyCollection<KsefCredential> credentials,
        AuditOptions options,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        var known = options with { Policy = Policy, Office = office.Settings };
        if (credentials.Any(credential => credential.Kind is not CredentialKind.Certificate))
            known = known with
            {
                CredentialsOfOffice = office.ReadCredentials(),
                ArrivedGrants = await FindArrivedAsync(credentials, options.Warn, cancellationToken),
            };
        // Only a sign-in tells all; half a verdict must not take the place of a whole one.
        var observations = options.Certificates is CertificateDepth.SignIn ? ObservationStore.Of(office) : null;
        var audit = new TokenAudit(vault, sessions, observations, time);
        await foreach (var result in audit.RunAsync(credentials, known, cancellationToken))
            yield return result;
    }

    /// <summary>
    /// As <see cref="RunAsync"/> for identities of the office: at home they may do everything, for the policy is about
    /// clients, and nothing is remembered.
    /// </summary>
    /// <param name="identities">What to test.</param>
    /// <param name="options">How to run.</param>
    /// <param name="cancellationToken">Ends the audit.</param>
    /// <exception cref="OperationCanceledException">The audit was cancelled; results so far were given.</exception>
    public IAsyncEnumerable<KsefTokenTestResult> RunIdentitiesAsync(
        IReadOnlyCollection<KsefCredential> identities,
        AuditOptions options,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        var known = options with { Policy = Policy with { NeverPermissions = [] }, Office = office.Settings };
        return new TokenAudit(vault, sessions, observations: null, time).RunAsync(identities, known, cancellationToken);
    }

    // Good to know besides, and no reason to leave a client without a verdict.
    private async Task<IReadOnlySet<string>> FindArrivedAsync(
        IReadOnlyCollection<KsefCredential> credentials,
        Action<string>? warn,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var nips = credentials.Select(credential => credential.Nip);
            return await ArrivedGrants.FindAsync(office, vault, sessions, nips, time, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.Explains(exception))
        {
            warn?.Invoke(
                UiText.Of(
                    $"Which clients have granted what they were asked for is not known: {Troubles.Reason(exception)}",
                    $"Nie wiadomo, którzy klienci nadali to, o co ich poproszono: {Troubles.Reason(exception)}"
                )
            );
            return new HashSet<string>(StringComparer.Ordinal);
        }
    }
}

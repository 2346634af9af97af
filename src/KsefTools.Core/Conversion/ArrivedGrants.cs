using KsefTools.Core.Api;
using KsefTools.Core.Conversion.Planning;
using KsefTools.Core.Conversion.Waiting;
using KsefTools.Core.Credentials;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Settings;
using KsefTools.Core.Permissions;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn;

namespace KsefTools.Core.Conversion;

/// <summary>
/// Notices that clients have granted what they were asked for: one list for the whole office, and only while somebody
/// is waited for. For grants to the office's seal; what a person was granted shows when the next conversion signs in as
/// that person.
/// </summary>
public static class ArrivedGrants
{
    /// <summary>
    /// The clients, of those named, who can be moved by now. Empty where nobody is waited for or KSeF does not say.
    /// </summary>
    /// <param name="office">The office.</param>
    /// <param name="vault">Where the seal's certificate is; it is only read.</param>
    /// <param name="sessions">Sign-ins and limits.</param>
    /// <param name="nips">The clients.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<IReadOnlySet<string>> FindAsync(
        OfficeFolder office,
        ISecretVault vault,
        KsefSessions sessions,
        IEnumerable<string> nips,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(office);
        var asked = nips.ToHashSet(StringComparer.Ordinal);
        var waiting = new WaitingClients(office).All().Where(client => asked.Contains(client.Nip)).ToList();
        if (waiting.Count == 0)
            return new HashSet<string>(StringComparer.Ordinal);
        using var credentials = new ClientSessions(vault, sessions);
        var seal = await ConversionIdentity.TryOpenSealAsync(office, credentials, time, cancellationToken);
        return seal is null
            ? new HashSet<string>(StringComparer.Ordinal)
            : await FindAsync(new ReceivedGrants(sessions, seal), seal, waiting, cancellationToken);
    }

    private static async Task<HashSet<string>> FindAsync(
        ReceivedGrants grants,
        ConversionIdentity seal,
        IEnumerable<WaitingClient> waiting,
        CancellationToken cancellationToken
    )
    {
        var arrived = new HashSet<string>(StringComparer.Ordinal);
        try
        {
            foreach (var client in waiting)
                if (
                    OfficeIdentity.Names.Equals(client.Identity, seal.Name)
                    && KsefEnvironment.TryParse(client.Environment, out var environment, out _)
                    && ClientId.TryParse(client.Nip, out var nip)
                )
                {
                    var rights = await grants.AtAsync(environment, ContextIdentifier.Of(nip), cancellationToken);
                    if (client.Missing.All(rights.Allows))
                        arrived.Add(client.Nip);
                }
        }
        catch (Exception silence)
            when (silence is KsefApiException or SignInException or ConversionException or PermissionException)
        {
            // A piece of good news, which the next audit tells as well.
        }
        return arrived;
    }
}

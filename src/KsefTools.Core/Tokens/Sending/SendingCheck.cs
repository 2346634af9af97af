using System.Runtime.CompilerServices;
using KsefTools.Core.Api;
using KsefTools.Core.Credentials;
using KsefTools.Core.Office;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn;
using KsefTools.Core.Tokens.Making;

namespace KsefTools.Core.Tokens.Sending;

/// <summary>
/// Asks for many clients whether their invoices may be sent now: one of a client's credentials signs in, its session
/// may write invoices, and KSeF takes it. With a live session it is one request a client.
/// </summary>
/// <param name="office">Whose clients they are.</param>
/// <param name="vault">Where the secrets are; it is only read.</param>
/// <param name="sessions">Sign-ins and limits.</param>
public sealed class SendingCheck(OfficeFolder office, ISecretVault vault, KsefSessions sessions)
{
    private const string Needed = "InvoiceWrite";

    /// <summary>One result for each client, as they are reached.</summary>
    /// <param name="credentials">Those of the clients; of several of one, the first that may send counts.</param>
    /// <param name="throttleLimit">Clients worked on at the same time.</param>
    /// <param name="cancellationToken">Ends the work and waits for it.</param>
    public async IAsyncEnumerable<KsefSendingTest> RunAsync(
        IReadOnlyCollection<KsefCredential> credentials,
        int throttleLimit,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        using var clients = new ClientSessions(vault, sessions);
        var groups = credentials.GroupBy(credential => (credential.Nip, credential.Environment)).ToList();
        await foreach (
            var result in ResultStream.RunAsync(
                _ => groups.ToAsyncEnumerable(),
                throttleLimit,
                (client, cancel) => AskAsync([.. client], clients, cancel),
                (client, fault) => Of(client.First(), CredentialStatus.Unknown, TokenFailures.Sentence(fault)),
                cancellationToken
            )
        )
            yield return result;
    }

    private async Task<KsefSendingTest> AskAsync(
        IReadOnlyList<KsefCredential> client,
        ClientSessions clients,
        CancellationToken cancellationToken
    )
    {
        KsefSendingTest? first = null;
        foreach (var credential in client)
        {
            var result = await AskAsync(credential, clients, cancellationToken);
            if (result.MaySend)
                return result;
            // What is not known tells less than what KSeF has said.
            if (
                first is null
                || (first.Status is CredentialStatus.Unknown && result.Status is CredentialStatus.Critical)
            )
                first = result;
        }
        return first!;
    }

    private async Task<KsefSendingTest> AskAsync(
        KsefCredential credential,
        ClientSessions clients,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var session = await clients.OpenAsync(ClientCredential.Of(credential), fresh: false, cancellationToken);
            var limits = await session.SendAsync(session.Api.GetContextLimitsAsync, cancellationToken);
            var may = EffectivePermissions.Of(session.Claims);
            var result = Of(credential, CredentialStatus.Healthy, reason: null) with
            {
                Permissions = new TextList<string>(may?.Names ?? []),
                MaxInvoices = limits.OnlineSession?.MaxInvoices,
                MaxInvoiceSizeInMB = limits.OnlineSession?.MaxInvoiceSizeInMB,
                SignIn = session.Kind,
            };
            return may?.Allows(Needed) is not false
                ? result
                : result with
                {
                    Status = CredentialStatus.Critical,
                    Reason = TokenSentences.MayNot([Needed]),
                    Remedy = See(credential),
                };
        }
        catch (Exception refusal) when (IsRefusal(refusal))
        {
            return Of(credential, CredentialStatus.Critical, refusal.Message);
        }
        catch (Exception silence) when (!cancellationToken.Explains(silence) && silence is not OutOfMemoryException)
        {
            return Of(credential, CredentialStatus.Unknown, TokenFailures.Sentence(silence));
        }
    }

    private static bool IsRefusal(Exception failure) =>
        failure
            is CredentialException
                or SignInException { SpeaksAboutCredential: true }
                or KsefApiException { Kind: ApiErrorKind.Forbidden };

    private static string See(KsefCredential credential) =>
        CommandText.Of("Test-KsefToken").With(credential.Nip).ToString();

    private KsefSendingTest Of(KsefCredential credential, CredentialStatus status, string? reason) =>
        new()
        {
            Nip = credential.Nip,
            Name = credential.Name,
            Environment = credential.Environment,
            Status = status,
            Reason = reason,
            Remedy = status is CredentialStatus.Critical ? See(credential) : null,
            SecretName = credential.SecretName,
            OfficePath = office.Path,
        };
}

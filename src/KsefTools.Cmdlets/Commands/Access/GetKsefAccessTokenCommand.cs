using System.Management.Automation;
using System.Security;
using KsefTools.Cmdlets.Pipeline;
using KsefTools.Cmdlets.Sessions;
using KsefTools.Core.Access;
using KsefTools.Core.Api;
using KsefTools.Core.Office;
using KsefTools.Core.Secrets;

namespace KsefTools.Cmdlets.Commands;

/// <summary>
/// Hands a client's access token to a program that calls KSeF itself: from what is remembered where it still lives long
/// enough, else refreshed, else by a new sign-in. As SecureString, with its end and its context.
/// </summary>
[Cmdlet(VerbsCommon.Get, "KsefAccessToken")]
[OutputType(typeof(KsefAccessToken))]
public sealed class GetKsefAccessTokenCommand : CredentialQueryCmdlet
{
    /// <summary>How many minutes it must still live at least; KSeF gives about fifteen.</summary>
    [Parameter]
    [ValidateRange(1, 14)]
    public int MinutesLeft { get; set; } = 10;

    /// <inheritdoc/>
    private protected override Task AskAsync(
        OfficeFolder office,
        IReadOnlyList<KsefCredential> credentials,
        Ksef ksef,
        CancellationToken cancellationToken
    )
    {
        var care = new SessionCare(office, ksef.Vault, ksef.Sessions, TimeProvider.System);
        return Parallel.ForEachAsync(
            credentials.GroupBy(credential => (credential.Nip, credential.Environment)),
            new ParallelOptions { MaxDegreeOfParallelism = Parallelism(office), CancellationToken = cancellationToken },
            async (client, cancel) => await GiveAsync(office, care, [.. client], cancel)
        );
    }

    private async Task GiveAsync(
        OfficeFolder office,
        SessionCare care,
        IReadOnlyList<KsefCredential> client,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var (token, credential, permissions) = await care.TokenForAsync(
                client,
                TimeSpan.FromMinutes(MinutesLeft),
                cancellationToken
            );
            var environment = KsefEnvironment.Parse(credential.Environment);
            Pump.Post(() =>
                WriteObject(
                    new KsefAccessToken
                    {
                        Nip = credential.Nip,
                        Name = credential.Name,
                        Environment = credential.Environment,
                        Context = token.Context.ToString(),
                        Token = Conceal(token.Text),
                        ValidTo = token.ValidUntil,
                        Address = environment.BaseAddress.AbsoluteUri.TrimEnd('/'),
                        Permissions = new TextList<string>(permissions),
                        SecretName = credential.SecretName,
                        OfficePath = office.Path,
                    }
                )
            );
        }
        catch (Exception failure) when (IsFailure(failure))
        {
            Pump.Post(() => WriteFailure(failure, client[0]));
        }
    }

    private static SecureString Conceal(SecretText text)
    {
        var concealed = new SecureString();
        foreach (var letter in text.Reveal())
            concealed.AppendChar(letter);
        concealed.MakeReadOnly();
        return concealed;
    }
}

using KsefTools.Core.Conversion;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Tests.Certificates.Enrolment;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;

namespace KsefTools.Core.Tests.Conversion.Running;

/// <summary>Whoever lives by a token is found, however and whenever its file came to say so.</summary>
public sealed class TokenHoldersTests : ConversionTest
{
    private static readonly ConversionOptions Revoking = new() { RevokeToken = true };

    [Fact]
    public async Task A_token_whose_secret_another_client_names_in_other_letters_is_not_revoked()
    {
        var owner = Granted(Permission.InvoiceRead);
        var other = Bench.AddClient();
        Bench.AddAccess(
            other,
            new AccessEntry
            {
                Kind = CredentialKind.Token,
                Secret = owner.Secret.Name.ToUpperInvariant(),
                Vault = ConversionBench.VaultName.ToUpperInvariant(),
            }
        );

        var result = await Bench.ConvertAsync(owner, Revoking);

        Assert.False(result.TokenRevoked);
        Assert.Equal(TokenStatus.Active, Bench.World.FindToken(owner.Token!)!.Status);
    }

    [Fact]
    public async Task A_token_that_another_client_has_come_to_name_during_the_run_is_not_revoked()
    {
        var owner = Granted(Permission.InvoiceRead);
        var other = Bench.AddClient();
        var fate = Fate.Meanwhile(
            "after step 'switched'",
            () =>
                Bench.AddAccess(
                    other,
                    new AccessEntry
                    {
                        Kind = CredentialKind.Token,
                        Secret = owner.Secret.Name,
                        Reference = owner.Token,
                    }
                )
        );
        using var process = Bench.Start(fate);

        await process.ConvertAsync(Revoking);

        Assert.Equal(TokenStatus.Active, Bench.World.FindToken(owner.Token!)!.Status);
    }

    private ConversionClient Granted(Permission permission)
    {
        var client = Bench.AddClient(permission);
        Bench.Grant(client, permissions: permission);
        return client;
    }
}

using System.Security.Cryptography.X509Certificates;
using System.Text;
using KsefTools.Core.Certificates;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Tests.Permissions;

namespace KsefTools.Core.Tests.Certificates;

/// <summary>What KSeF's list says of a certificate, which the list alone can say.</summary>
public sealed class CertificateStandingsTests : IAsyncLifetime
{
    private const string List = "POST /certificates/query";
    private const string Other = "00000000000000AA";

    private static readonly CertificateDetails Issued = TestMaterial.Details("CCK KSeF");

    private readonly CertificateStandings _standings = new();
    private ScriptedSession _ksef = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _ksef = await ScriptedSession.StartAsync();

    public ValueTask DisposeAsync() => _ksef.DisposeAsync();

    [Theory]
    [InlineData("Active", CertificateStanding.Active)]
    [InlineData("active", CertificateStanding.Active)]
    [InlineData("Revoked", CertificateStanding.Revoked)]
    [InlineData("Blocked", CertificateStanding.Revoked)]
    [InlineData("Expired", CertificateStanding.Expired)]
    [InlineData("Suspended", CertificateStanding.Unasked)]
    [InlineData(null, CertificateStanding.Unlisted)]
    public void A_status_that_is_not_known_here_says_nothing(string? status, CertificateStanding expected) =>
        Assert.Equal(expected, CertificateStandings.Read(status));

    [Fact]
    public async Task Of_a_list_that_shows_others_too_its_own_line_counts()
    {
        Listed((Other, "Revoked"), (Issued.SerialNumber, "Active"));

        Assert.Equal(CertificateStanding.Active, await OfAsync(Issued));
    }

    [Fact]
    public async Task One_that_the_list_does_not_have_is_not_taken_for_another_that_it_has()
    {
        Listed((Other, "Active"));

        Assert.Equal(CertificateStanding.Unlisted, await OfAsync(Issued));
    }

    // The first page of a list of all would lack it, where an identity has many.
    [Fact]
    public async Task KSeF_is_asked_for_that_one_alone()
    {
        Listed((Issued.SerialNumber, "Active"));

        await OfAsync(Issued);

        var asked = Encoding.UTF8.GetString(Assert.Single(_ksef.Ksef.Requests).Body);
        Assert.Contains(Issued.SerialNumber, asked, StringComparison.Ordinal);
    }

    [Fact]
    public async Task However_many_ask_KSeF_is_asked_once()
    {
        Listed((Issued.SerialNumber, "Active"));

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => OfAsync(Issued)));

        Assert.Equal(1, _ksef.Count(List));
    }

    [Fact]
    public async Task A_question_that_failed_is_asked_again()
    {
        Listed((Issued.SerialNumber, "Active"));
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            _standings.OfAsync(Issued, () => throw new InvalidOperationException(), Cancel)
        );

        Assert.Equal(CertificateStanding.Active, await OfAsync(Issued));
    }

    [Fact]
    public async Task What_KSeF_did_not_issue_and_what_has_just_signed_in_need_no_question()
    {
        var external = TestMaterial.Details("Certum", X509KeyUsageFlags.DigitalSignature);
        _standings.Proven(Issued);

        Assert.Equal(CertificateStanding.Unasked, await OfAsync(external));
        Assert.Equal(CertificateStanding.Active, await OfAsync(Issued));
        Assert.Empty(_ksef.Ksef.Requests);
    }

    private Task<CertificateStanding> OfAsync(CertificateDetails certificate) =>
        _standings.OfAsync(certificate, () => Task.FromResult(_ksef.Session), Cancel);

    private void Listed(params (string Serial, string Status)[] certificates)
    {
        var rows = certificates.Select(certificate =>
            $$"""
                {"certificateSerialNumber":"{{certificate.Serial}}","name":"Biuro","type":"Authentication","commonName":"A",
                 "status":"{{certificate.Status}}","subjectIdentifier":{"type":"Nip","value":"{{TestMaterial.Nip}}"},
                 "validFrom":"2026-01-01T00:00:00Z","validTo":"2028-01-01T00:00:00Z","lastUseDate":null,
                 "requestDate":"2026-01-01T00:00:00Z"}
                """
        );
        _ksef.Ksef.On(List, 200, $$"""{"certificates":[{{string.Join(",", rows)}}],"hasMore":false}""");
    }
}

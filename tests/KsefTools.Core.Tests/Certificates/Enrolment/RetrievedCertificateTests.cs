using KsefTools.Core.Api.Certificates;
using KsefTools.Core.Certificates.Enrolment;
using KsefTools.Core.Certificates.Enrolment.Running;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Keys;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Secrets;
using KsefTools.Core.Tests.Permissions;

namespace KsefTools.Core.Tests.Certificates.Enrolment;

/// <summary>What KSeF gives under a serial number is kept only where it is what was asked for.</summary>
public sealed class RetrievedCertificateTests : IAsyncLifetime
{
    private const string Serial = "0123456789ABCDEF";

    private ScriptedSession _ksef = null!;

    private static KeyMaterial Issued => TestMaterial.Ec;

    public async ValueTask InitializeAsync()
    {
        _ksef = await ScriptedSession.StartAsync();
        _ksef.Ksef.On(
            "POST /certificates/retrieve",
            200,
            $$"""
            {"certificates":[{"certificate":"{{Convert.ToBase64String(Issued.Certificate.RawData)}}",
             "certificateName":"Biuro","certificateSerialNumber":"{{Serial}}","certificateType":"Authentication"}]}
            """
        );
    }

    public ValueTask DisposeAsync() => _ksef.DisposeAsync();

    [Fact]
    public async Task That_of_the_key_and_the_type_is_kept()
    {
        using var material = await RetrieveAsync(Issued.Details.Type, KeyPair.FromVaultText(Issued.Key.ToVaultText()));

        Assert.Equal(Issued.Details, material.Details);
    }

    [Fact]
    public async Task That_of_another_key_is_refused() =>
        await AssertMismatchAsync(Issued.Details.Type, KeyPair.Generate(KeyAlgorithm.Ec));

    [Fact]
    public async Task That_of_another_type_is_refused() =>
        await AssertMismatchAsync(
            Issued.Details.Type is CertificateType.Offline ? CertificateType.Authentication : CertificateType.Offline,
            KeyPair.FromVaultText(Issued.Key.ToVaultText())
        );

    [Fact]
    public async Task What_KSeF_gives_under_another_number_is_refused()
    {
        using var key = KeyPair.FromVaultText(Issued.Key.ToVaultText());

        var refusal = await Assert.ThrowsAsync<EnrolmentException>(() =>
            RetrieveAsync(Issued.Details.Type, key, "00000000000000AA")
        );

        Assert.Equal(EnrolmentFailure.CertificateMismatch, refusal.Failure);
    }

    private async Task AssertMismatchAsync(CertificateType type, KeyPair key)
    {
        using (key)
        {
            var refusal = await Assert.ThrowsAsync<EnrolmentException>(() => RetrieveAsync(type, key));
            Assert.Equal(EnrolmentFailure.CertificateMismatch, refusal.Failure);
        }
    }

    private Task<KeyMaterial> RetrieveAsync(CertificateType type, KeyPair key, string serial = Serial)
    {
        var plan = new EnrolmentPlan
        {
            Holder = CertificateHolder.OfIdentity("seal"),
            Environment = "test",
            Context = ContextIdentifier.Of(Nip.Parse(TestMaterial.Nip)),
            Type = type,
            Algorithm = KeyAlgorithm.Ec,
            Name = "Biuro",
            Secret = new SecretAddress("v", "seal"),
        };
        // What is retrieved is no step: nothing is written down.
        var issue = new CertificateIssue(
            _ksef.Session,
            prepared: null,
            prepare: null!,
            record: null!,
            plan,
            new EnrolmentOptions(),
            _ksef.Clock
        );
        return issue.RetrieveAsync(serial, key, TestContext.Current.CancellationToken);
    }
}
